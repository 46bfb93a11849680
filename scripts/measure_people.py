"""Tell how well persons are gathered, over a folder of marked cases (or a JSON-lines file of stories, figures alone).

    python scripts/measure_people.py ../shared/eval/cases [--list] [--persons]

One figure a row: of the marked travellers how many have a cluster whose name matches (`found`), whose name is the
marked one word for word (`complete`), clusters that hold two full names that are no variants (`mixed`), pairs of
clusters that share the name they are called by (`split`), clusters without a known given or family name, an office or a
country (`doubtful`), and the microseconds a story takes. `--list` tells which; `--persons` prints every cluster.
"""

from __future__ import annotations

import argparse
import json
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from timeline.extract.people import People, Person
from timeline.extract.tokens import tokenise
from timeline.gazetteer import default
from timeline.languages import lexicon
from timeline.locate import find_places


def fold(text: str) -> str:
    """As the scorer of the cases compares names."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if c.isalnum() or c == " ").strip()


def same_traveller(one: str, other: str) -> bool:
    """The scorer's rule: the last word agrees, or all words of one are words of the other."""
    a, b = fold(one).split(), fold(other).split()
    return bool(a and b) and (a[-1] == b[-1] or set(a) <= set(b) or set(b) <= set(a))


@dataclass
class Tally:
    """Figures and the lines that tell where they come from."""

    counts: Counter[str]
    lines: list[str]
    seconds: float = 0.0

    def note(self, figure: str, line: str = "") -> None:
        """Count one, and say where."""
        self.counts[figure] += 1
        if line:
            self.lines.append(f"{figure:9} {line}")


def cases(path: Path) -> Iterator[dict[str, Any]]:
    """The marked cases of a folder, or each story of a JSON-lines file as a case without marks."""
    if path.is_dir():
        for file in sorted(path.glob("*.json")):
            found = json.loads(file.read_text(encoding="utf-8"))
            if "documents" in found:
                yield found
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        story = json.loads(line)
        yield {
            "id": story["id"],
            "documents": [{"text": story["text"], "published": story.get("published")}],
            "gold": [],
        }


def read(text: str, published: str | None, tally: Tally) -> People:
    """The persons of one text; the time counts without the places and the tokens."""
    gazetteer, words = default(), lexicon("en")
    places, tokens = find_places(text, date.fromisoformat(published) if published else None), tokenise(text)
    demonyms = gazetteer.demonyms()
    spent: list[float] = []
    for _ in range(3):
        began = time.process_time()
        people = People(tokens, places, words, demonyms, text)
        spent.append(time.process_time() - began)
    tally.seconds += min(spent)
    return people


def marked(case: dict[str, Any], people: list[People], tally: Tally) -> None:
    """Count the marked travellers that the persons hold."""
    persons = [p for one in people for p in one.persons]
    for name in sorted({g["traveller"] for g in case["gold"] if not g.get("optional")}):
        tally.counts["gold"] += 1
        matching = [p for p in persons if same_traveller(name, p.name)]
        if any(fold(p.name) == fold(name) for p in matching):
            tally.counts["found"] += 1
            tally.counts["complete"] += 1
        elif matching:
            tally.counts["found"] += 1
            tally.note("unlike", f"{case['id']} {name}: {[p.names for p in matching]}")
        else:
            tally.note("missing", f"{case['id']} {name}")


def _surname(person: Person) -> str:
    return fold(person.name).split()[-1] if fold(person.name) else ""


def shape(case: dict[str, Any], people: People, tally: Tally) -> None:
    """Count clusters that look mixed, split or doubtful."""
    by_surname: dict[str, list[Person]] = {}
    for person in people.persons:
        tally.counts["persons"] += 1
        tally.counts["minor"] += person.minor
        by_surname.setdefault(_surname(person), []).append(person)
        full = {(fold(n).split()[0][:2], fold(n).split()[-1][:3]) for n in person.names if " " in n and fold(n)}
        if len(full) > 1:
            tally.note("mixed", f"{case['id']} {person.names}")
        if not (person.listed or person.dignitary or person.country or person.minor):
            tally.note("doubtful", f"{case['id']} {person.names}")
    for group in by_surname.values():
        if len(group) > 1:
            tally.note("split", f"{case['id']} {[p.names for p in group]}")


def told(person: Person) -> str:
    """A cluster in one line."""
    marks = [word for word in ("minor", "dignitary", "listed", "heading", "visiting") if getattr(person, word)]
    spouse = [f"spouse of {person.spouse}"] if person.spouse >= 0 else []
    facts = ", ".join([person.country, person.gender, *marks, *spouse])
    return f"  {person.number:2} {person.name} x{person.mentions} | {facts} | {person.offices} | {person.names}"


def main() -> None:
    """Measure and print."""
    ask = argparse.ArgumentParser()
    ask.add_argument("path", type=Path)
    ask.add_argument("--list", action="store_true")
    ask.add_argument("--persons", action="store_true")
    args = ask.parse_args()
    tally = Tally(Counter(), [])
    for case in cases(args.path):
        people = [read(document["text"], document.get("published"), tally) for document in case["documents"]]
        tally.counts["documents"] += len(people)
        marked(case, people, tally)
        if args.persons:
            print(f"--- {case['id']}")
        for one in people:
            shape(case, one, tally)
            if args.persons:
                print("\n".join(told(p) for p in one.persons))
    if args.list:
        print("\n".join(sorted(tally.lines)))
    for figure in "documents gold found complete missing persons minor mixed split doubtful".split():
        print(f"{figure:10} {tally.counts[figure]}")
    print(f"microseconds {1e6 * tally.seconds / max(1, tally.counts['documents']):.0f}")


if __name__ == "__main__":
    main()
