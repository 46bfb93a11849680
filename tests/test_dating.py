"""Finding and reading dates in texts, through the public door only."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import timeline
from timeline.dating import durations, infer_published, resolve
from timeline.records import DateMention

# a Wednesday; the Wednesday a week before it is 22 February
PUBLISHED = date(2023, 3, 1)

Days = tuple[str, str]


def days(mention: DateMention | None) -> Days:
    """First and last day as month and day, in full where the year is not that of publication."""
    assert mention is not None
    return _short(mention.first), _short(mention.last)


def _short(day: date | None) -> str:
    if day is None:
        return ""
    return f"{day:%m-%d}" if day.year == PUBLISHED.year else day.isoformat()


def read(text: str, published: date | None = PUBLISHED) -> list[tuple[str, str, str]]:
    """The words of each mention with its days."""
    return [(m.text, *days(m)) for m in timeline.find_dates(text, published=published)]


def read_days(text: str, published: date | None = PUBLISHED) -> list[Days]:
    """The days of each mention."""
    return [found[1:] for found in read(text, published)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("He landed on February 27, 2023.", "02-27", "02-27"),
        ("He landed on 27 February 2023.", "02-27", "02-27"),
        ("He landed on 27th February, 2023.", "02-27", "02-27"),
        ("He landed on Monday, Feb. 27, 2023, at noon.", "02-27", "02-27"),
        ("He landed on Monday (February 27).", "02-27", "02-27"),
        ("He landed Tues., Feb. 28.", "02-28", "02-28"),
        ("He landed on 2023-02-27T10:00:00Z.", "02-27", "02-27"),
        ("He landed on 27.02.2023.", "02-27", "02-27"),
        ("He landed on 27/02/2023.", "02-27", "02-27"),
        ("He landed on 02/27/2023.", "02-27", "02-27"),
        ("He landed on Jan. 6 last year.", "2022-01-06", "2022-01-06"),
        ("He landed in Rome in June 2021.", "2021-06-01", "2021-06-30"),
        ("He landed in Rome in 2019.", "2019-01-01", "2019-12-31"),
        ("He toured the region in the summer of 2021.", "2021-06-01", "2021-08-31"),
        ("He toured the region in the first half of 2022.", "2022-01-01", "2022-06-30"),
        ("He was an envoy in the 1990s.", "1990-01-01", "1999-12-31"),
        ("On New Year's Eve he flew to Rome.", "2022-12-31", "2022-12-31"),
        ("He flew to Rome on Good Friday 1998.", "1998-04-10", "1998-04-10"),
        ("He landed on the 3rd of January, 2022.", "2022-01-03", "2022-01-03"),
        ("That 1978 resolution was adopted.", "1978-01-01", "1978-12-31"),
        ("Moscow's 2014 annexation was condemned.", "2014-01-01", "2014-12-31"),
        ("January nineteen ninety-seven. He lands in Rome.", "1997-01-01", "1997-01-31"),
    ],
)
def test_dates_that_stand_alone(text: str, first: str, last: str) -> None:
    assert read_days(text) == [(first, last)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("He visited Cairo on Feb. 27-28.", "02-27", "02-28"),
        ("He will visit Rome from March 6 to 8.", "03-06", "03-08"),
        ("He will visit Rome from 6 to 8 March.", "03-06", "03-08"),
        ("The visit took place 3–5 May 1999.", "1999-05-03", "1999-05-05"),
        ("He attended the forum on 24/25 February.", "02-24", "02-25"),
        ("He attended the forum on Feb. 24, 25 and 26.", "02-24", "02-26"),
        ("He was in town on the 5th and 6th of February.", "02-05", "02-06"),
    ],
)
def test_ranges_within_a_month(text: str, first: str, last: str) -> None:
    (mention,) = timeline.find_dates(text, published=PUBLISHED)
    assert days(mention) == (first, last)
    assert mention.kind == "range"


def test_ranges_over_the_end_of_a_month_or_a_year_are_two_dates() -> None:
    assert read_days("He will be there from 28 February to 3 March 2023.") == [("02-28", "02-28"), ("03-03", "03-03")]
    new_year = [("2022-12-30", "2022-12-30"), ("01-02", "01-02")]
    assert read_days("He was in Rome Dec. 30-Jan. 2.") == new_year
    assert read_days("He was in Rome from December 30 to January 2, 2023.") == new_year


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("He arrived in Paris on Tuesday.", "02-28"),
        ("He will meet the king on Tuesday.", "03-07"),
        ("He arrived on Wednesday.", "03-01"),
        ("He will arrive on Wednesday.", "03-01"),
        ("Blinken travels to Doha on Friday.", "03-03"),
        ("The couple take the train to Hamburg on Friday.", "03-03"),
        ("The programme has her in South Sudan on Friday.", "03-03"),
        ("He is due in Rome Friday night.", "03-03"),
        ("He has been there since Friday.", "02-24"),
        ("By Friday he must decide.", "03-03"),
        ("The talks were postponed until Friday.", "03-03"),
        ("The minister said on Friday he will go to Rome.", "02-24"),
        ("He was there last Tuesday.", "02-28"),
        ("He will be there next Tuesday.", "03-07"),
        ("He visits this Friday.", "03-03"),
        ("Friday's ruling was met with anger.", "02-24"),
        ("The talks are set for 9 a.m. EST Tuesday.", "03-07"),
        ("He has until 9 a.m. on Tuesday to leave.", "03-07"),
        ("Critics hailed the Friday ruling.", "02-24"),
    ],
)
def test_weekdays_follow_the_tense(text: str, day: str) -> None:
    (mention,) = timeline.find_dates(text, published=PUBLISHED)
    assert days(mention) == (day, day)
    assert mention.kind == "weekday"


def test_each_weekday_follows_its_own_clause() -> None:
    text = "Blinken, who left on Monday, will be in Oslo on Thursday before returning on Saturday."
    assert [first for first, _ in read_days(text)] == ["02-27", "03-02", "03-04"]


def test_an_event_to_come_follows_the_verb_behind_it() -> None:
    text = "Monday's visit was short; Thursday's talks will be long."
    assert [first for first, _ in read_days(text)] == ["02-27", "03-02"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Police are still investigating the Oct. 23 slaying.", "2022-10-23"),
        ("The bank will be sold under a June agreement.", "2022-06-01"),
        ("The bank will be sold under an agreement due in June.", "06-01"),
        ("He will visit Kuwait on the 28th.", "03-28"),
        ("He visited Kuwait on the 28th.", "02-28"),
        ("It is to be paid on an unspecified date in December.", "12-01"),
    ],
)
def test_dates_without_a_year_or_a_month_follow_the_tense(text: str, first: str) -> None:
    assert [day for day, _ in read_days(text)] == [first]


def test_a_weekday_goes_on_from_a_day_ahead_but_not_from_one_years_ahead() -> None:
    assert [day for day, _ in read_days("He will be in Rome on May 22 and in Sydney on Friday.")] == ["05-22", "05-26"]
    assert read_days("The bond due Oct. 15, 2033, rose over Monday's price.")[1] == ("02-27", "02-27")


def test_the_end_of_a_stretch_lies_after_its_beginning() -> None:
    assert [first for first, _ in read_days("He visits from Monday to Wednesday.")] == ["03-06", "03-08"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("He is there today.", "03-01", "03-01"),
        ("He spoke the day before yesterday.", "02-27", "02-27"),
        ("He spoke three days ago.", "02-26", "02-26"),
        ("He flew in overnight from Kabul.", "02-28", "03-01"),
        ("He visited last week.", "02-20", "02-26"),
        ("He will go there later this week.", "03-01", "03-05"),
        ("He will go there early next week.", "03-06", "03-12"),
        ("He was there last month.", "02-01", "02-28"),
        ("He met the king over the weekend.", "02-25", "02-26"),
        ("He will meet the king at the weekend.", "03-04", "03-05"),
        ("He visited in November.", "2022-11-01", "2022-11-30"),
        ("He will visit in November.", "11-01", "11-30"),
        ("We expect a deal by the end of the year.", "01-01", "12-31"),
        ("We expect a deal by year's end.", "01-01", "12-31"),
        ("We expect no deal for the rest of the year.", "01-01", "12-31"),
        ("He will be back in three days' time.", "03-04", "03-04"),
    ],
)
def test_what_hangs_on_the_day_of_the_story(text: str, first: str, last: str) -> None:
    assert read_days(text) == [(first, last)]


def test_what_hangs_on_a_date_told_before() -> None:
    text = (
        "He landed on February 20. The next morning he met the king; two days later he left. The same day, war began."
    )
    mentions = timeline.find_dates(text, published=PUBLISHED)
    assert [m.first for m in mentions if m.first] == [date(2023, 2, day) for day in (20, 21, 23, 23)]
    assert [m.kind for m in mentions] == ["partial", "anchored", "anchored", "anchored"]


def test_a_date_without_a_year_takes_it_from_the_sentence() -> None:
    assert read_days("In 1943 he went to Casablanca; in January he met Churchill.")[1] == ("1943-01-01", "1943-01-31")


def test_history_is_read_in_the_order_of_telling() -> None:
    text = (
        "The war began in June 1950. On 15 September the landing took place, and in October the army crossed the line. "
        "It had been planned since 1948. By January 1951 the city was lost; on 14 March it was retaken. "
        "Talks began on 10 July 1951 and lasted until 1953."
    )
    found = {words: first for words, first, _ in read(text)}
    assert found["15 September"] == "1950-09-15"
    assert found["October"] == "1950-10-01"
    assert found["14 March"] == "1951-03-14"


def test_the_dateline_is_the_day_of_the_story() -> None:
    text = "VIENNA, Feb 28 (Reuters) - He arrived on Tuesday and leaves tomorrow."
    assert [first for first, _ in read_days(text)] == ["02-28", "02-28", "03-01"]


def test_seasons_and_years_follow_what_was_told() -> None:
    text = (
        "The war began on 1 September 1939. That autumn, the north was quiet. The following spring it was invaded. "
        "The next year, he went home, away from the dangers that spring from war."
    )
    assert read_days(text)[1:] == [
        ("1939-09-01", "1939-11-30"),
        ("1940-03-01", "1940-05-31"),
        ("1941-01-01", "1941-12-31"),
    ]


def test_a_dated_caption_counts_from_its_own_day() -> None:
    text = (
        "1. EL FASHER, Sudan, March 1, 2023 -- He walks to the aircraft on Wednesday.\n"
        "2. KHARTOUM, Sudan, February 22, 2023 -- He shakes hands as they meet on Wednesday evening.\n\n"
        "He leaves on Friday."
    )
    assert [first for first, _ in read_days(text)] == ["03-01", "03-01", "02-22", "02-22", "03-03"]


@pytest.mark.parametrize(
    "text",
    [
        "We may march on, and the sun sat in the second cabin.",
        "Theresa May said May would not resign.",
        "He sent 2000 troops at 1900 hours under Resolution 1701.",
        "It cost $2,023 or 1999.50 euros, up 2010 percent.",
        "He read the Sunday Times and USA Today.",
        "He sold Smith's 1987 Chevrolet and lost three days' time.",
        "Every Monday he swims.",
        "It is 3.1.2 of the software, on page 12/34.",
        "",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert read(text) == []


def test_without_a_publication_day_only_the_text_itself_counts() -> None:
    text = "He landed on February 27, 2023, and left on March 1. He is back since Tuesday."
    found = timeline.find_dates(text)
    assert [m.first for m in found] == [date(2023, 2, 27), date(2023, 3, 1), None]
    assert found[-1].precision == "unknown"


@pytest.mark.parametrize(
    ("phrase", "tense", "first", "last"),
    [
        ("Tuesday", "past", "02-28", "02-28"),
        ("tuesday", "future", "03-07", "03-07"),
        ("Tue", None, "02-28", "02-28"),
        ("may", "future", "05-01", "05-31"),
        ("28/02/2023", None, "02-28", "02-28"),
        ("Feb. 28 to March 3", "future", "02-28", "03-03"),
        ("28 feb 2023", None, "02-28", "02-28"),
        ("  1 March 2023 ", None, "03-01", "03-01"),
        ("28 février 2023", None, "02-28", "02-28"),
    ],
)
def test_phrases_from_a_table(phrase: str, tense: str | None, first: str, last: str) -> None:
    found = resolve(phrase, PUBLISHED, tense)  # type: ignore[arg-type]
    assert days(found) == (first, last)
    assert found is not None
    assert phrase[found.start : found.end] == found.text


@pytest.mark.parametrize("phrase", ["", "soon", "TBC", "Tashkent", "9999999", "-", "99/99/9999"])
def test_phrases_that_are_no_date(phrase: str) -> None:
    assert resolve(phrase, PUBLISHED) is None


@pytest.mark.parametrize(
    ("text", "length", "what"),
    [
        ("He began a two-day visit to Oman.", 2, "visit"),
        ("He began a nine-day, five-nation tour.", 9, "tour"),
        ("He stayed for two weeks.", 14, ""),
        ("He left on a week-long trip.", 7, "trip"),
    ],
)
def test_lengths_of_stay(text: str, length: int, what: str) -> None:
    (found,) = durations(text)
    assert (found.days, found.what) == (length, what)
    assert text[found.start : found.end] == found.text


def test_an_age_or_a_distance_in_time_is_no_length_of_stay() -> None:
    assert durations("He left two days ago, three weeks after the vote.") == []


@pytest.mark.parametrize(
    ("text", "day", "word"),
    [
        ("Published: 3 March 2023\n\nHe arrived on Tuesday.", date(2023, 3, 3), "stamp"),
        ("PARIS, March 3, 2023 (Reuters) - He arrived on Tuesday.", date(2023, 3, 3), "dateline"),
        ("Minister visits Rome\nMarch 3, 2023\n\nHe arrived on Tuesday.", date(2023, 3, 3), "line"),
        (
            "He boards his plane on February 26, 2023. Jane Doe/Pool via REUTERS\n\nHe arrived Tuesday.",
            date(2023, 2, 28),
            "caption",
        ),
    ],
)
def test_the_publication_day_is_inferred_with_its_reason(text: str, day: date, word: str) -> None:
    inferred = infer_published(text)
    assert inferred is not None
    assert inferred[0] == day
    assert word in inferred[1]


def test_no_publication_day_is_invented() -> None:
    assert infer_published("He arrived on Tuesday and remembered his visit of 3 March 1999.") is None


def test_the_first_story(shared: Path) -> None:
    text = (shared / "data" / "seed-article.txt").read_text(encoding="utf-8")
    inferred = infer_published(text)
    assert inferred is not None and inferred[0] == date(2023, 2, 28)
    tuesdays = [m for m in timeline.find_dates(text, published=inferred[0]) if m.text == "Tuesday"]
    assert tuesdays and all(m.first == m.last == date(2023, 2, 28) for m in tuesdays)
