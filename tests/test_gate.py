"""Accuracy on the marked cases never falls below the floors of `data/floors.json` (`scripts/raise_floors.py`)."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest
from marked import STORIES, figures

ROOT = Path(__file__).parent.parent


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("raise_floors", ROOT / "scripts" / "raise_floors.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_own_stories_stand_above_their_floors() -> None:
    tools = script()
    held = json.loads(tools.FLOORS.read_text(encoding="utf-8"))["stories"]
    assert tools.digest(sorted(STORIES.glob("*.json"))) == held["digest"], "the floors were measured on other stories"
    reached = figures()
    assert not {key: (reached[key], floor) for key, floor in held["floors"].items() if reached[key] < floor}


@pytest.mark.parametrize("name", ["cases", "news", "timebank", "aquaint"])
def test_figures_stand_above_their_floors(name: str, shared: Path) -> None:
    tools = script()
    held = json.loads(tools.FLOORS.read_text(encoding="utf-8"))[name]
    assert tools.digest(tools.marked(shared)[name]) == held["digest"], "the floors were measured on other marked files"
    reached = tools.measure(shared, name)
    assert reached.get("failed", 0) == 0
    fallen = {key: (reached[key], floor) for key, floor in held["floors"].items() if reached[key] < floor}
    assert not fallen


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests" / "data" / "marks").glob("*.jsonl")), ids=lambda path: path.stem
)
def test_marks_are_whole(path: Path) -> None:
    marks = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len({mark["id"] for mark in marks}) == len(marks) > 50
    for row in (row for mark in marks for row in mark["gold"]):
        assert row["status"] in ("reported", "planned", "cancelled"), row
        assert row["event"] in ("departure", "stop", "transit", "return"), row
        assert len(row["country"]) == 2, row
        assert not row["start"] or row["start"] == row["earliest"] == row["latest"], row
