"""Merging, ordering and bounding of events, through the public door of `timeline.assemble`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from claims import (
    ABUJA,
    AMMAN,
    ANDREWS,
    ASTANA,
    BAGHDAD,
    DELHI,
    INDIA,
    JERUSALEM,
    KAZAKHSTAN,
    NAIROBI,
    PLACES,
    RAMALLAH,
    SEED_DAY,
    TASHKENT,
    TOKYO,
    WASHINGTON,
    event,
    names,
    place,
    rows,
)

from timeline.assemble import assemble
from timeline.records import Evidence, Trips

SEED = [
    event(ANDREWS, "2-26", event="departure", position=0, said="boards his airplane"),
    event(ASTANA, status="planned", position=1, said="departs for travel to Astana"),
    event(TASHKENT, status="planned", position=2, said="departs for travel to Tashkent"),
    event(DELHI, status="planned", position=3, said="departs for travel to New Delhi"),
    event(KAZAKHSTAN, status="reported", position=1, said="capitals of Kazakhstan and Uzbekistan"),
    event(ASTANA, "2-28", position=1, said="will meet the foreign ministers in Astana on Tuesday"),
    event(TASHKENT, status="planned", position=2, who="Blinken", said="before traveling on to Tashkent"),
]


@pytest.mark.parametrize("published", [SEED_DAY, None])
def test_seed_story(published: date | None) -> None:
    trips = assemble([replace(e, published=published) for e in SEED])
    found = [
        (e.event, e.place and e.place.name, e.when.start, e.when.earliest, e.when.latest, e.status) for e in rows(trips)
    ]
    assert found == [
        ("departure", "Joint Base Andrews", date(2023, 2, 26), date(2023, 2, 26), date(2023, 2, 26), "reported"),
        ("stop", "Astana", SEED_DAY, SEED_DAY, SEED_DAY, "reported"),
        ("stop", "Tashkent", None, SEED_DAY, None, "planned"),
        ("stop", "New Delhi", None, SEED_DAY, None, "planned"),
    ]
    assert len(trips.trips) == 1
    assert {e.traveller for e in rows(trips)} == {"Antony Blinken"}
    assert [e.seq for e in rows(trips)] == [1, 2, 3, 4]
    assert [e.when.precision for e in rows(trips)] == ["day", "day", "bounded", "bounded"]
    assert rows(trips)[0].distance_km is None
    assert rows(trips)[2].distance_km == pytest.approx(1110, abs=20)


# -- names -----------------------------------------------------------------------------------------------------------
def travellers(*claims: tuple[str, str], role: str = "") -> list[str]:
    """The canonical names of (traveller, document) pairs, each with a stop of its own."""
    events = [event(PLACES[i], f"{i + 1}-1", who=who, doc=doc, role=role) for i, (who, doc) in enumerate(claims)]
    by_sentence: dict[Evidence, str] = {}
    for row in rows(assemble(events)):
        by_sentence.update(dict.fromkeys(row.evidence, row.traveller))
    return [by_sentence[e.evidence] for e in events]


@pytest.mark.parametrize(
    "claims",
    [
        [("Antony Blinken", "a"), ("Blinken", "a"), ("Antony J. Blinken", "b"), ("Secretary Blinken", "c")],
        [("Antony Blinken", "a"), ("Tony Blinken", "b")],
        [("Luiz Inácio Lula da Silva", "a"), ("Luiz Inacio Lula da Silva", "b")],
        [("Recep Tayyip Erdogan", "a"), ("Tayyip Erdogan", "b"), ("Erdoğan", "c")],
        [("Fayez al-Sarraj", "a"), ("Fayez Sarraj", "b"), ("al-Sarraj", "b")],
        [("Xi Jinping", "a"), ("Xi", "a"), ("President Xi Jinping", "b")],
        [("Kim Jong Un", "a"), ("Kim Jong-un", "b")],
        [("BLINKEN", "a"), ("Antony Blinken", "a")],
    ],
)  # fmt: skip
def test_one_person(claims: list[tuple[str, str]]) -> None:
    assert len(set(travellers(*claims))) == 1


@pytest.mark.parametrize(
    "claims",
    [
        [("Bill Clinton", "a"), ("Hillary Clinton", "b")],
        [("Donald Trump", "a"), ("Ivanka Trump", "a")],
        [("George W. Bush", "a"), ("George H. W. Bush", "b")],
        [("Kim Jong Un", "a"), ("Kim Jong Il", "b")],
        [("King Abdullah II", "a"), ("Abdullah Gul", "b")],
        [("Mohammed bin Salman", "a"), ("Mohammed bin Zayed", "b")],
    ],
)
def test_two_persons(claims: list[tuple[str, str]]) -> None:
    assert len(set(travellers(*claims))) == 2


def test_bare_surname_goes_to_the_person_of_its_document() -> None:
    claims = [("Bill Clinton", "a"), ("Hillary Clinton", "b"), ("Clinton", "a"), ("Clinton", "b")]
    assert travellers(*claims) == ["Bill Clinton", "Hillary Clinton", "Bill Clinton", "Hillary Clinton"]


def test_ambiguous_surname_is_told() -> None:
    claims = [(ASTANA, "2-1", "Bill Clinton"), (TOKYO, "2-5", "Hillary Clinton"), (DELHI, "2-9", "Clinton")]
    events = [event(where, start, who=who) for where, start, who in claims]
    found = assemble(events).problems
    assert [p.kind for p in found] == ["name"]
    assert "Bill Clinton, Hillary Clinton" in found[0].message


def test_canonical_name_avoids_the_middle_initial_and_keeps_the_office() -> None:
    events = [
        event(ASTANA, "2-28", who="Antony J. Blinken", role="secretary of state"),
        event(ASTANA, "2-28", who="Antony Blinken", doc="b"),
    ]
    (row,) = rows(assemble(events))
    assert (row.traveller, row.role) == ("Antony Blinken", "secretary of state")


# -- one visit, several claims ---------------------------------------------------------------------------------------
def test_outlets_on_one_visit_are_one_row_with_all_evidence() -> None:
    undated = event(ASTANA, high="3-1", doc="c", pub="3-1")
    events = [event(ASTANA, "2-28", doc="a"), event(ASTANA, "2-28", doc="b"), undated]
    (row,) = rows(assemble(events))
    assert row.sources == ("a", "b", "c")
    assert row.when.start == SEED_DAY
    assert row.confidence > 0.5
    assert row.conflict == ""


def test_independent_sources_raise_the_confidence_more_than_repetition() -> None:
    def combined(*docs: str) -> float:
        return rows(assemble([event(ASTANA, "2-28", doc=d, said=str(i)) for i, d in enumerate(docs)]))[0].confidence

    assert combined("a") < combined("a", "a") < combined("a", "b") < combined("a", "b", "c") < 1


def test_country_and_city_are_one_row_with_the_city() -> None:
    country = event(KAZAKHSTAN, "2-28", position=1)
    trips = assemble([country, event(ASTANA, position=1, said="in Astana"), event(TASHKENT, "3-1", position=2)])
    assert names(trips) == ["Astana", "Tashkent"]
    assert rows(trips)[0].when.start == SEED_DAY


def test_country_told_elsewhere_speaks_for_the_dated_of_its_cities() -> None:
    almaty = place("Almaty", 43.25, 76.92, "KZ")
    dated = event(ASTANA, "2-20", said="in Astana")
    undated = event(almaty, low="2-19", doc="b", status="planned", said="to Almaty")
    trips = assemble([dated, undated, event(KAZAKHSTAN, doc="c", high="2-28", said="had visited Kazakhstan")])
    said = {e.place.name: {v.sentence for v in e.evidence} for e in trips.entries() if e.place}
    assert said == {"Astana": {"in Astana", "had visited Kazakhstan"}, "Almaty": {"to Almaty"}}


def test_stay_in_a_country_bounds_its_undated_cities() -> None:
    mumbai = place("Mumbai", 19.07, 72.88, "IN")
    stay = event(INDIA, "3-1", end="3-3", position=1, status="planned", said="in India from 1 to 3 March")
    cities = [event(where, position=1, status="planned") for where in (DELHI, mumbai)]
    found = rows(assemble([stay, *cities]))
    assert [(e.when.earliest, e.when.latest) for e in found] == [(date(2023, 3, 1), date(2023, 3, 3))] * 2


def test_country_alone_stays() -> None:
    assert names(assemble([event(KAZAKHSTAN, "2-28"), event(DELHI, "3-1")])) == ["Kazakhstan", "New Delhi"]


def test_country_on_other_days_than_its_city_stays() -> None:
    trips = assemble([event(INDIA, "2-20"), event(TASHKENT, "2-24"), event(DELHI, "2-28")])
    assert names(trips) == ["India", "Tashkent", "New Delhi"]


def test_neighbouring_cities_stay_two_rows() -> None:
    trips = assemble([event(JERUSALEM, "2-27", position=1), event(RAMALLAH, "2-28", position=2)])
    assert names(trips) == ["Jerusalem", "Ramallah"]


def test_airport_is_its_city_and_base_is_home() -> None:
    airport = place("Heydar Airport", 51.02, 71.47, "KZ", "airport")
    events = [
        event(ANDREWS, "2-26", event="departure"),
        event(WASHINGTON, "2-26", event="departure", doc="b"),
        event(airport, "2-28", said="landed", position=1),
        event(ASTANA, "2-28", position=1),
    ]
    assert names(assemble(events)) == ["Joint Base Andrews", "Astana"]


def test_presence_on_later_days_is_one_stay_from_the_first() -> None:
    events = [event(TOKYO, f"3-{d}", doc=f"n{d}", pub=f"3-{d}") for d in (5, 6, 7)]
    (row,) = rows(assemble(events))
    assert row.when.start == date(2023, 3, 5)
    assert row.conflict == ""


def test_second_visit_on_later_days_is_a_second_row() -> None:
    stops = [(JERUSALEM, "2-20"), (AMMAN, "2-21"), (JERUSALEM, "2-22"), (AMMAN, "2-23")]
    events = [event(where, start, position=i) for i, (where, start) in enumerate(stops)]
    assert names(assemble(events)) == ["Jerusalem", "Amman", "Jerusalem", "Amman"]


def test_return_to_an_undated_place_is_a_second_row_and_a_repeated_mention_is_not() -> None:
    tour = [event(AMMAN, position=1, said="began in Amman"), event(BAGHDAD, position=2, said="flew to Baghdad")]
    back = event(AMMAN, position=3, said="before returning to Amman")
    again_told = event(AMMAN, position=3, said="In Amman he met the king")
    assert names(assemble([*tour, back])) == ["Amman", "Baghdad", "Amman"]
    assert names(assemble([*tour, again_told])) == ["Amman", "Baghdad"]


def test_departure_from_a_stop_tells_its_end() -> None:
    events = [
        event(WASHINGTON, "3-7", event="departure", position=0),
        event(NAIROBI, "3-9", position=1),
        event(NAIROBI, "3-12", event="departure", position=2),
        event(ABUJA, "3-12", status="planned", position=3),
    ]
    trips = assemble(events)
    assert names(trips) == ["Washington", "Nairobi", "Abuja"]
    assert rows(trips)[1].when.end == date(2023, 3, 12)


def test_unplaced_events_are_kept() -> None:
    other = event(None, "2-27", place_text="brigadoon", doc="b")
    trips = assemble([event(None, "2-27", place_text="Brigadoon"), other])
    assert names(trips) == ["Brigadoon"]
    assert rows(trips)[0].sources == ("a", "b")


# -- disagreement and later reports ----------------------------------------------------------------------------------
def test_disagreement_on_the_day_is_named() -> None:
    said = "Blinken arrived in Astana"
    events = [
        event(ASTANA, "2-28", doc="b1", said=said),
        event(ASTANA, "2-28", doc="b3", said=said),
        event(ASTANA, "3-1", doc="b2", said=said, pub="3-1"),
    ]
    (row,) = rows(assemble(events))
    assert row.when.start == SEED_DAY
    assert row.conflict == "b2 says 1 March 2023"
    assert row.sources == ("b1", "b3", "b2")


def test_newer_plan_replaces_the_older() -> None:
    events = [
        event(ABUJA, "3-13", doc="a1", status="planned", pub="3-10"),
        event(ABUJA, "3-12", doc="a2", status="planned", pub="3-12"),
    ]
    (row,) = rows(assemble(events))
    assert (row.when.start, row.conflict) == (date(2023, 3, 12), "a1 says 13 March 2023")


@pytest.mark.parametrize("later", ["reported", "cancelled", "planned"])
def test_later_report_decides_the_status(later: str) -> None:
    events = [
        event(ASTANA, "3-5", doc="a", status="planned", pub="3-1"),
        event(ASTANA, "3-5", doc="b", status=later, pub="3-5"),
    ]
    (row,) = rows(assemble(events))
    assert (row.status, row.conflict) == (later, "")


def test_older_plan_read_late_does_not_undo_a_report() -> None:
    events = [
        event(ASTANA, "3-5", doc="a", pub="3-5"),
        event(ASTANA, "3-5", doc="b", status="planned", pub="3-6"),
    ]
    assert rows(assemble(events))[0].status == "reported"


def test_called_off_day_and_its_new_day_are_two_rows() -> None:
    events = [
        event(JERUSALEM, "3-8", status="cancelled", position=1),
        event(JERUSALEM, "3-9", status="planned", position=2),
    ]
    found = [(e.status, e.when.start) for e in rows(assemble(events))]
    assert found == [("cancelled", date(2023, 3, 8)), ("planned", date(2023, 3, 9))]


def test_report_from_the_country_does_not_revive_a_called_off_city() -> None:
    panmunjom = place("Panmunjom", 37.95, 126.67, "KR")
    korea = place("South Korea", 37.5, 127.0, "KR", "country")
    events = [event(korea, high="2-28", position=1), event(panmunjom, "2-28", status="cancelled", position=2)]
    assert {(e.place and e.place.name, e.status) for e in rows(assemble(events))} == {
        ("South Korea", "reported"),
        ("Panmunjom", "cancelled"),
    }


def test_two_outlets_on_one_tour() -> None:
    kenya = place("Kenya", 0.5, 38.0, "KE", "country")
    tour = {"who": "Rex Tillerson", "doc": "early", "pub": "3-10"}
    later = {"who": "Tillerson", "doc": "late", "pub": "3-12"}
    events = [
        event(NAIROBI, "3-9", **tour, position=3, said="Tillerson arrived in Nairobi on Friday"),
        event(NAIROBI, "3-10", **tour, position=3, said="stayed in his hotel in Nairobi on Saturday"),
        event(AMMAN, high="3-9", **tour, position=1, said="had begun the day in Amman"),
        event(ABUJA, "3-13", **tour, position=5, status="planned"),
        event(WASHINGTON, "3-14", **tour, position=6, status="planned", event="return"),
        event(NAIROBI, "3-12", **later, position=3, event="departure", said="left Nairobi on Monday"),
        event(ABUJA, "3-12", **later, position=5, status="planned"),
        event(WASHINGTON, "3-13", **later, position=6, status="planned", event="return"),
        event(kenya, high="3-12", **later, position=3, said="after Kenya"),
    ]
    trips = assemble(events)
    assert len(trips.trips) == 1
    amman, nairobi, abuja, home = rows(trips)
    assert (amman.place, amman.when.start, amman.when.latest) == (AMMAN, None, date(2023, 3, 9))
    assert (nairobi.place, nairobi.when.start, nairobi.when.end) == (NAIROBI, date(2023, 3, 9), date(2023, 3, 12))
    assert nairobi.sources == ("early", "late")
    assert (abuja.place, abuja.when.start, abuja.conflict) == (ABUJA, date(2023, 3, 12), "early says 13 March 2023")
    assert (home.event, home.when.start, home.conflict) == ("return", date(2023, 3, 13), "early says 14 March 2023")
    assert {e.traveller for e in rows(trips)} == {"Rex Tillerson"}


# -- trips -----------------------------------------------------------------------------------------------------------
def test_weeks_apart_are_two_trips_and_ids_tell_who_when_where() -> None:
    trips = assemble([event(TOKYO, "3-20", doc="b", pub="3-20"), event(ASTANA, "2-28")])
    assert [names(Trips((t,))) for t in trips.trips] == [["Astana"], ["Tokyo"]]
    assert trips.trips[0].trip_id.startswith("antony-blinken-2023-02-28-astana-")
    assert len({t.trip_id for t in trips.trips}) == 2


def test_departure_starts_and_return_ends_a_trip() -> None:
    events = [
        event(WASHINGTON, "2-20", event="departure", position=0),
        event(TOKYO, "2-21", position=1),
        event(WASHINGTON, "2-23", event="return", position=2),
        event(WASHINGTON, "2-26", event="departure", position=3),
        event(ASTANA, "2-28", position=4),
    ]
    kinds = [[e.event for e in t.entries] for t in assemble(events).trips]
    assert kinds == [["departure", "stop", "return"], ["departure", "stop"]]


def test_background_stands_apart() -> None:
    past = event(ASTANA, low="2019-1-1", high="2019-12-31", background=True, said="visited in 2019")
    first, second = assemble([event(ASTANA, "2-28"), past]).trips
    assert [e.when.precision for e in first.entries] == ["year"]
    assert [e.when.start for e in second.entries] == [SEED_DAY]


def test_background_joins_the_visit_that_another_story_reports() -> None:
    told_later = event(TOKYO, low="2-20", high="2-26", background=True, doc="late", pub="3-3", said="last week")
    (row,) = rows(assemble([event(TOKYO, "2-21", doc="early", pub="2-21"), told_later]))
    assert (row.when.start, row.sources) == (date(2023, 2, 21), ("early", "late"))


def test_travellers_do_not_mix() -> None:
    trips = assemble([event(ASTANA, "2-28"), event(ASTANA, "2-28", who="Sergei Lavrov")])
    assert [t.traveller for t in trips.trips] == ["Antony Blinken", "Sergei Lavrov"]


def test_a_land_told_between_divides_visits() -> None:
    shuttle = [
        event(JERUSALEM, "3-5", position=0),
        event(KAZAKHSTAN, "3-6", position=1),
        event(JERUSALEM, "3-7", position=2, said="went to Jerusalem once more"),
    ]
    assert names(assemble(shuttle)) == ["Jerusalem", "Kazakhstan", "Jerusalem"]


def test_one_day_left_is_the_day_of_arrival() -> None:
    told = [event(AMMAN, "3-7", position=0), event(JERUSALEM, position=1), event(TASHKENT, "3-7", position=2)]
    assert [e.when.start for e in rows(assemble(told))] == [date(2023, 3, 7)] * 3


def test_a_plan_begins_on_its_first_day() -> None:
    told = [
        event(KAZAKHSTAN, "3-9", status="planned", position=0, said="will proceed to Kazakhstan on Thursday"),
        event(ASTANA, "3-10", status="planned", position=0, said="will address ministers in Astana on Friday"),
    ]
    assert [(e.place and e.place.name, e.when.start) for e in rows(assemble(told))] == [("Astana", date(2023, 3, 9))]
