"""Sentences that look like a trip and are none, or tell another day or status than they seem to."""

from __future__ import annotations

from datetime import date

import pytest

import timeline

PUBLISHED = date(2024, 5, 13)  # a Monday
LEAD = "Foreign Minister Anna Berg of Austria arrived in Lisbon on Sunday for two days of talks. "


def rows(text: str, published: date = PUBLISHED) -> dict[str, timeline.Entry]:
    """The entries of a story that opens with a real journey, by the name of their place."""
    built = timeline.build([timeline.Dispatch(LEAD + text, published, "wire")])
    return {entry.place.name if entry.place else entry.place_text: entry for entry in built.entries()}


@pytest.mark.parametrize(
    "text",
    [
        "She wrote to the three permanent missions in Geneva last week.",  # a letter; missions that are offices
        "She praised a deal for a new pipeline terminal at the port of Rotterdam.",  # works
        "The valley, around Basel and Zurich, will watch closely.",
        "She spoke in Cascais, on the coast opposite Setúbal.",
        "Is a trip to Canada being planned?",
        "Berg goes to Brussels all the time.",
        "Berg often visits Zagreb.",
        "Berg’s return to Vienna may be delayed after the storm.",
        "Ghana has moved troops from as far off as Tamale to Kumasi.",
        "Tehran's minister flew to Jeddah on Wednesday.",
        "They signed what was agreed at the Dakar conference.",
        "Berg's office in Geneva will follow it up.",
        "AFP: Foreign Minister Berg was until recently ambassador in Tokyo.",
        "She has accused Ankara of unfair practices last week.",
    ],
)
def test_no_stop(text: str) -> None:
    found = rows(text)
    assert found.keys() <= {"Lisbon", "Cascais", "Vienna"}
    assert "Vienna" not in found or found["Vienna"].event != "return"


def test_as_far_as_is_a_destination() -> None:
    assert rows("On Tuesday she will fly as far as Maputo.")["Maputo"].when.start == date(2024, 5, 14)


def test_what_one_was_to_do_and_where_else() -> None:
    found = rows("Berg was to have been in Tallinn on Wednesday, the first to call there, and in Riga on Thursday.")
    assert found["Riga"].when.start == date(2024, 5, 16)
    assert found["Riga"].status == found["Tallinn"].status == "cancelled"


def test_what_is_told_as_done_was_last_week() -> None:
    text = "A truce is hoped for from May 24 to 26. Berg was in Cairo on Thursday."
    assert rows(text)["Cairo"].when.start == date(2024, 5, 9)


def test_what_lies_ahead_has_not_happened() -> None:
    text = (
        "An official said President Paul Stein of Austria is to be flown to Tirana on Wednesday. Stein is the first "
        "president to come to Tirana since 1992. Stein met the Albanian premier in Tirana."
    )
    found = list(timeline.build([timeline.Dispatch(text, PUBLISHED, "wire")]).entries())
    assert {e.status for e in found if e.when.start == date(2024, 5, 15)} == {"planned"}


def test_the_weekend_on_which_something_was_agreed_is_over() -> None:
    when = rows("In Madrid at the weekend, Berg and her Spanish colleague agreed to hold more talks.")["Madrid"].when
    assert when.earliest in (date(2024, 5, 11), date(2024, 5, 12)) and when.latest == date(2024, 5, 12)


def test_earlier_this_year_is_over() -> None:
    when = rows("Berg discussed it on a visit to Ankara earlier this year.")["Ankara"].when
    assert (when.earliest, when.latest) == (date(2024, 1, 1), date(2024, 5, 12))


def test_who_had_spoken_before_leaving_has_left() -> None:
    assert rows("Before leaving for Cairo, Berg had said that time was short.")["Cairo"].status == "reported"


def test_who_flies_in_tomorrow_is_not_yet_there() -> None:
    text = (
        "HANOI (Agency) - Foreign Minister Anna Berg of Austria flies to Hanoi on Wednesday for talks. "
        "Berg told reporters that she looked forward to it. It was here that her career began."
    )
    (entry,) = timeline.build([timeline.Dispatch(text, PUBLISHED, "wire")]).entries()
    assert (entry.when.start, entry.status) == (date(2024, 5, 15), "planned")


def test_a_guest_is_where_the_story_is_written() -> None:
    text = (
        "OSLO (Agency) - Norway's Prime Minister Jonas Gahr Store told visiting Austrian Foreign Minister Anna Berg so."
    )
    found = timeline.build([timeline.Dispatch(text, PUBLISHED, "wire")]).entries()
    assert [(e.traveller, e.place.name if e.place else "") for e in found] == [("Anna Berg", "Oslo")]


def test_a_minister_without_a_land_is_of_the_dateline() -> None:
    text = "RIGA (Agency) - Interior Minister Janis Ozols told reporters at a briefing in Riga that all was well."
    assert not list(timeline.build([timeline.Dispatch(text, PUBLISHED, "wire")]).entries())


def test_a_departure_told_as_news_is_of_its_week() -> None:
    first = "President Mara Lind of Estonia left Tallinn on April 22 for Rome. She arrived in Rome on April 22."
    later = "President Mara Lind of Estonia spoke before leaving Tallinn for Paris. On May 13 she arrived in Paris."
    days = (date(2024, 4, 23), PUBLISHED)
    built = timeline.build(timeline.Dispatch(t, d, str(d)) for t, d in zip((first, later), days, strict=True))
    left = [e for e in built.entries() if e.event == "departure"]
    earlier, later_one = left
    assert (earlier.when.start, earlier.sources) == (date(2024, 4, 22), ("2024-04-23",))
    assert later_one.when.earliest is not None and later_one.when.earliest >= date(2024, 5, 1)


def test_a_ship_is_nobody() -> None:
    text = "MADRID (Agency) - Spain's frigate Blas de Lezo sailed to Odessa on Saturday."
    assert not list(timeline.build([timeline.Dispatch(text, PUBLISHED, "wire")]).entries())


def test_a_weekday_of_tomorrow_told_as_past_has_begun_in_the_east() -> None:
    text = "On Monday she spoke of it. The minister, who began a visit to Seoul on Tuesday, met the president there."
    assert rows(text)["Seoul"].when.start == date(2024, 5, 14)
    back = "On Thursday she rested. The minister, who began a visit to Seoul on Tuesday, met the president there."
    assert rows(back)["Seoul"].when.start == date(2024, 5, 7)


def test_who_left_his_house_went_nowhere() -> None:
    assert "Graz" not in rows("Berg left her house in Graz on Friday. Her comments came ahead of talks in Graz.")


def test_he_is_not_whom_he_tells() -> None:
    text = (
        "Attorney General Paul Stein said on Monday he did not challenge a statement by an adviser that he told Stein "
        "in a brief encounter that he was about to leave for Moscow."
    )
    assert not list(timeline.build([timeline.Dispatch(text, PUBLISHED, "wire")]).entries())


def test_the_head_of_a_fund_is_no_head_of_state() -> None:
    text = (
        "President Paul Stein of Austria praised reforms in Lisbon on Sunday. Prime Minister Anna Berg of Norway and "
        "the chief of the exchange pitched investments to the head of Oman's wealth fund on a visit to Muscat "
        "last week."
    )
    found = timeline.build([timeline.Dispatch(text, PUBLISHED, "wire")]).entries()
    assert {(e.traveller, e.place.name) for e in found if e.place} == {
        ("Anna Berg", "Muscat"),
        ("Paul Stein", "Lisbon"),
    }


def test_also_tells_no_order() -> None:
    when = rows("On Saturday she was in Porto. The group also travelled to Braga.")["Braga"].when
    assert (when.start, when.earliest) == (None, None)
