"""Itineraries made by hand for tests of what stands above the pipeline's stages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from timeline.records import Entry, Evidence, Place, Problem, Span, Trip, Trips, When

PLACES = {
    p.name: p
    for p in (
        Place("Joint Base Andrews", 38.8108, -76.867, "US", "icao:KADW", "base", "United States", "Maryland"),
        Place("Washington", 38.8951, -77.0364, "US", "geonames:4140963", "city", "United States"),
        Place("Honolulu", 21.3069, -157.8583, "US", "geonames:5856195", "city", "United States", "Hawaii"),
        Place("Tokyo", 35.6895, 139.6917, "JP", "geonames:1850147", "city", "Japan", "Tokyo"),
        Place("Seoul", 37.566, 126.9784, "KR", "geonames:1835848", "city", "South Korea", "Seoul"),
        Place("Beijing", 39.9075, 116.3972, "CN", "geonames:1816670", "city", "China", "Beijing"),
        Place("Danang", 16.0678, 108.2208, "VN", "geonames:1583992", "city", "Vietnam"),
        Place("Hanoi", 21.0245, 105.8412, "VN", "geonames:1581130", "city", "Vietnam", "Hanoi"),
        Place("Manila", 14.6042, 120.9822, "PH", "geonames:1701668", "city", "Philippines", "Metro Manila"),
        Place("Astana", 51.1801, 71.446, "KZ", "geonames:1526273", "city", "Kazakhstan", "Astana"),
        Place("Tashkent", 41.2647, 69.2163, "UZ", "geonames:1512569", "city", "Uzbekistan", "Tashkent"),
        Place("New Delhi", 28.6358, 77.2245, "IN", "geonames:1261481", "city", "India", "Delhi"),
        Place("London", 51.5085, -0.1257, "GB", "geonames:2643743", "city", "United Kingdom", "England"),
        Place("Paris", 48.8534, 2.3488, "FR", "geonames:2988507", "city", "France", "Île-de-France"),
        Place("Brussels", 50.8505, 4.3488, "BE", "geonames:2800866", "city", "Belgium", "Brussels Capital"),
        Place("The Hague", 52.0767, 4.2986, "NL", "geonames:2747373", "city", "Netherlands", "South Holland"),
        Place("Luxembourg", 49.6117, 6.13, "LU", "geonames:2960316", "city", "Luxembourg", "Luxembourg"),
        Place("Berlin", 52.5244, 13.4105, "DE", "geonames:2950159", "city", "Germany", "State of Berlin"),
        Place("Prague", 50.088, 14.4208, "CZ", "geonames:3067696", "city", "Czechia", "Prague"),
        Place("Vienna", 48.2085, 16.3721, "AT", "geonames:2761369", "city", "Austria", "Vienna"),
        Place("Bratislava", 48.1482, 17.1067, "SK", "geonames:3060972", "city", "Slovakia", "Bratislava"),
        Place("Budapest", 47.4984, 19.0404, "HU", "geonames:3054643", "city", "Hungary", "Budapest"),
        Place("Zagreb", 45.8144, 15.978, "HR", "geonames:3186886", "city", "Croatia", "City of Zagreb"),
        Place("Ljubljana", 46.0511, 14.5051, "SI", "geonames:3196359", "city", "Slovenia", "Ljubljana"),
        Place("Rome", 41.8919, 12.5113, "IT", "geonames:3169070", "city", "Italy", "Lazio"),
        Place("Geneva", 46.2022, 6.1457, "CH", "geonames:2660646", "city", "Switzerland", "Geneva"),
        Place("Bern", 46.9481, 7.4474, "CH", "geonames:2661552", "city", "Switzerland", "Bern"),
        Place("Villa La Grange", 46.2061, 6.1639, "CH", "venue:villa-la-grange", "venue", "Switzerland", "Geneva"),
        Place("Anchorage", 61.2181, -149.9003, "US", "geonames:5879400", "city", "United States", "Alaska"),
        Place("Reykjavik", 64.1355, -21.8954, "IS", "geonames:3413829", "city", "Iceland"),
        Place("Longyearbyen", 78.2232, 15.6469, "SJ", "geonames:2729907", "city", "Svalbard and Jan Mayen"),
        Place("Moscow", 55.7522, 37.6156, "RU", "geonames:524901", "city", "Russia", "Moscow"),
        Place("McMurdo Station", -77.8463, 166.6683, "AQ", "geonames:6696480", "city", "Antarctica"),
        Place("Wellington", -41.2866, 174.7756, "NZ", "geonames:2179537", "city", "New Zealand", "Wellington"),
        Place("Apia", -13.8333, -171.7667, "WS", "geonames:4035413", "city", "Samoa"),
        Place("Nairobi", -1.2833, 36.8167, "KE", "geonames:184745", "city", "Kenya", "Nairobi Area"),
        Place("Brasília", -15.7797, -47.9297, "BR", "geonames:3469058", "city", "Brazil", "Federal District"),
        Place("Canberra", -35.2835, 149.1281, "AU", "geonames:2172517", "city", "Australia"),
    )
}


def trip(
    traveller: str,
    names: Sequence[str],
    first: date | None = date(2023, 2, 26),
    *,
    planned: Sequence[str] = (),
    cancelled: Sequence[str] = (),
    returns: bool = False,
    trip_id: str = "",
    nights: int = 1,
) -> Trip:
    """A trip that leaves the first place on `first` and stays `nights` nights at each of the others."""
    trip_id = trip_id or traveller.casefold().replace(" ", "-")
    entries = []
    day = first
    for seq, name in enumerate(names, 1):
        kind = "departure" if seq == 1 and len(names) > 1 else "return" if returns and seq == len(names) else "stop"
        status = "cancelled" if name in cancelled else "planned" if name in planned else "reported"
        end = day + timedelta(days=nights) if day and kind == "stop" else None
        when = When(day, end, day, day, "day") if day else When(precision="unknown")
        sentence = f"{traveller} was in {name}."
        entries.append(
            Entry(
                trip_id, seq, traveller, "Secretary of State", kind, PLACES[name], name, when, status, "", 0.9, None,
                (Evidence("wire-1", sentence, Span(0, len(sentence))),),
            )
        )  # fmt: skip
        day = end or day
    return Trip(trip_id, traveller, tuple(entries))


def mission() -> Trips:
    """The trip of the bundled story: two reported events, two planned ones whose days are only bounded."""
    names = ["Joint Base Andrews", "Astana", "Tashkent", "New Delhi"]
    whole = trip("Antony Blinken", names, planned=names[2:])
    left, arrived = date(2023, 2, 26), date(2023, 2, 28)
    whens = [
        When(left, None, left, left, "day", "Sunday"),
        When(arrived, None, arrived, arrived, "day", "Tuesday"),
        When(None, None, arrived, None, "bounded"),
        When(None, None, arrived, None, "bounded"),
    ]
    entries = tuple(replace(e, when=w) for e, w in zip(whole.entries, whens, strict=True))
    return Trips((replace(whole, entries=entries),), (Problem("date", "publication day inferred", "wire-1"),))


PACIFIC = ("Washington", "Honolulu", "Tokyo", "Seoul", "Beijing", "Danang", "Hanoi", "Manila")
EUROPE = (
    "London", "Paris", "Brussels", "The Hague", "Luxembourg", "Berlin", "Prague", "Vienna", "Bratislava", "Budapest",
    "Zagreb", "Ljubljana", "Rome", "Geneva", "Bern",
)  # fmt: skip
