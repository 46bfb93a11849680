"""Itineraries and events of random content, within the rules of their types."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from fuzzing.making import text, word
from timeline.records import (
    EVENT_KINDS,
    STATUSES,
    Entry,
    Evidence,
    Place,
    Problem,
    Span,
    Trip,
    TripEvent,
    Trips,
    When,
)

_PLACES = tuple(
    Place(name, latitude, longitude, code, f"{kind}:{name}", kind, country)
    for name, latitude, longitude, code, kind, country in (
        ("Vienna", 48.21, 16.37, "AT", "city", "Austria"), ("Austria", 47.3, 13.3, "AT", "country", "Austria"),
        ("Warsaw", 52.23, 21.01, "PL", "city", "Poland"), ("Tokyo", 35.69, 139.69, "JP", "city", "Japan"),
        ("Honolulu", 21.31, -157.86, "US", "city", "United States"), ("Apia", -13.83, -171.77, "WS", "city", "Samoa"),
        ("Joint Base Andrews", 38.81, -76.87, "US", "base", "United States"), ("Pole", -90.0, 180.0, "", "natural", ""),
    )
)  # fmt: skip
_NAMES = ("Anna Berg", "Berg", "Anna M. Berg", "Bill Clinton", "Hillary Clinton", "Clinton", "Xi", "Karl Nehammer")
_FIRST, _LAST = date(1, 1, 1).toordinal(), date(9999, 12, 31).toordinal()


def day(rng: Random) -> date:
    """A day of these years, or now and then any day that there is."""
    if rng.random() < 0.05:
        return date.fromordinal(rng.choice((_FIRST, _LAST, rng.randrange(_FIRST, _LAST))))
    return date(2023, 2, 1) + timedelta(rng.randrange(-2, 45))


def _maybe(rng: Random) -> date | None:
    return day(rng) if rng.random() < 0.6 else None


def when(rng: Random) -> When:
    """Days that contradict nothing, as an entry has them."""
    first, last = sorted((day(rng), day(rng)))
    if rng.random() < 0.5:
        return When(first, rng.choice((None, last)), first, first, "day", text(rng, 3))
    low, high = rng.choice(((first, last), (first, None), (None, last), (None, None)))
    return When(None, None, low, high, rng.choice(("month", "bounded")) if low or high else "unknown", text(rng, 3))


def place(rng: Random) -> Place:
    latitude, longitude = rng.choice(((90.0, 180.0), (-90.0, -180.0), (rng.uniform(-90, 90), rng.uniform(-180, 180))))
    ids = ("", "geonames:1", "icao:KADW", f"venue:{word(rng).strip()}")
    return Place(word(rng), latitude, longitude, rng.choice(("", "US", "KZ")), rng.choice(ids), "city", text(rng, 3),
                 text(rng, 3), rng.randrange(10**8))  # fmt: skip


def entry(rng: Random, trip_id: str, seq: int) -> Entry:
    evidence = tuple(
        Evidence(text(rng, 3), text(rng, 8), rng.choice((None, Span(0, 9)))) for _ in range(rng.randrange(3))
    )
    return Entry(
        trip_id, seq, word(rng), text(rng, 3), rng.choice(EVENT_KINDS),
        rng.choice((None, place(rng), rng.choice(_PLACES))), word(rng), when(rng), rng.choice(STATUSES), text(rng, 4),
        rng.random(), rng.choice((None, rng.uniform(0, 20_000))), evidence, text(rng, 4),
        tuple(place(rng) for _ in range(rng.randrange(2))), text(rng, 3),
    )  # fmt: skip


def trips(rng: Random) -> Trips:
    """An itinerary of a few trips."""
    made = {}
    for _ in range(rng.randrange(4)):
        trip_id = word(rng)
        rows = tuple(entry(rng, trip_id, n) for n in range(1, rng.randrange(2, 5)))
        made[trip_id] = Trip(trip_id, rows[0].traveller, rows)
    problems = (Problem("date", text(rng, 4), text(rng, 2), text(rng, 4)) for _ in range(rng.randrange(2)))
    return Trips(tuple(made.values()), tuple(problems))


def events(rng: Random) -> list[TripEvent]:
    """Claims of several sources that contradict each other: days, bounds, orders, kinds, names."""
    return [
        TripEvent(
            rng.choice(_NAMES), rng.choice(EVENT_KINDS), rng.choice((*_PLACES, None)),
            rng.choice(("Nowhere", word(rng))),
            When(_maybe(rng), _maybe(rng), _maybe(rng), _maybe(rng), "day"), rng.choice(STATUSES),
            Evidence(rng.choice("abc"), rng.choice(("arrived", "was there", text(rng, 3)))), "", "", rng.random(),
            rng.randrange(6), (), "", _maybe(rng), rng.random() < 0.2, rng.choice(("", "", "j1", "j2")),
        )
        for _ in range(rng.randrange(15))
    ]  # fmt: skip
