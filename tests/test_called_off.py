"""What is called off, who goes along, and what a day or a subject belongs to."""

from __future__ import annotations

from datetime import date

import pytest

import timeline
from timeline.dating import find_dates

PUBLISHED = date(2017, 11, 6)  # a Monday


def told(text: str, published: date = PUBLISHED) -> dict[tuple[str, str], timeline.Entry]:
    """The entries of a story by the traveller's surname and the name of the place."""
    built = timeline.build([timeline.Dispatch(text, published, "wire")])
    return {(e.traveller.split()[-1], e.place.name if e.place else ""): e for e in built.entries()}


@pytest.mark.parametrize(
    ("text", "cancelled", "planned"),
    [
        (
            "Chancellor Angela Merkel will not travel to Moscow next week as planned. She visits Warsaw on Friday.",
            "Moscow",
            "Warsaw",
        ),
        (
            "Pope Francis has dropped Lebanon from his June tour. He will travel to Bahrain on June 5.",
            "Lebanon",
            "Bahrain",
        ),
        ("President Donald Trump will skip Brussels and fly straight to London on Thursday.", "Brussels", "London"),
        (
            "Pope Francis's visit to Beirut in June will no longer take place. He will visit Manama on June 5.",
            "Beirut",
            "Manama",
        ),
        (
            "Tokyo was dropped from the itinerary of Defense Secretary Jim Mattis. He is to visit Seoul on Friday.",
            "Tokyo",
            "Seoul",
        ),
    ],
)
def test_one_stop_is_left_out_and_the_other_stays(text: str, cancelled: str, planned: str) -> None:
    found = {place: entry.status for (_, place), entry in told(text).items()}
    assert found == {cancelled: "cancelled", planned: "planned"}


def test_what_goes_on_from_a_day_to_come_has_not_happened() -> None:
    text = "Secretary of State John Kerry was to fly to Rome on Friday and then to Cairo, his office said."
    assert {e.status for e in told(text).values()} == {"planned"}


def test_who_stays_at_home_does_not_return() -> None:
    text = "Secretary of State John Kerry flies to Rome on Friday. On Sunday Kerry will stay in Washington."
    assert told(text).keys() == {("Kerry", "Rome")}


def test_visits_told_in_a_story_on_the_future_have_happened() -> None:
    text = (
        "Prices will rise next year and plants will close, analysts said. Exports will fall and rates will be cut. The"
        " government will publish its plan, which is to be debated, in March. President Emmanuel Macron, who is"
        " visiting Kuwait, said on Monday that talks will go on."
    )
    assert told(text)["Macron", "Kuwait"].status == "reported"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Prime Minister Imran Khan flew to Moscow on Monday. He was accompanied by Foreign Minister Shah Mahmood"
            " Qureshi, Information Minister Fawad Chaudhry and Energy Minister Hammad Azhar.",
            {"Khan", "Qureshi", "Chaudhry", "Azhar"},
        ),
        (
            "House Speaker Nancy Pelosi landed in Moscow on Monday. Gregory Meeks and Andy Kim came down the stairs"
            " behind her.",
            {"Pelosi", "Meeks", "Kim"},
        ),
        (
            "King Frederik arrived in Moscow on Sunday. The Foreign Minister, Lars Løkke Rasmussen, takes part in the"
            " whole visit.",
            {"Frederik", "Rasmussen"},
        ),
    ],
)
def test_who_goes_along(text: str, names: set[str]) -> None:
    assert {name for name, place in told(text) if place == "Moscow"} == names


def test_the_team_of_others_is_not_the_travellers() -> None:
    text = "President Donald Trump praised the players on Monday. Their team had been in Shanghai on Saturday."
    assert not told(text)


def test_a_place_told_of_has_the_day_behind_it() -> None:
    text = (
        "Prime Minister Kevin Rudd meets his hosts in Bucharest on Tuesday. Brussels is pencilled in for Wednesday,"
        " London for the day after."
    )
    days = {place: entry.when.start for (_, place), entry in told(text).items()}
    assert days == {"Bucharest": date(2017, 11, 7), "Brussels": date(2017, 11, 8), "London": date(2017, 11, 9)}


def test_who_boards_behind_a_question_about_another() -> None:
    text = (
        'WASHINGTON (AP) - "It certainly looks like it," President Donald Trump replied when asked whether Jamal'
        " Khashoggi was dead, before boarding Air Force One at Joint Base Andrews on Monday for a rally in Montana."
    )
    assert {name for name, _ in told(text)} == {"Trump"}


def test_that_city_opens_no_clause() -> None:
    text = (
        "Premier Nikolai Bulganin was crowned with a turban at Jaipur and on Monday left that city by air for Srinagar."
    )
    assert told(text)["Bulganin", "Srinagar"].when.start == date(2017, 11, 6)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They are expected about the middle of next month and wanted at Kabul on the 15th.", date(2017, 12, 15)),
        ("He was in Moscow a month ago. From the 4th he had been in Bombay.", date(2017, 11, 4)),
        ("They leave tomorrow and will be in Rangoon until the 9th.", date(2017, 11, 9)),
        ("He landed on October 28. On the 30th he met the king.", date(2017, 10, 30)),
    ],
)
def test_a_day_of_the_month_named_before(text: str, day: date) -> None:
    assert find_dates(text, published=PUBLISHED)[-1].first == day


def test_what_is_done_ahead_of_a_visit_gives_it_no_day() -> None:
    text = "WASHINGTON (AP) - President Donald Trump spoke to reporters on Monday ahead of a trip to Japan."
    entry = told(text)["Trump", "Japan"]
    assert (entry.status, entry.when.start) == ("planned", None)


def test_who_is_to_wrap_up_a_visit_is_there() -> None:
    text = "SEOUL (AP) - President Donald Trump is due to wrap up a visit to Seoul on Wednesday with a speech."
    entry = told(text, date(2017, 11, 7))["Trump", "Seoul"]
    assert (entry.status, entry.when.start, entry.when.end) == ("reported", None, date(2017, 11, 8))


@pytest.mark.parametrize(
    "text",
    [
        "The White House has not decided if President Barack Obama should go to Copenhagen, his spokesman said.",
        "President Emmanuel Macron flies to Rome on Friday. Tunis, which hoped for him, is not on the list.",
        "NATO envoys met Georgia's envoy in Brussels on Monday. President Mikheil Saakashvili flies to Rome on Friday.",
    ],
)
def test_no_visit(text: str) -> None:
    assert {place for _, place in told(text)} <= {"Rome"}


def test_a_delegation_goes_where_its_leader_does() -> None:
    text = "Senator Jeff Merkley led a delegation that visited Yangon on Monday."
    assert told(text).keys() == {("Merkley", "Yangon")}


def test_a_weekday_beside_its_date_is_that_day() -> None:
    text = "Kim Jong Un met the guests early on Friday, November 17."
    assert {mention.first for mention in find_dates(text, published=PUBLISHED)} == {date(2017, 11, 17)}


def test_letters_with_dots_are_no_town() -> None:
    places = timeline.find_places(
        "He spoke at the U.N. and in the E.U. and then flew to Côte d'Ivoire and San Francisco."
    )
    assert [m.place.name for m in places if m.place] == ["Ivory Coast", "San Francisco"]


def test_who_is_at_home_sets_out_only_where_it_is_said() -> None:
    lead = "President Donald Trump flies to Tokyo on Friday. "
    stays = "Over lunch last week at the White House, Trump asked Prime Minister Lee Hsien Loong for his opinion."
    leaves = "Trump told reporters at the White House on Friday before leaving for his trip that he was glad."
    assert ("Trump", "Washington") not in told(lead + stays)
    assert told(lead + leaves)["Trump", "Washington"].event == "departure"


def test_the_last_visit_of_a_journey_has_its_own_days() -> None:
    text = (
        "BEIJING (AP) - President Xi Jinping will leave for Moscow on Friday on his first trip since taking office last"
        " week. Xi is to finish the trip with a visit to Brazzaville on November 29 and 30."
    )
    found = told(text)
    assert found["Jinping", "Brazzaville"].when.start == date(2017, 11, 29)
    moscow = found["Jinping", "Moscow"].when
    assert moscow.latest is None or moscow.latest >= PUBLISHED
