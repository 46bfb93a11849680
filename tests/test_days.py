"""Which days go with which place, and in which order visits are told: the grammar alone, no weights asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from timeline import locate
from timeline.dating import find_dates
from timeline.extract.candidates import Candidate, settled
from timeline.extract.people import Person
from timeline.extract.sequence import positioned
from timeline.extract.story import Story
from timeline.extract.told import Told, dated
from timeline.extract.when import when
from timeline.gazetteer import default
from timeline.records import Dispatch, Evidence, Status, TripEvent

WEDNESDAY = date(2023, 3, 8)


def story(text: str, published: date = WEDNESDAY) -> Story:
    places = locate.find_places(text, on=published)
    return Story(Dispatch(text, published, "s"), places, find_dates(text, published=published), default())


def told(read: Story, status: Status) -> list[Told]:
    """Every place that the grammar reads as visited, as a stop of one traveller."""
    traveller = Person(0, ["A.", "Traveller"], [], "")
    found = []
    for sentence in read.sentences:
        for site in sentence.sites:
            if site.reading is None or site.container or site.place.kind in ("region", "natural"):
                continue
            place = settled(default(), site.place)
            event = TripEvent(
                traveller=traveller.name, event="stop", place=place, place_text=site.mention.text,
                when=when(site, status, read.published), status=status,
                evidence=Evidence("s", read.text[sentence.span.start : sentence.span.end], sentence.span),
                published=read.published,
            )  # fmt: skip
            found.append((Candidate(traveller, sentence, site, "subject", place), event))
    return found


def days(text: str, status: Status = "reported", published: date = WEDNESDAY) -> dict[str, str]:
    """The first day of each place, or its bounds."""
    read = story(text, published)
    found: dict[str, str] = {}
    for event in dated(told(read, status), read):
        w = event.when
        said = f"{w.start:%m-%d}" if w.start else f"{w.earliest or ''}..{w.latest or ''}".replace("2023-", "")
        assert event.place is not None
        if event.place.name not in found or w.start:
            found[event.place.name] = said
    return found


def order(text: str, status: Status = "reported") -> list[str]:
    read = story(text)
    mentions = told(read, status)
    events = positioned(mentions, dated(mentions, read), read)
    return list(dict.fromkeys(e.place.name for e in events if e.place))


@pytest.mark.parametrize(
    ("text", "status", "expected"),
    [
        ("His tour of South America opened on Monday in Brasília.", "reported", {"Brasília": "03-06"}),
        ("From South Africa he goes on Friday to Nairobi.", "planned", {"Nairobi": "03-10"}),
        (
            "The president flew in from Montevideo, where he arrived on Tuesday.",
            "reported",
            {"Montevideo": "03-07"},
        ),
        (
            "From Warsaw he leaves tonight for Kyiv, and tomorrow meets the president in Odesa.",
            "planned",
            {"Odesa": "03-09"},
        ),
        (
            "He'll be in Israel tomorrow, for meetings in Jerusalem, and on Friday he goes over to Ramallah.",
            "planned",
            {"Israel": "03-09", "Ramallah": "03-10"},
        ),
        (
            "Pupils of a school in Lilongwe, Malawi, line up as Mrs. Smith arrives to hand over books, March 4.",
            "reported",
            {"Lilongwe": "03-04"},
        ),
        ("Friday was Amman, Doha and Manama.", "reported", {"Amman": "03-03", "Doha": "03-03", "Manama": "03-03"}),
        ("The journey ends on Sunday in Geneva.", "planned", {"Geneva": "03-12"}),
        (
            "He flies to Jakarta for the regional forum, which opens on Friday.",
            "planned",
            {"Jakarta": "03-08..03-10"},
        ),
        (
            "He continues to Copenhagen, where he is to be received by the queen and meet the premier on March 12.",
            "planned",
            {"Copenhagen": "03-12"},
        ),
    ],
)
def test_the_grammar_gives_each_date_to_its_place(text: str, status: Status, expected: dict[str, str]) -> None:
    found = days(text, status)
    assert {place: found.get(place) for place in expected} == expected


def test_a_day_in_hand_dates_what_is_told_next() -> None:
    found = days("On Monday he landed in Cairo. Later he went to Alexandria, and flew on to Amman.")
    assert (found["Cairo"], found["Alexandria"], found["Amman"]) == ("03-06", "03-06", "03-06")


def test_a_day_in_hand_is_not_carried_to_another_time() -> None:
    found = days("On Monday he landed in Cairo. He will travel to Amman later.", "planned")
    assert found["Amman"] != "03-06"


def test_what_comes_after_has_not_the_day_of_what_comes_before() -> None:
    text = "On Friday he is to fly to Tokyo and later visit Seoul before going to Beijing, where he will meet Xi."
    found = days(text, "planned")
    assert (found["Tokyo"], found["Seoul"], found["Beijing"]) == ("03-10", "03-08..", "03-08..")


def test_weekdays_of_a_plan_run_forward() -> None:
    found = days(
        "He leaves for Bamako on Sunday. He flies to Pretoria on Tuesday. On Friday he is in Nairobi.", "planned"
    )
    assert found == {"Bamako": "03-12", "Pretoria": "03-14", "Nairobi": "03-17"}


def test_a_step_back_does_not_roll_the_week() -> None:
    found = days("He will be in Accra on Friday. Before that he travels to Dakar on Thursday.", "planned")
    assert found == {"Accra": "03-10", "Dakar": "03-09"}


def test_weekdays_of_an_old_journey_follow_its_date() -> None:
    found = days(
        "He was in Baghdad on Sunday, Dec. 14, and landed in Kabul early on Monday.", published=date(2009, 1, 30)
    )
    assert (found["Baghdad"], found["Kabul"]) == ("12-14", "12-15")


def test_a_range_that_two_lands_share_bounds_both() -> None:
    found = days("He will be in South Korea and in Japan from March 12 to 16.", "planned")
    assert found["South Korea"] == found["Japan"] == "03-12..03-16"


def test_a_place_in_the_land_told_just_before_has_its_day() -> None:
    found = days("He will be in Israel on Friday. He sees the prime minister in Jerusalem.", "planned")
    assert found["Jerusalem"] == "03-10"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "MANILA (Reuters) - He arrived in Manila on Wednesday. He spoke in Manila of a tour that has also taken"
            " him to Japan, China and South Korea.",
            ["Japan", "China", "South Korea", "Manila"],
        ),
        ("He landed in Beijing. He spoke in Seoul before heading to Beijing.", ["Seoul", "Beijing"]),
        ("He flew to Accra. Before that he visited Dakar.", ["Dakar", "Accra"]),
        ("He went to Tabuk and to Aqaba. The trip began in Baghdad.", ["Baghdad", "Tabuk", "Aqaba"]),
    ],
)
def test_the_order_of_telling_is_set_right_by_what_the_text_says(text: str, expected: Sequence[str]) -> None:
    assert order(text) == expected


def test_a_place_told_again_is_another_visit() -> None:
    read = story("He flew to Amman. He went to Baghdad. He returned to Amman.")
    mentions = told(read, "reported")
    places = [e.place.name for e in positioned(mentions, dated(mentions, read), read) if e.place]
    assert places == ["Amman", "Baghdad", "Amman"]
