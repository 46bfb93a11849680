"""Accuracy on the marked cases never falls below the floors of `data/floors.json` (`scripts/raise_floors.py`)."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("raise_floors", ROOT / "scripts" / "raise_floors.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["cases", "news", "timebank", "aquaint"])
def test_figures_stand_above_their_floors(name: str, shared: Path) -> None:
    tools = script()
    held = json.loads(tools.FLOORS.read_text(encoding="utf-8"))[name]
    assert tools.digest(tools.marked(shared)[name]) == held["digest"], "the floors were measured on other marked files"
    figures = tools.measure(shared, name)
    assert figures.get("failed", 0) == 0
    fallen = {key: (figures[key], floor) for key, floor in held["floors"].items() if figures[key] < floor}
    assert not fallen
