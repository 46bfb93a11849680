"""A long text without a hint of a trip is laid aside, and no text with one is."""

from __future__ import annotations

from datetime import date

import marked
import pytest

import timeline
from timeline.extract import promising
from timeline.extract.glance import SHORT
from timeline.locate import find_places
from timeline.pipeline import events_of, explain

PUBLISHED = date(2023, 3, 1)
MARKETS = (
    "Shares in Frankfurt fell by two percent, and the price of copper slipped for a third month.",
    "Banks in London cut their forecasts for growth, and bond yields rose again.",
    "The company, which sells tyres in France and Italy, reported lower profits than analysts had forecast.",
    "Retail sales shrank by a tenth while inflation in the euro zone stayed above the target of the bank.",
    "Exports from Brazil grew, helped by a weak currency and a good harvest of soybeans.",
    "Investors bought gold, and the index of small companies closed at its lowest since autumn.",
    "A rise in rents pushed up prices in Spain, the statistics office said in a report.",
    "Oil from Nigeria traded at a discount to that of the North Sea, and refineries bought less of it.",
    "The fund sold its stake in a maker of chips in Taiwan and bought shares of a bank in Sweden.",
)
TRIPS = (
    "Foreign Minister Annalena Baerbock arrived in Nairobi on Tuesday for talks with President William Ruto.",
    "Chancellor Olaf Scholz is to visit Jakarta next week.",
    "He then flew from Cairo to Amman, where he met the king.",
)


def _dispatch(*sentences: str) -> timeline.Dispatch:
    text = " ".join(sentences)
    assert len(text) > SHORT
    return timeline.Dispatch(text, PUBLISHED, "story.txt")


def test_news_without_a_trip_is_laid_aside_and_explain_says_so() -> None:
    dispatch = _dispatch(*MARKETS)
    assert not promising(dispatch.text, find_places(dispatch.text))
    assert events_of(dispatch)[0] == []
    assert "at a glance no sentence reads like a trip" in explain(dispatch)[0]


@pytest.mark.parametrize("trip", TRIPS)
@pytest.mark.parametrize("at", [0, 5, len(MARKETS)])
def test_one_sentence_of_a_trip_is_enough(trip: str, at: int) -> None:
    dispatch = _dispatch(*MARKETS[:at], trip, *MARKETS[at:])
    assert promising(dispatch.text, find_places(dispatch.text))
    assert not any("at a glance" in line for line in explain(dispatch))


def test_short_texts_are_always_read() -> None:
    assert promising(MARKETS[0], find_places(MARKETS[0]))
    assert promising("", [])


def test_no_marked_story_with_a_trip_is_laid_aside() -> None:
    laid_aside = [
        (case["id"], document["name"])
        for case in marked.cases()
        if any(not row["optional"] for row in case["gold"])
        for document in case["documents"]
        if not promising(document["text"], find_places(document["text"]))
    ]
    assert not laid_aside
