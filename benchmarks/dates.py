"""How well and how quickly dates are read, beside two libraries that a user would otherwise take.

    python benchmarks/dates.py CORPUS.jsonl [--limit N]      needs: pip install parsedatetime

The corpus has one document a line: {"dct": day, "text": ..., "timex": [{"start", "end", "type", "value"}]} with TIMEX3
values, as in TimeBank. Every reader goes through the same documents in one process, one after the other. For each it
prints: found_f1 (spans that overlap a marked one), value_f1 (and mean the same days), days_right (share of the marked
single days on which it put that very day; the others know no months or years), documents a second and the ratio of
speeds. Marks without a calendar value (durations, "now") count neither way.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

Span = tuple[int, int]
Days = tuple[date, date]
Found = list[tuple[Span, Days | None]]
Reader = Callable[[str, date], Found]


@dataclass
class Score:
    """Counts over a corpus."""

    marked: int = 0
    given: int = 0
    found: int = 0
    right: int = 0
    days: int = 0
    days_right: int = 0
    seconds: float = 0.0

    def f1(self, hits: int) -> float:
        """The harmonic mean of precision and recall with so many hits."""
        return 2 * hits / (self.given + self.marked) if self.given + self.marked else 0.0


def ours() -> Reader:
    """This package."""
    from timeline import find_dates

    def read(text: str, published: date) -> Found:
        return [
            ((m.start, m.end), (m.first, m.last) if m.first and m.last else None)
            for m in find_dates(text, published=published)
        ]

    return read


def dateparser_search() -> Reader:
    """`dateparser.search`, told the language; it gives no offsets, so its strings are looked for in order."""
    from dateparser.search import search_dates

    def read(text: str, published: date) -> Found:
        base = datetime(published.year, published.month, published.day)
        found: Found = []
        end = 0
        for words, when in search_dates(text, languages=["en"], settings={"RELATIVE_BASE": base}) or []:
            start = text.find(words, end)
            if start >= 0:
                end = start + len(words)
                found.append(((start, end), (when.date(), when.date())))
        return found

    return read


def parsedatetime_nlp() -> Reader:
    """`parsedatetime.Calendar.nlp`."""
    import parsedatetime

    calendar = parsedatetime.Calendar()

    def read(text: str, published: date) -> Found:
        base = datetime(published.year, published.month, published.day)
        return [((start, end), (d.date(), d.date())) for d, _, start, end, _ in calendar.nlp(text, base) or []]

    return read


def days_of(value: str) -> Days | None:
    """The first and last day of a TIMEX3 value: a day, a week, its end, a month, a year or a decade."""
    value = value.partition("T")[0]
    if m := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value):
        day = date(int(m[1]), int(m[2]), int(m[3]))
        return day, day
    if m := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = date.fromisocalendar(int(m[1]), int(m[2]), 1)
        return (monday + timedelta(5) if m[3] else monday), monday + timedelta(6)
    if m := re.fullmatch(r"(\d{4})-(\d\d)", value):
        year, month = int(m[1]), int(m[2])
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    if re.fullmatch(r"\d{4}|\d{3}X?", value):
        first = int(value[:4].rstrip("X").ljust(4, "0"))
        return date(first, 1, 1), date(first + (0 if value.isdecimal() and len(value) == 4 else 9), 12, 31)
    return None


def compare(document: dict[str, Any], found: Found, score: Score) -> None:
    """Add one document's counts; a found span answers for one mark only."""
    free = set(range(len(found)))
    for mark in document["timex"]:
        span = days_of(mark["value"]) if mark["type"] in ("DATE", "TIME") else None
        hits = [i for i in sorted(free) if found[i][0][0] < mark["end"] and mark["start"] < found[i][0][1]]
        if span is None:
            free.difference_update(hits)
            score.given -= len(hits)
            continue
        score.marked += 1
        score.days += span[0] == span[1]
        if not hits:
            continue
        best = next((i for i in hits if found[i][1] == span), hits[0])
        free.discard(best)
        score.found += 1
        score.right += found[best][1] == span
        score.days_right += span[0] == span[1] and found[best][1] == span
    score.given += len(found)


def measure(reader: Reader, documents: list[dict[str, Any]]) -> Score:
    """One reader over all documents, after one to warm up."""
    score = Score()
    reader(documents[0]["text"], date.fromisoformat(documents[0]["dct"][:10]))
    for document in documents:
        start = time.perf_counter()
        found = reader(document["text"], date.fromisoformat(document["dct"][:10]))
        score.seconds += time.perf_counter() - start
        compare(document, found, score)
    return score


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("corpus", type=Path)
    ask.add_argument("--limit", type=int, help="only the first N documents")
    args = ask.parse_args()
    lines = args.corpus.read_text(encoding="utf-8").split("\n")
    documents = [json.loads(line) for line in lines if line.strip()][: args.limit]
    print(f"{len(documents)} documents, {sum(len(d['text']) for d in documents):,} characters")
    print(f"{'reader':22}{'found_f1':>10}{'value_f1':>10}{'days_right':>12}{'docs_s':>10}{'we are':>14}")
    own = 0.0
    for name, make in (
        ("timeline.find_dates", ours),
        ("dateparser.search", dateparser_search),
        ("parsedatetime.nlp", parsedatetime_nlp),
    ):
        score = measure(make(), documents)
        own = own or score.seconds
        row = (
            f"{name:22}{score.f1(score.found):10.3f}{score.f1(score.right):10.3f}{score.days_right / score.days:12.3f}"
        )
        ratio = f"{score.seconds / own:9.0f} times" if score.seconds != own else ""
        print(f"{row}{len(documents) / score.seconds:10.1f}{ratio:>14}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
