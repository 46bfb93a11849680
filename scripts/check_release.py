"""Builds sdist and wheel twice, from copies of the source that differ in all but content, and compares their bytes.

    python scripts/check_release.py

Prints the SHA-256 of each; the exit status is 1 if the two builds differ.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "node_modules", "__pycache__", "site", ".*_cache", "dist", "*.egg-info"
)


def _built(source: Path, out: Path, umask: int, zone: str, when: float) -> dict[str, str]:
    shutil.copytree(ROOT, source, ignore=LEFT_OUT)
    for path in source.rglob("*"):
        os.utime(path, (when, when))
    environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": str(umask)}
    environment.pop("SOURCE_DATE_EPOCH", None)
    old = os.umask(umask)
    try:
        words = [sys.executable, "-m", "hatchling", "build", "-d", str(out)]
        subprocess.run(words, cwd=source, env=environment, check=True, capture_output=True)
    finally:
        os.umask(old)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir())}


def twice(folder: Path) -> dict[str, str]:
    """Name and SHA-256 of what is built. Raises `AssertionError` if the second build differs from the first."""
    first = _built(folder / "a" / "source", folder / "a" / "out", 0o022, "UTC", 1e9)
    second = _built(folder / "another" / "source", folder / "another" / "out", 0o077, "Asia/Tokyo", 1.6e9)
    assert first == second, f"{first} and {second} differ"
    return first


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        try:
            made = twice(Path(folder))
        except AssertionError as err:
            print(err)
            return 1
    for name, digest in made.items():
        print(f"{digest}  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
