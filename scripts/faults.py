"""Kills, starves and crowds `timeline build` while it writes a site, and checks that the site is whole each time.

    python scripts/faults.py 200

Each trial begins with an old site beside which its user keeps files. The process is killed at a random moment, or just
before one of its steps on the disk (each in turn), or may write no file beyond a random size, or has another beside it
that writes into the same folder. Afterwards the folder, as it lies there and before any other command, must be the old
site or a new one: page, table and JSON of the same build; and the user's files as they were. Where folders cannot be
exchanged, which is tried too, that must hold once `finish` has read the journal. Then one more build must succeed and
leave nothing behind. Needs Linux. The exit status is 1 if anything was otherwise.
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

from timeline.files import finish

EVENTS = Path(__file__).resolve().parents[1] / "samples" / "events.csv"
NAMES = ("index.html", "itinerary.csv", "itinerary.json")
OWN = {"notes.txt": "mine", "pictures/one.txt": "picture"}
STEPS = 48
"""More than a build takes on the disk, so that the last ones are never killed."""
KILLED_AT = """
import os, signal, sys
from timeline.files import exchange
left, by, folder = int(sys.argv.pop(1)), sys.argv.pop(1), sys.argv.pop(1)
STEPS = ("os.mkdir", "os.link", "os.rename", "os.remove", "os.rmdir", "os.utime", "tempfile.mkstemp")
def step(event, arguments):
    global left
    ours = event in STEPS and any(folder in str(a) for a in arguments)
    if ours or event == "ctypes.dlsym" and "renameat2" in arguments:
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
if by == "journal":
    exchange.change = lambda *_: False
sys.addaudithook(step)
from timeline.cli import main
main()
"""


def build(
    events: Path, site: Path, *, before: Callable[[], None] | None = None, at: int | None = None, by: str = "exchange"
) -> subprocess.Popen[bytes]:
    """A build that is running; `at`: it is killed before that step; `by` "journal": it cannot exchange folders."""
    start = ["-m", "timeline"] if at is None else ["-c", KILLED_AT, str(at), by, str(site.parent)]
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


def trial(kind: str, turn: int, rng: random.Random, folder: Path, seconds: float) -> str:
    """One trial, the `turn`-th of its kind; what became of the site: "old" or "new"."""
    place = folder / "place"
    shutil.rmtree(place, ignore_errors=True)
    site = place / "site"
    shutil.copytree(folder / "old", site)
    new = events(folder, "New Builder")
    if kind == "killed at random":
        process = build(new, site)
        time.sleep(rng.uniform(0.3, 1.4) * seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
    elif kind == "killed at a step":
        build(new, site, at=turn % STEPS).wait()
    elif kind == "the same, by journal":
        build(new, site, at=turn % 20, by="journal").wait()
        finish(site)
    elif kind == "disk full":
        most = rng.choice((0, rng.randrange(1, 5000), rng.randrange(5000, 700_000)))
        build(new, site, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))).wait()
    else:
        both = [build(events(folder, who), site) for who in ("New Builder", "New Other")]
        for process in both:
            process.wait()
    name = builder_of(site)
    check(site)
    assert build(events(folder, "Last Builder"), site).wait() == 0
    assert builder_of(site) == "Last Builder"
    check(site)
    assert [path.name for path in place.iterdir()] == ["site"], "something is left beside the site"
    return "new" if name.startswith("New") else "old"


def check(site: Path) -> None:
    """Raises `AssertionError` if the user's files are not as they were, or others than temporary ones are left."""
    found = {str(p.relative_to(site)) for p in site.rglob("*") if p.is_file() and not p.name.endswith(".part")}
    assert found == {*NAMES, *OWN}, found
    assert all((site / name).read_text(encoding="utf-8") == text for name, text in OWN.items())


KINDS = ("killed at random", "killed at a step", "the same, by journal", "disk full", "two at once")


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
        for own, text in OWN.items():
            (folder / "old" / own).parent.mkdir(exist_ok=True)
            (folder / "old" / own).write_text(text, encoding="utf-8")
        for number in range(trials):
            kind = KINDS[number % len(KINDS)]
            try:
                found[kind, trial(kind, number // len(KINDS), rng, folder, seconds)] += 1
            except (AssertionError, OSError, ValueError) as err:
                failures += 1
                print(f"{kind}, trial {number}: {err}")
    for kind in KINDS:
        print(f"{kind:21} {found[kind, 'old']:4} old site, {found[kind, 'new']:4} new site")
    print(f"{trials} trials, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
