"""Small dispatches for tests of the corpus, and an engine that keeps to one process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from timeline.corpus.jobs import Job
from timeline.corpus.work import run

PEOPLE = (
    ("Anna Berg", "Foreign Minister"), ("Carl Lund", "Foreign Minister"), ("Maria Costa", "Prime Minister"),
    ("Peter Novak", "President"), ("Elena Popa", "Defence Minister"), ("Tomas Berg", "Finance Minister"),
)  # fmt: skip
CITIES = ("Vienna", "Prague", "Warsaw", "Tashkent", "Nairobi", "Lima", "Ottawa", "Hanoi", "Oslo", "Cairo")


def story(number: int, extra: str = "") -> str:
    """One short dispatch of July 2023; two of them in turn tell of one journey."""
    name, role = PEOPLE[number // 2 % len(PEOPLE)]
    journey = number // 2
    first, second = CITIES[journey % len(CITIES)], CITIES[(journey * 3 + 1) % len(CITIES)]
    day = journey % 27 + 1
    told = f"{role} {name} arrived in {first} on July {day}, 2023, for talks. {extra}"
    return told if number % 2 else f"{told}On July {day + 1}, {name.split()[-1]} will travel to {second}."


def write_stories(folder: Path, count: int) -> Path:
    """A folder of so many dispatches."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"s{number:04}.txt").write_text(story(number), encoding="utf-8")
    return folder


class Inline:
    """An engine that does everything in this process."""

    def __init__(self) -> None:
        self.steps: list[Any] = []

    def read(self, tasks: Iterable[tuple[bytes, float]]) -> Iterator[dict[str, int]]:
        for data, _ in tasks:
            for step in run(msgspec.msgpack.decode(data, type=Job)):
                self.steps.append(step)
            yield step.tally

    def map(self, function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
        return map(function, tasks)

    def close(self) -> None:
        pass
