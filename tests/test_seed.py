"""The story the project began with: exactly four rows, whether its publication day is given or inferred."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

import timeline
from timeline.cli import main

# event, place, country, start, earliest, latest, status
ROWS = [
    ("departure", "Joint Base Andrews", "US", "2023-02-26", "2023-02-26", "2023-02-26", "reported"),
    ("stop", "Astana", "KZ", "2023-02-28", "2023-02-28", "2023-02-28", "reported"),
    ("stop", "Tashkent", "UZ", "", "2023-02-28", "", "planned"),
    ("stop", "New Delhi", "IN", "", "2023-02-28", "", "planned"),
]
COLUMNS = ("event", "place", "country_code", "start_date", "earliest", "latest", "status")


@pytest.mark.parametrize("published", [[], ["--published", "2023-02-28"]], ids=["inferred", "given"])
def test_seed(shared: Path, tmp_path: Path, published: list[str]) -> None:
    story = str(shared / "data" / "seed-article.txt")
    result = CliRunner().invoke(main, ["build", story, "-o", str(tmp_path), *published])
    assert result.exit_code == 0, result.output
    with (tmp_path / "itinerary.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [tuple(row[name] for name in COLUMNS) for row in rows] == ROWS
    assert {row["traveller"] for row in rows} == {"Antony Blinken"}
    assert (round(float(rows[0]["latitude"]), 2), round(float(rows[0]["longitude"]), 2)) == (38.81, -76.87)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert all(row["place"] in page for row in rows)
    assert ("inferred" in result.stderr) is not bool(published)


def test_inference_is_told(shared: Path) -> None:
    text = (shared / "data" / "seed-article.txt").read_text(encoding="utf-8")
    (problem,) = [p for p in timeline.build([timeline.Dispatch(text)]).problems if p.kind == "inferred-date"]
    for words in ("2023-02-28", "February 26, 2023", "Tuesday"):
        assert words in problem.message
