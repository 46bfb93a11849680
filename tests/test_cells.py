"""Cells of a table that name places: split, each read in its row's country, as that stood on the day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.gazetteer import default
from timeline.locate import resolve, resolve_all


@pytest.mark.parametrize(
    ("cell", "country", "day", "places"),
    [
        ("Cairo, Alexandria", "Egypt", None, [("Cairo", "EG"), ("Alexandria", "EG")]),
        ("Mexico, D.F.", "Mexico", None, [("Mexico City", "MX")]),
        ("Montebello, Quebec", "Canada", None, [("Montebello", "CA")]),
        ("Halifax (Nova Scotia)", "Canada", None, [("Halifax", "CA")]),
        ("London; London", "United Kingdom", None, [("London", "GB")]),
        ("Trinidad", "United Kingdom", "1943-01-29", [("Trinidad", "TT")]),
        ("Bathurst (The Gambia)", "United Kingdom", "1943-01-13", [("Banjul", "GM")]),
        ("Dakar", "France", "1943-01-25", [("Dakar", "SN")]),
        ("Bermuda", "United Kingdom", "1953-12-04", [("Bermuda", "BM")]),
        ("Kiev, Yalta", "U.S.S.R.", "1972-05-29", [("Kyiv", "UA"), ("Yalta", "UA")]),
        ("Brioni", "Yugoslavia", "1970-10-01", [("Brijuni Islands", "HR")]),
        ("Salzburg", "Austria", None, [("Salzburg", "AT")]),
        ("Qwxzzkvbn", "France", None, [(None, None)]),
    ],
)
def test_cells(cell: str, country: str, day: str | None, places: list[tuple[str | None, str | None]]) -> None:
    answers = resolve_all(cell, country, date.fromisoformat(day) if day else None)
    found = [(a.place.name, a.place.country_code) if a.place else (None, None) for _, a in answers]
    assert found == places
    assert all(answer.reason for _, answer in answers)


def test_possessions_hold_in_their_years() -> None:
    known = default()
    assert "TT" in known.possessions("GB", date(1943, 1, 1))
    assert "TT" not in known.possessions("GB", date(1970, 1, 1))
    assert {"BM", "GI"} <= set(known.possessions("gb")) and "TT" not in known.possessions("GB")
    assert "UA" in known.possessions("RU", date(1972, 1, 1)) and "UA" not in known.possessions("RU")
    assert (
        resolve("Port Antonio", "United Kingdom", date(1940, 12, 5)).place == resolve("Port Antonio", "Jamaica").place
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["Paris", "Rome", "St. George's", "(", ")", ",", ";", " / ", "Quebec", ""])).map("".join)
)
def test_any_cell_is_read(cell: str) -> None:
    for written, answer in resolve_all(cell, "France"):
        assert written and (answer.place is not None or answer.reason)
