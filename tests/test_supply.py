"""What comes from others: pinned with hashes, listed with its licence, and nothing fetched at run time."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements" / "ci.txt").read_text(encoding="utf-8")
PIN = re.compile(r"^([\w.-]+)==(\S+?)(?: ;.*)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.M)


def needed(*extras: str) -> Iterator[Requirement]:
    """What the program needs, and those extras with the extras that they name."""
    for said in (*PROJECT["dependencies"], *(said for e in extras for said in PROJECT["optional-dependencies"][e])):
        wanted = Requirement(said)
        if wanted.name == PROJECT["name"]:
            yield from needed(*wanted.extras)
        else:
            yield wanted


def test_everything_is_pinned_by_hash() -> None:
    """If this fails after a change of pyproject.toml, run scripts/lock.sh (which needs uv)."""
    pins = {canonicalize_name(name): version for name, version, _ in PIN.findall(LOCK)}
    assert len(PIN.findall(LOCK)) == len(re.findall(r"^[\w.-]+==", LOCK, re.M)), "a pin without a hash"
    for wanted in needed("dev"):
        found = pins.get(canonicalize_name(wanted.name), "")
        assert wanted.specifier.contains(found, prereleases=True), f"{wanted}: the lock has {found or 'none'}"


def test_no_version_with_a_known_fault_is_pinned_or_allowed() -> None:
    """None that requirements/advisories.txt knows; scripts/audit.sh asks a full list.

    If this fails, raise the range in pyproject.toml and run scripts/lock.sh.
    """
    lines = (ROOT / "requirements" / "advisories.txt").read_text(encoding="utf-8").splitlines()
    mended = {name: Version(version) for name, version, _ in (line.split() for line in lines if line[0] != "#")}
    for name, version, _ in PIN.findall(LOCK):
        assert Version(version) >= mended.get(canonicalize_name(name), Version("0")), name
    for wanted in needed("dev"):
        least = [Version(s.version) for s in wanted.specifier if s.operator in (">=", "==")]
        assert max(least) >= mended.get(canonicalize_name(wanted.name), Version("0")), wanted


def test_nothing_in_the_lock_comes_from_elsewhere() -> None:
    assert not re.search(r"https?://|file:|@ |--index|--extra-index|--find-links", LOCK)


def test_every_library_is_listed_with_its_licence() -> None:
    """If this fails after a change of pyproject.toml, run scripts/licences.py."""
    table = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    listed = {canonicalize_name(name) for name in re.findall(r"^\| ([\w.-]+) \|", table, re.M)}
    wanted = {canonicalize_name(wanted.name) for wanted in needed("corpus", "fonts", "parquet", "scale")}
    assert wanted <= listed, wanted - listed
    assert "unknown" not in table


def test_builds_alike(tmp_path: Path) -> None:
    """The same source gives the same sdist and wheel, byte for byte, at any time, in any folder, under any umask."""
    spec = importlib.util.spec_from_file_location("check_release", ROOT / "scripts" / "check_release.py")
    assert spec and spec.loader
    check = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(check)
    made = check.twice(tmp_path)
    assert {Path(name).suffix for name in made} == {".gz", ".whl"}
