"""The wheel, installed into a fresh environment away from the source tree, builds the same site."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def call(*words: object, cwd: Path) -> str:
    """Runs a program without the settings of this environment; gives back what it prints."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run([str(word) for word in words], cwd=cwd, env=kept, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    call(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a fresh environment that has the wheel; the libraries are those of this environment."""
    home = tmp_path_factory.mktemp("elsewhere") / "venv"
    call(sys.executable, "-m", "venv", "--without-pip", home, cwd=home.parent)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--no-deps", wheel)
    call(*install, cwd=home.parent)
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(call(python, "-c", ask, cwd=home.parent).strip())
    # a path in a .pth file does not bring the .pth files of its own, so the editable installation stays out of sight
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def test_wheel_holds_what_is_needed_and_no_more(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    data = [path for kind in ("templates", "gazetteer") for path in (ROOT / kind).rglob("*")]
    assert {f"timeline/{path.relative_to(ROOT).as_posix()}" for path in data} <= {*names}
    assert "timeline/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "scripts/")) or "__pycache__" in name]
    assert wheel.stat().st_size < 25_000_000


def test_installed_elsewhere_it_builds_the_same_site(python: Path, tmp_path: Path) -> None:
    place = call(python, "-c", "import timeline; print(timeline.__file__)", cwd=tmp_path)
    assert Path(place.strip()).is_relative_to(python.parents[1])
    story, events = ROOT / "samples" / "story.txt", ROOT / "samples" / "events.csv"
    call(python.with_name("timeline"), "build", story, events, "-o", tmp_path / "installed", cwd=tmp_path)
    call(sys.executable, "-m", "timeline", "build", story, events, "-o", tmp_path / "source", cwd=ROOT)
    for name in ("index.html", "itinerary.csv", "itinerary.json"):
        assert (tmp_path / "installed" / name).read_bytes() == (tmp_path / "source" / name).read_bytes()
