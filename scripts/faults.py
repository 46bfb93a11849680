"""Kills, starves and crowds `timeline build` while it writes a site, and checks that the site is whole each time.

    python scripts/faults.py 200

Each trial begins with an old site. The process is killed at a random moment, or just before one of its renames, or may
write no file beyond a random size, or has others beside it that write into the same folder. Afterwards the site must be
the old one or a new one: page, table and JSON of the same build. Needs POSIX. The exit status is 1 if any was not.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from timeline.files import JOURNAL, finish

EVENTS = Path(__file__).resolve().parents[1] / "samples" / "events.csv"
NAMES = ("index.html", "itinerary.csv", "itinerary.json")
KILLED_AT = """
import os, signal, sys
from pathlib import Path
left, original = int(sys.argv.pop(1)), Path.replace
def replace(path, target):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return original(path, target)
Path.replace = replace
from timeline.cli import main
main()
"""


def build(
    events: Path, site: Path, *, before: Callable[[], None] | None = None, at: int | None = None
) -> subprocess.Popen[bytes]:
    """A build that is running; `at`: it is killed before that rename."""
    start = ["-m", "timeline"] if at is None else ["-c", KILLED_AT, str(at)]
    words = [sys.executable, *start, "build", str(events), "-o", str(site), "--overwrite"]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=before)


def events(folder: Path, who: str) -> Path:
    """A table whose traveller marks every file of the site that is built from it."""
    path = folder / f"{who.replace(' ', '')}.csv"
    path.write_text(EVENTS.read_text(encoding="utf-8").replace("Olaf Scholz", who), encoding="utf-8")
    return path


def builder_of(site: Path) -> str:
    """Whose build the site is. Raises `AssertionError` if its files are of several, or half-written."""
    texts = {name: (site / name).read_text(encoding="utf-8") for name in NAMES}
    who = {entry["traveller"] for trip in json.loads(texts["itinerary.json"])["trips"] for entry in trip["entries"]}
    assert len(who) == 1, who
    (name,) = who
    assert all(name in text for text in texts.values()), f"{name} is not in every file"
    assert texts["index.html"].rstrip().endswith("</html>") and len(texts["itinerary.csv"].splitlines()) == 5
    return name


def trial(kind: str, rng: random.Random, folder: Path, seconds: float) -> str:
    """One trial; what became of the site: "old" or "new"."""
    site = folder / "site"
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(folder / "old", site)
    new = events(folder, "New Builder")
    if kind == "killed at random":
        process = build(new, site)
        time.sleep(rng.uniform(0.3, 1.4) * seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
    elif kind == "killed at a rename":
        build(new, site, at=rng.randrange(5)).wait()
    elif kind == "disk full":
        most = rng.choice((0, rng.randrange(1, 5000), rng.randrange(5000, 700_000)))
        build(new, site, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))).wait()
    else:
        both = [build(events(folder, who), site) for who in ("New Builder", "New Other")]
        for process in both:
            process.wait()
    finish(site)
    name = builder_of(site)
    left = [path.name for path in site.iterdir() if path.name not in NAMES and not path.name.endswith(".part")]
    assert not left and not (site / JOURNAL).exists(), left
    return "new" if name.startswith("New") else "old"


KINDS = ("killed at random", "killed at a rename", "disk full", "two at once")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trials", type=int, help="number of trials in all")
    trials = parser.parse_args().trials
    os.nice(10)
    rng, found, failures = random.Random(8), Counter[tuple[str, str]](), 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        begun = time.monotonic()
        build(events(folder, "Old Builder"), folder / "old").wait()
        seconds = time.monotonic() - begun
        for number in range(trials):
            kind = KINDS[number % len(KINDS)]
            try:
                found[kind, trial(kind, rng, folder, seconds)] += 1
            except (AssertionError, OSError, ValueError) as err:
                failures += 1
                print(f"{kind}, trial {number}: {err}")
    for kind in KINDS:
        print(f"{kind:20} {found[kind, 'old']:4} old site, {found[kind, 'new']:4} new site")
    print(f"{trials} trials, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
