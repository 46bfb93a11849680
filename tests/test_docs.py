"""What the documents say holds: commands, columns, Python, links, attributions."""

from __future__ import annotations

import csv
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline.cli import main
from timeline.export import EXPORTERS
from timeline.frame import COLUMNS
from timeline.read import read_inputs

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [*ROOT.glob("*.md"), ROOT / "gazetteer" / "README.md"]


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.+?)^```", README, re.M | re.S)


def first_cells(heading: str) -> list[str]:
    """The names in the first column of the table under a heading."""
    section = re.split(rf"^## {heading}$", README, flags=re.M)[1].split("\n## ")[0]
    cells = [re.split(r"(?<!\\)\|", line)[1] for line in section.splitlines() if line.startswith("| `")]
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


def test_the_two_commands_are_there() -> None:
    setup = [line for block in blocks("bash") for line in block.splitlines() if line.startswith("./")]
    assert setup == ["./run-sample", "./test"]
    for line in [*setup, ".ci/run"]:
        path = ROOT / line
        assert path.stat().st_mode & 0o100 and path.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n")


def test_commands_do_what_the_readme_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    lines = [line for block in blocks("bash") for line in block.splitlines() if line.startswith("timeline ")]
    assert len(lines) == len(first_cells("Commands"))
    lines.remove("timeline serve site")  # runs until it is stopped; tests/test_serve.py
    for line in lines:
        result = CliRunner().invoke(main, shlex.split(line)[1:])
        assert result.exit_code == 0, (line, result.output)
    assert "Saint Petersburg" in result.stdout
    assert {path.name for path in tmp_path.iterdir()} == {"samples", "site", "edited", "trip.svg", "trip.geojson"}


def test_every_command_is_listed() -> None:
    listed = {line.split()[1] for line in first_cells("Commands")}
    assert listed == set(main.commands)


def test_every_export_format_is_listed() -> None:
    (formats,) = re.findall(r"^\| `timeline export .+?: (.+?) \|$", README, re.M)
    assert set(re.findall(r"`(\w+)`", formats)) == set(EXPORTERS)


def test_columns() -> None:
    assert tuple(first_cells("The itinerary")) == COLUMNS


def test_python() -> None:
    (code,) = blocks("python")
    names: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), names)
    assert len(names["itinerary"].to_frame()) == 2  # type: ignore[attr-defined]


def test_table_of_events(tmp_path: Path) -> None:
    (table,) = blocks("csv")
    (tmp_path / "events.csv").write_text(table, encoding="utf-8")
    (result,) = read_inputs([str(tmp_path / "events.csv")])
    assert len(result.items) == len(list(csv.reader(table.splitlines()))) - 1


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_and_named_files(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (document.parent / target).exists(), target
    for name in re.findall(r"`((?:scripts|tests|gazetteer|samples|timeline)/[\w./-]+\.\w+)`", text):
        assert (ROOT / name).is_file(), name


def test_every_source_of_data_is_named() -> None:
    table = (ROOT / "gazetteer" / "README.md").read_text(encoding="utf-8")
    for layer in tomllib.loads((ROOT / "gazetteer" / "layers.toml").read_text(encoding="utf-8"))["layer"]:
        assert f"| `{layer['file']}` | {layer['name']} |" in table
        (row,) = [line for line in table.splitlines() if line.startswith(f"| `{layer['file']}`")]
        assert layer["licence"] in row
    for words in ("GeoNames", "CC BY 4.0", "Natural Earth", "public domain", "airportsdata", "MIT", "OpenStreetMap"):
        assert words in README
