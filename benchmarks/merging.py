"""How the cost of merging grows with the number of event rows, from the official record with noise.

    python benchmarks/merging.py ../shared/data/official [--most 1000000] [--way "more reports"] [--bar 1.3]

The rows are the official record's travels, read as the program reads them, and told again as outlets tell them: by the
surname alone, without a day, on the day after, naming only the country, as something planned or past, some stops left
out. Two ways to grow: with more travellers (the record's journeys under other names in other years), and with more
reports on the same travellers. Prints CPU seconds, microseconds a row, and how the cost of a row compares with that at
the size before; the bar is on that ratio. Exit status: 0 all within the bar, 1 not.
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from timeline.assemble import assemble
from timeline.pipeline import events_of_row
from timeline.read.xml import read_xml
from timeline.records import Evidence, RawEvent, TripEvent, When

_GIVEN = (
    "Anna Boris Carla David Elena Farid Greta Hugo Irina Jonas Katya Luis Maria Nadia Oscar Paula Rosa Stefan".split()
)
_SYLLABLES = "ba be co da do el fa gi ho ka la le ma mi no or pa ra sa ta ve vo za zu".split()
WAYS = ("more travellers", "more reports")
Journey = list[TripEvent]


def record(folder: Path) -> list[Journey]:
    """The journeys of the official record, as events."""
    journeys: dict[str, Journey] = {}
    for path in sorted(folder.rglob("*.xml")):
        for number, row in enumerate(read_xml(path.read_bytes(), path.stem)):
            assert isinstance(row, RawEvent)
            events, _ = events_of_row(row, number)
            journeys.setdefault(row.journey, []).extend(e for e in events if e.place and e.when.start)
    return [journey for journey in journeys.values() if journey]


def name(number: int) -> str:
    """A full name for the traveller of a number; surnames repeat now and then."""
    rng = random.Random(number)
    return f"{rng.choice(_GIVEN)} {''.join(rng.choice(_SYLLABLES) for _ in range(4)).title()}"


def told(rng: random.Random, journey: Journey, who: str, shift: timedelta, source: str) -> Iterator[TripEvent]:
    """What one outlet tells of a journey."""
    first = journey[0].when.start
    assert first is not None
    published = first + shift + timedelta(rng.randint(-2, 6))
    for position, event in enumerate(journey):
        if rng.random() < 0.25:
            continue
        start = event.when.start
        assert start is not None
        day = start + shift + timedelta(rng.random() < 0.04)
        ahead = day > published
        dated = rng.random() < 0.6
        bounds = When(earliest=published) if ahead else When(latest=published)
        yield replace(
            event, traveller=who if rng.random() < 0.6 else who.split()[-1],
            when=When(day, earliest=day, latest=day, precision="day") if dated else bounds,
            status="planned" if ahead else "reported", evidence=Evidence(source, f"{who} went to {event.place_text}."),
            position=position, published=published, background=rng.random() < 0.05, journey="",
        )  # fmt: skip


def made(journeys: list[Journey], count: int, more_travellers: bool) -> list[TripEvent]:
    """At least `count` rows."""
    rng = random.Random(7)
    latest = date(2090, 1, 1)
    found: list[TripEvent] = []
    number = 0
    while len(found) < count:
        for journey in journeys if more_travellers else rng.sample(journeys, len(journeys)):
            start = journey[-1].when.start
            assert start is not None
            who = journey[0].traveller
            copy = number // len(journeys)
            if more_travellers:
                who = name(zlib.crc32(f"{who} {copy}".encode())) if copy else who
            shift = timedelta(copy * 400 if more_travellers and start + timedelta(copy * 400) < latest else 0)
            for outlet in range(rng.randint(1, 4)):
                found += told(rng, journey, who, shift, f"{number}-{outlet}")
            number += 1
            if len(found) >= count:
                break
    rng.shuffle(found)
    return found


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("record", type=Path)
    ask.add_argument("--most", type=int, default=1_000_000)
    ask.add_argument("--way", choices=WAYS, action="append")
    ask.add_argument("--bar", type=float, default=1.3)
    args = ask.parse_args()
    journeys = record(args.record)
    print(f"{len(journeys)} journeys, {sum(map(len, journeys))} rows in the record")
    over = 0
    for way in args.way or WAYS:
        print(f"\n{way}\n{'rows':>9} {'entries':>8} {'seconds':>8} {'us/row':>7} {'ratio':>6}")
        before = 0.0
        size = 1000
        while size <= args.most:
            events = made(journeys, size, way == "more travellers")
            gc.collect()
            gc.freeze()
            begun = time.process_time()
            entries = sum(1 for _ in assemble(events).entries())
            each = (time.process_time() - begun) / len(events) * 1e6
            gc.unfreeze()
            ratio = each / before if before else 1.0
            over += ratio > args.bar
            print(f"{len(events):9} {entries:8} {each * len(events) / 1e6:8.2f} {each:7.1f} {ratio:6.2f}", flush=True)
            before = each
            size *= 10
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
