"""Raise the accuracy floors of `tests/data/floors.json` to what is reached now; none is ever lowered.

    python scripts/raise_floors.py ../shared

A floor stands a hundredth under the figure measured, and beside it the digest of the marked files it was measured on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

FLOORS = Path(__file__).parent.parent / "tests" / "data" / "floors.json"
TRIPS = ("stop_f1", "strict_f1")
DATES = ("found_f1", "value_f1")
_MARGIN = 0.01


def marked(shared: Path) -> dict[str, list[Path]]:
    """The marked files behind each set of figures."""
    corpora = shared / "data" / "corpora"
    return {
        "cases": sorted((shared / "eval" / "cases").glob("*.json")),
        "news": sorted((shared / "eval" / "news").glob("*.json")),
        "timebank": [corpora / "timebank_te3.jsonl"],
        "aquaint": [corpora / "aquaint_te3.jsonl"],
    }


def digest(files: list[Path]) -> str:
    """A digest of names and contents."""
    total = hashlib.sha256()
    for path in files:
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def measure(shared: Path, name: str) -> dict[str, float]:
    """The figures of one set, by the scorer that stands beside the marked files."""
    scorer = "score_trips.py" if name in ("cases", "news") else "score_dates.py"
    target = shared / "eval" / name if name in ("cases", "news") else marked(shared)[name][0]
    told = subprocess.run([sys.executable, str(shared / "eval" / scorer), str(target)], check=True, capture_output=True)
    return {key: float(value) for key, value in re.findall(r"(?m)^(\w+) +([\d.]+)$", told.stdout.decode())}


def main() -> None:
    """Measure and write."""
    ask = argparse.ArgumentParser()
    ask.add_argument("shared", type=Path)
    shared = ask.parse_args().shared
    held = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    sys.path.insert(0, str(FLOORS.parent.parent))
    from marked import STORIES
    from marked import figures as own

    for name, files in {**marked(shared), "stories": sorted(STORIES.glob("*.json"))}.items():
        figures = own() if name == "stories" else measure(shared, name)
        old = held.get(name, {}).get("floors", {})
        wanted = TRIPS if name in ("cases", "news", "stories") else DATES
        floors = {key: max(old.get(key, 0.0), round(figures[key] - _MARGIN, 3)) for key in wanted}
        held[name] = {"digest": digest(files), "floors": floors}
        print(name, {key: figures[key] for key in wanted})
    FLOORS.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
