"""Blocks assembled one by one give what all events together give."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from claims import PLACES
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.assemble import assemble
from timeline.assemble.blocks import Surnames, block
from timeline.assemble.rows import first_day
from timeline.records import Evidence, TripEvent, When

NAMES = (
    "Antony Blinken", "Antony J. Blinken", "Secretary Blinken", "A. Blinken", "Xi Jinping", "Xi", "President Xi",
    "Mohammed bin Salman", "Mohammed bin Zayed", "Prince Mohammed", "Mohammed", "King Salman", "Salman Abedi",
    "Li", "Li Keqiang", "Keqiang", "Hillary Clinton", "Bill Clinton", "Clinton", "Zayed", "the", "Jr.", "B. Clinton",
)  # fmt: skip


@st.composite
def events(draw: st.DrawFn) -> list[TripEvent]:
    found = []
    for number in range(draw(st.integers(1, 25))):
        name, source = draw(st.sampled_from(NAMES)), f"doc{draw(st.integers(0, 5))}"
        place, day = draw(st.sampled_from(PLACES)), date(2023, 1, 1) + timedelta(draw(st.integers(0, 60)))
        published = date(2023 - 12 * draw(st.integers(0, 1)), 3, 5)
        found.append(
            TripEvent(
                name,
                "stop",
                place,
                place.name,
                When(day, earliest=day, latest=day, precision="day"),
                "reported",
                Evidence(source, f"{name} was in {place.name}."),
                position=number,
                published=published,
            )
        )
    return found


@given(events(), st.booleans())
@settings(max_examples=300)
def test_blocks_apart_are_as_all_together(found: list[TripEvent], whole: bool) -> None:
    names = Surnames()
    by_source: dict[str, list[TripEvent]] = defaultdict(list)
    for event in found:
        by_source[event.evidence.source].append(event)
    for own in by_source.values():
        for some in [own] if whole else [[event] for event in own]:
            shard = Surnames()
            shard.note(some, whole=whole)
            names.add(shard.thinned())
    joined = names.joined()
    blocks: dict[str, list[TripEvent]] = defaultdict(list)
    for event in found:
        blocks[block(event.traveller, joined)].append(event)
    apart = [assemble(own) for own in blocks.values()]
    together = assemble(found)
    assert sorted((t for one in apart for t in one.trips), key=first_day) == list(together.trips)
    assert {p for one in apart for p in one.problems} == set(together.problems)


def test_surnames_are_blocks_of_their_own() -> None:
    names = Surnames()
    for source, told in (("a", ("Xi Jinping", "Xi")), ("b", ("Antony Blinken", "Blinken", "Xi Jinping"))):
        shard = [
            TripEvent(n, "stop", None, "x", When(), "reported", Evidence(source, ""), position=i)
            for i, n in enumerate(told)
        ]
        names.note(shard, whole=True)
    joined = names.joined()
    assert block("Xi", joined) == block("Xi Jinping", joined)
    assert block("Secretary Blinken", joined) == block("Antony J. Blinken", joined) == "blinken"
    assert block("Xi", joined) != "blinken"
