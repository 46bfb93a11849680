"""Corrections of any kind: what a person made of a table is what comes out, also after building anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from itineraries import trip

from timeline.codec import from_json, to_json
from timeline.corrections import apply, read_edited
from timeline.corrections.marks import unmarked
from timeline.frame import row, to_csv
from timeline.records import Entry, Evidence, Trips, When

NAMES = ["Vienna", "Prague", "Budapest", "Zagreb", "Rome", "Paris", "London", "Berlin"]
Cells = dict[str, object]


def itinerary(names: list[str]) -> Trips:
    made = trip("Anna Berg", names)
    rows = []
    for n, entry in enumerate(made.entries):
        day = date(2023, 3, 1) + timedelta(days=2 * n)
        said = (Evidence("wire", f"She came to {names[n]}."), Evidence("agency", f"{names[n]} saw her."))
        rows.append(replace(entry, event="stop", when=When(day, None, day, day, "day"), evidence=said))
    return Trips((replace(made, entries=tuple(rows)),))


@st.composite
def edits(draw: st.DrawFn, count: int) -> tuple[list[int], dict[int, Cells], list[tuple[int, str]]]:
    """The rows that are left, in their new order; the cells that are changed; the rows that are added and where."""
    left = draw(st.lists(st.integers(0, count - 1), unique=True, min_size=1))
    cells = st.sampled_from([{"purpose": "x"}, {"start_date": "2023-03-02"}, {"status": "planned"}, {"role": "Envoy"}])
    changed = draw(st.dictionaries(st.sampled_from(left), cells, max_size=2))
    added = draw(st.lists(st.tuples(st.integers(0, len(left)), st.sampled_from(["Oslo", "Bern"])), max_size=2))
    return left, changed, added  # type: ignore[return-value]


def written(base: Trips, left: list[int], changed: dict[int, Cells], added: list[tuple[int, str]]) -> list[Cells]:
    cells = [row(e) for e in base.entries()]
    found: list[Cells] = [cells[n] | changed.get(n, {}) for n in left]
    for at, name in sorted(added, reverse=True):
        found.insert(at, {"traveller": "Anna Berg", "place": name, "start_date": "2023-03-20"})
    return found


def said(entries: list[Entry]) -> list[tuple[object, ...]]:
    plain = [row(unmarked(e)) for e in entries]
    return [tuple(cells[c] for c in ("seq", "place", "start_date", "purpose", "status", "role")) for cells in plain]


@pytest.mark.parametrize("count", [1, 3, 6])
@settings(max_examples=60)
@given(data=st.data())
def test_what_the_person_made_comes_out(
    tmp_path_factory: pytest.TempPathFactory, count: int, data: st.DataObject
) -> None:
    base = itinerary(NAMES[:count])
    left, changed, added = data.draw(edits(count))
    folder = tmp_path_factory.mktemp("site")
    (folder / "itinerary.json").write_text(to_json(base), encoding="utf-8")
    table = written(base, left, changed, added)
    (folder / "itinerary.csv").write_text(to_csv(table), encoding="utf-8")
    edited = read_edited(folder / "itinerary.csv")
    assert edited.known
    places = [cells["place"] for cells in table]
    assert [r[1] for r in said(list(edited.trips.entries()))] == places
    again = apply(base, edited)
    assert said(list(again.entries())) == said(list(edited.trips.entries()))
    assert from_json(to_json(again)) == again
    (folder / "itinerary.json").write_text(to_json(again), encoding="utf-8")
    (folder / "itinerary.csv").write_text(to_csv(row(e) for e in again.entries()), encoding="utf-8")
    later = apply(base, read_edited(folder / "itinerary.csv"))
    assert said(list(later.entries())) == said(list(again.entries()))
