"""Programmes, travel orders, diaries and timetables, which have neither verbs nor subjects."""

from __future__ import annotations

from datetime import date

import timeline
from timeline.pipeline import explain

PUBLISHED = date(2024, 3, 1)
TITLE = "Programme of the visit of Foreign Minister Anna Berg\n\n"
Row = tuple[str, str, str, str]


def rows(text: str, published: date = PUBLISHED, who: str = "Berg") -> list[Row]:
    """Kind, place, first and last day (month-day) of that traveller's rows which are not called off."""

    def say(day: date | None) -> str:
        return f"{day.month}-{day.day}" if day else ""

    built = timeline.build([timeline.Dispatch(text, published, "sheet")])
    return [
        (e.event, e.place.name if e.place else e.place_text, say(e.when.start), say(e.when.end))
        for e in built.entries()
        if e.traveller.endswith(who) and e.status != "cancelled"
    ]


def called_off(text: str) -> list[tuple[str, date | None]]:
    built = timeline.build([timeline.Dispatch(text, PUBLISHED, "sheet")])
    return [(e.place.name if e.place else "", e.when.start) for e in built.entries() if e.status == "cancelled"]


VIENNA_PRAGUE = [
    ("departure", "Oslo", "3-12", ""),
    ("stop", "Vienna", "3-12", "3-14"),
    ("stop", "Prague", "3-14", "3-15"),
    ("return", "Oslo", "3-15", ""),
]


def test_days_and_times_in_lines_of_their_own() -> None:
    text = (
        "Tuesday, 12 March\n07:55  Departure from Oslo\n10:00  Arrival in Vienna\n11:30  Federal Chancellor\n\n"
        "Wednesday, 13 March\n09:00  OSCE, Hofburg\n\nThursday, 14 March\n10:00  Departure for Prague\n"
        "11:00  Arrival\n"
        "12:00  Foreign Minister\n\nFriday, 15 March\n09:00  Departure for Oslo\n11:00  Arrival in Oslo\n"
    )
    assert rows(TITLE + text) == VIENNA_PRAGUE


def test_routes_tables_and_travel_orders_tell_the_same() -> None:
    routes = (
        "Tue 12 March   SK 807   Oslo (OSL) 07:20 - Vienna (VIE) 09:45\n               Hotel in Vienna, 2 nights\n"
        "Thu 14 March   OS 705   Vienna 10:20 - Prague 11:15\n               Meetings at the Czernin Palace\n"
        "Fri 15 March   SK 769   Prague 09:30 - Oslo 11:30\n"
    )
    table = (
        "| Day | Place | What |\n|---|---|---|\n| Tue 12 March | Oslo - Vienna | Departure 7:20; dinner |\n"
        "| Wed 13 March | Vienna | Talks |\n| Thu 14 March | Vienna - Prague | Lunch with the minister |\n"
        "| Fri 15 March | Prague - Oslo | Arrival, noon |\n"
    )
    order = (
        "LV  Oslo    12 Mar  0720  SK 807\nAR  Vienna  12 Mar  0945\nLV  Vienna  14 Mar  1020\n"
        "AR  Prague  14 Mar  1115\n"
        "LV  Prague  15 Mar  0930\nAR  Oslo    15 Mar  1130\n"
    )
    columns = (
        "FROM        TO          DEPARTURE           ARRIVAL\n"
        "Oslo        Vienna      12/03/2024 07:20    12/03/2024 09:45\n"
        "Vienna      Prague      14/03/2024 10:20    14/03/2024 11:15\n"
        "Prague      Oslo        15/03/2024 09:30    15/03/2024 11:30\n"
    )
    for text in (routes, table, order, columns):
        assert rows(TITLE + text) == VIENNA_PRAGUE, text


def test_day_trips_changes_of_planes_and_stays_by_road() -> None:
    text = (
        "TUESDAY 12\n0700  Dep Oslo\n0900  Arr Frankfurt\n1030  Dep Frankfurt\n1430  Arr Tbilisi\n"
        "      Overnight: Residence\n\n"
        "WEDNESDAY 13\n0900  Helicopter to Batumi\n1100  Port\n1800  Helicopter to Tbilisi\n\n"
        "THURSDAY 14\n0800  By road to Yerevan\n1500  Foreign Ministry\n\nFRIDAY 15\n0600  Dep Yerevan\n"
        "1200  Arr Oslo\n"
    )
    assert rows(TITLE + text) == [
        ("departure", "Oslo", "3-12", ""),
        ("transit", "Frankfurt am Main", "3-12", ""),
        ("stop", "Tbilisi", "3-12", "3-14"),
        ("stop", "Batumi", "3-13", "3-13"),
        ("stop", "Yerevan", "3-14", "3-15"),
        ("return", "Oslo", "3-15", ""),
    ]


def test_headings_of_places_and_days_without_times() -> None:
    text = (
        "Vienna\nTuesday 12 March\n* Chancellor\n* OSCE\nPrague\nWednesday 13 March\n* Senate\n"
        "Thursday 14 March\n* Castle\n"
    )
    assert rows(TITLE + text) == [("stop", "Vienna", "3-12", ""), ("stop", "Prague", "3-13", "")]
    counted = "Day 1: Tuesday, 12 March - VIENNA\nChancellor\nDay 2 - PRAGUE\nSenate\nDay 3 - WARSAW\nSejm\n"
    assert [r[1:3] for r in rows(TITLE + counted)] == [("Vienna", "3-12"), ("Prague", "3-13"), ("Warsaw", "3-14")]
    ranges = "12-14 March - Vienna, Austria\n14-15 March - Prague\n18 March - Warsaw (day trip)\n20-22 March - Rome\n"
    assert [r[1:] for r in rows(TITLE + ranges)] == [
        ("Vienna", "3-12", "3-14"), ("Prague", "3-14", "3-15"), ("Warsaw", "3-18", "3-18"), ("Rome", "3-20", "3-22")
    ]  # fmt: skip


def test_notes_around_a_programme_are_no_stops() -> None:
    text = (
        "Oslo, 1 March 2024\n" + TITLE + "Tuesday 12 March\n10:00  Arrival in Vienna\n11:00  Chancellor\n\n"
        "Wednesday 13 March\n10:00  Departure for Prague\n12:00  Senate\n\n"
        "The day trip to Brno has been dropped. The Minister does not go on to Warsaw or Budapest.\n"
        "Contact: press office, Geneva, by 8 March\n"
    )
    assert [r[1] for r in rows(text)] == ["Vienna", "Prague"]
    assert called_off(text) == [("Brno", None)]


def test_a_diary_gives_each_member_his_own_stops() -> None:
    text = (
        "Diary of the Members, 11 to 15 March 2024\n\nMonday 11\nMs Anna Berg in Vienna: OSCE.\n"
        "Mr Carl Lund: receives the mayor.\n\n"
        "Tuesday 12\nMs Berg in Prague (until 14.3).\nMr Lund in Lima: trade talks.\n\nWednesday 13\n"
        "Mr Lund in Quito.\n"
    )
    assert [r[1:3] for r in rows(text)] == [("Vienna", "3-11"), ("Prague", "3-12")]
    assert [r[1:3] for r in rows(text, who="Lund")] == [("Lima", "3-12"), ("Quito", "3-13")]


def test_arrivals_at_a_meeting_are_those_of_each_leader() -> None:
    text = (
        "Summit in Sintra: arrivals\n\nMonday 11 March\n13:30  President Carl Lund arrives\n"
        "14:10  Chancellor Maria Costa arrives\n"
        "15:00  Prime Minister Elena Popa arrives\n18:00  Dinner, Sintra\n\nTuesday 12 March\n"
        "12:00  President Lund departs\n"
        "13:00  Family photograph, Sintra\n"
    )
    assert rows(text, who="Lund") == [("stop", "Sintra", "3-11", "3-12")]
    assert rows(text, who="Popa") == [("stop", "Sintra", "3-11", "")]


def test_what_is_past_at_publication_is_reported() -> None:
    text = (
        TITLE + "Tuesday 12 March\n10:00  Arrival in Vienna\n11:00  Chancellor\n\n"
        "Wednesday 13 March\n10:00  Flight to Prague\n"
    )
    for published, status in ((PUBLISHED, "planned"), (date(2024, 3, 20), "reported")):
        built = timeline.build([timeline.Dispatch(text, published, "sheet")])
        assert {e.status for e in built.entries()} == {status}


def test_a_programme_inside_a_release_rests_on_its_lines() -> None:
    text = (
        "Foreign Minister Anna Berg will visit Austria and the Czech Republic next week, her office said.\n\n"
        "Programme:\nTuesday 12 March\n10:00  Arrival in Vienna\n11:00  Chancellor\nWednesday 13 March\n"
        "10:00  Departure for Prague\n12:00  Senate\n\nBerg took office in January. She studied in Bologna.\n"
    )
    assert [r[1:3] for r in rows(text)] == [("Vienna", "3-12"), ("Prague", "3-13")]
    (vienna, _) = timeline.build([timeline.Dispatch(text, PUBLISHED, "sheet")]).entries()
    assert vienna.evidence[0].sentence == "10:00  Arrival in Vienna"
    assert any("line of a programme" in line for line in explain(timeline.Dispatch(text, PUBLISHED, "sheet")))


def test_running_notes_told_in_sentences_are_no_programme() -> None:
    text = (
        "Tuesday 12 March\n08:05 Good morning. Where is she? Anna Berg spent Monday in Oslo and has told "
        "nobody of her plans.\n"
        "10:20 She has landed at an airfield outside Vienna, where it is raining and nobody has seen the chancellor.\n"
        "12:00 They are at lunch. We are told that Prague, which was on the list, is not on it any more.\n"
        "Wednesday 13 March\n09:00 Her plane was late and she said she had slept well, whatever they say in Warsaw.\n"
    )
    assert not any("line of a programme" in line for line in explain(timeline.Dispatch(text, PUBLISHED, "live")))
