"""Dates of any text: properties that hold whatever is written."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import timeline
from timeline.dating import durations, infer_published, resolve

# a Wednesday; the Wednesday a week before it is 22 February

PUBLISHED = date(2023, 3, 1)

_WORDS = st.sampled_from(
    (
        "\n",
        *"""on in the from to and since until early last next this Monday Tue. Friday March Feb. May 3 28 31st
    1999 2023 '90s     two days ago later week month year weekend following day before after will arrived
    said overnight today 12/10/2001
    - – , . ( ) ; winter nineteen ninety-seven quarter of Easter Sunday half 0 9999 2023-02-30 11:30 a.m.""".split(),
    )
)
_TEXTS = st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=40).map(" ".join))
_DAYS = st.one_of(st.none(), st.dates())


@given(_TEXTS, _DAYS)
def test_any_text_gives_ordered_mentions_within_it(text: str, published: date | None) -> None:
    found = timeline.find_dates(text, published=published)
    assert found == timeline.find_dates(text, published=published)
    end = 0
    for mention in found:
        assert end <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert mention.kind in {"absolute", "weekday", "relative", "range", "partial", "anchored"}
        assert (mention.first is None) == (mention.last is None)
        if mention.first and mention.last:
            assert mention.first <= mention.last
        end = mention.end


@given(_TEXTS, _DAYS)
def test_any_text_can_be_asked_for_its_day_and_its_lengths(text: str, published: date | None) -> None:
    inferred = infer_published(text)
    assert inferred is None or isinstance(inferred[0], date)
    assert all(text[d.start : d.end] == d.text and d.days >= 0 for d in durations(text))
    found = resolve(text, published)
    assert found is None or 0 <= found.start <= found.end <= len(text)


@pytest.mark.parametrize("unit", ["1, 2, 3, ", "May 1, 2, 3, ", "to March 3 ", "1999-", "the ", "May   ", "3 and "])
def test_long_runs_of_almost_dates_are_read_too(unit: str) -> None:
    """Such runs once took time by the square of their length."""
    text = unit * (40_000 // len(unit))
    assert all(text[m.start : m.end] == m.text for m in timeline.find_dates(text, published=PUBLISHED))


@given(st.dates(date(1901, 1, 1), date(2050, 12, 31)))
def test_a_full_date_is_read_whatever_its_form(day: date) -> None:
    month = f"{day:%B}"
    for words in (
        day.isoformat(),
        f"{month} {day.day}, {day.year}",
        f"{day.day} {month} {day.year}",
        f"{day:%A}, {month} {day.day}, {day.year}",
        f"{day.day} {month[:3]} {day.year}",
    ):
        (mention,) = timeline.find_dates(f"He came on {words}.")
        assert mention.first == mention.last == day


@given(st.dates(date(1950, 1, 1), date(2040, 12, 31)), st.integers(0, 6))
def test_a_weekday_lies_within_a_week_of_the_story(published: date, number: int) -> None:
    name = f"{date(2024, 1, 1) + timedelta(days=number):%A}"
    (past,) = timeline.find_dates(f"He arrived on {name}.", published=published)
    (future,) = timeline.find_dates(f"He will arrive on {name}.", published=published)
    assert past.first and future.first
    assert past.first.weekday() == future.first.weekday() == number
    assert 0 <= (published - past.first).days < 7
    assert 0 <= (future.first - published).days < 7


def test_news_of_marked_days_is_read_as_well_as_promised(shared: Path) -> None:
    """Not the whole measure (see `score_dates.py`): bare full dates of the marked corpora are right with few misses."""
    right = total = 0
    for name in ("timebank_te3", "aquaint_te3"):
        lines = (shared / "data" / "corpora" / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
        for doc in (json.loads(line) for line in lines if line.strip()):
            found = timeline.find_dates(doc["text"], published=date.fromisoformat(doc["dct"][:10]))
            for timex in doc["timex"]:
                if timex["type"] != "DATE" or len(timex["value"]) != 10 or "W" in timex["value"]:
                    continue
                day = date.fromisoformat(timex["value"]) if timex["value"].replace("-", "").isdecimal() else None
                over = [m for m in found if m.start < timex["end"] and timex["start"] < m.end]
                total += day is not None
                right += any(m.first == m.last == day for m in over)
    assert right / total > 0.88
