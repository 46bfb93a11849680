"""How the time to assemble trips grows with the number of events.

    python benchmarks/assemble.py [--most 100000] [--one-traveller]

Events are made at random from a fixed seed: travellers with journeys of three to eight stops over many years, each stop
told by one to six outlets that leave out days, name only the country or the surname, or retell the journey as past.
Prints one row a size: events, rows, seconds, microseconds an event.
"""

from __future__ import annotations

import argparse
import random
import time
from datetime import date, timedelta

from timeline.assemble import assemble
from timeline.records import Evidence, Place, TripEvent, When

_FIRST_DAY = date(1990, 1, 1)


def _places(rng: random.Random) -> list[tuple[Place, Place]]:
    """Pairs of a city and its country."""
    found = []
    for number in range(400):
        code = f"{chr(65 + number // 26 % 26)}{chr(65 + number % 26)}"
        lat, lon = rng.uniform(-50, 65), rng.uniform(-180, 180)
        city = Place(f"City {number}", lat, lon, code, f"city:{number}")
        found.append((city, Place(f"Country {code}", lat, lon, code, f"country:{code}", "country")))
    return found


def _journey(
    rng: random.Random, who: str, day: date, places: list[tuple[Place, Place]], number: int
) -> list[TripEvent]:
    """What several outlets tell of one journey."""
    stops = []
    for position in range(rng.randint(3, 8)):
        stops.append((position, day, rng.choice(places)))
        day += timedelta(rng.randint(0, 2))
    events = []
    for outlet in range(rng.randint(1, 6)):
        published = day - timedelta(rng.randint(0, 5))
        source = f"{number}-{outlet}"
        for position, on, (city, country) in stops:
            ahead = on > published
            when = When(on) if rng.random() < 0.6 else When(latest=None if ahead else published)
            place = city if rng.random() < 0.8 else country
            name = who if rng.random() < 0.7 else who.split()[-1]
            evidence = Evidence(source, f"{name} in {place.name}")
            status = "planned" if ahead else "reported"
            events.append(
                TripEvent(
                    name, "stop", place, place.name, when, status, evidence, position=position, published=published
                )  # type: ignore[arg-type]
            )
    return events


def make(count: int, one_traveller: bool) -> list[TripEvent]:
    """At least `count` events about travellers who each make some forty journeys, or about one who never rests."""
    rng = random.Random(7)
    places = _places(rng)
    events: list[TripEvent] = []
    number = 0
    while len(events) < count:
        who = "Given Surname" if one_traveller else f"Given{number // 40} Surname{number // 40}"
        day = _FIRST_DAY + timedelta(number * 15 if one_traveller else rng.randint(0, 10_000))
        events += _journey(rng, who, day, places, number)
        number += 1
    rng.shuffle(events)
    return events


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--most", type=int, default=100_000)
    ask.add_argument("--one-traveller", action="store_true")
    args = ask.parse_args()
    assemble(make(10, False))  # what loads once is not counted
    print(f"{'events':>8} {'rows':>8} {'seconds':>8} {'us/event':>9}")
    size = args.most
    sizes = []
    while size >= 1000:
        sizes.append(size)
        size //= 4
    for size in reversed(sizes):
        events = make(size, args.one_traveller)
        began = time.perf_counter()
        rows = sum(1 for _ in assemble(events).entries())
        spent = time.perf_counter() - began
        print(f"{len(events):8} {rows:8} {spent:8.2f} {spent / len(events) * 1e6:9.1f}")


if __name__ == "__main__":
    main()
