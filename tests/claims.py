"""Places and events made by hand for the tests of assembly."""

from __future__ import annotations

from datetime import date

from timeline.records import Entry, Evidence, Place, Span, TripEvent, Trips, When


def place(name: str, lat: float, lon: float, code: str, kind: str = "city", **more: object) -> Place:
    return Place(name, lat, lon, code, f"{kind}:{name.lower()}", kind, **more)  # type: ignore[arg-type]


ANDREWS = place("Joint Base Andrews", 38.81, -76.87, "US", "base")
WASHINGTON = place("Washington", 38.9, -77.04, "US")
ASTANA = place("Astana", 51.13, 71.43, "KZ")
TASHKENT = place("Tashkent", 41.26, 69.22, "UZ")
DELHI = place("New Delhi", 28.64, 77.22, "IN")
KAZAKHSTAN = place("Kazakhstan", 48.0, 68.0, "KZ", "country")
INDIA = place("India", 22.0, 79.0, "IN", "country")
AMMAN = place("Amman", 31.95, 35.93, "JO")
BAGHDAD = place("Baghdad", 33.34, 44.4, "IQ")
JERUSALEM = place("Jerusalem", 31.78, 35.22, "IL")
RAMALLAH = place("Ramallah", 31.9, 35.2, "PS")
TOKYO = place("Tokyo", 35.69, 139.69, "JP")
HONIARA = place("Honiara", -9.43, 159.95, "SB")
HONOLULU = place("Honolulu", 21.31, -157.86, "US")
NAIROBI = place("Nairobi", -1.28, 36.82, "KE")
ABUJA = place("Abuja", 9.06, 7.49, "NG")
PLACES = (ANDREWS, WASHINGTON, ASTANA, TASHKENT, DELHI, KAZAKHSTAN, INDIA, AMMAN, JERUSALEM, RAMALLAH, TOKYO, HONOLULU)
SEED_DAY = date(2023, 2, 28)


def day(text: str) -> date | None:
    """ "2-28" or "2019-5-1" as a day, of 2023 when no year is given."""
    if not text:
        return None
    parts = [int(p) for p in text.split("-")]
    return date(*parts) if len(parts) == 3 else date(2023, *parts)


BLINKEN = "Antony Blinken"


def event(where: Place | None, start: str = "", *, who: str = BLINKEN, doc: str = "a", **more: object) -> TripEvent:
    """One claim; `end`, `low`, `high`, `pub` are days, the rest are fields of `TripEvent`."""
    end, low, high = (day(str(more.pop(name, ""))) for name in ("end", "low", "high"))
    when = When(day(start), end, low, high)
    published = day(str(more.pop("pub", "2-28")))
    sentence = str(more.pop("said", f"{who} {where} {start}"))
    fields: dict[str, object] = {
        "traveller": who,
        "event": "stop",
        "place": where,
        "place_text": where.name if where else "Nowhere",
        "when": when,
        "status": "reported",
        "evidence": Evidence(doc, sentence, Span(0, len(sentence))),
        "published": published,
    }
    return TripEvent(**{**fields, **more})  # type: ignore[arg-type]


def rows(trips: Trips) -> list[Entry]:
    return list(trips.entries())


def names(trips: Trips) -> list[str]:
    return [e.place.name if e.place else e.place_text for e in rows(trips)]
