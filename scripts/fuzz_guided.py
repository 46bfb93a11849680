"""Tries inputs that are led by coverage: those that reach new lines of the program are varied further.

    pip install atheris
    python scripts/fuzz_guided.py "read .csv" --seconds 120
    python scripts/fuzz_guided.py dates crash-0123abcd   # one input again

Needs atheris, which runs on Linux and macOS and is no part of the development tools. It ends at the first input that
breaks a law, hangs or takes 4 GB, and leaves it in a file. What is well-formed, and so all that is packed (DOCX, XLSX),
is tried by `scripts/fuzz.py`.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from types import ModuleType

import atheris  # type: ignore[import-not-found]

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

SUFFIXES = (".txt", "", ".html", ".pdf", ".eml", ".rss", ".atom", ".xml", ".jsonl", ".csv")
WATCHED = ["timeline", "feedparser", "htmldate", "trafilatura"]
TEXTS = ("dates", "places", "story", "json")
Try = Callable[[bytes], None]


def _prepared(target: str) -> tuple[Try, tuple[bytes, ...]]:
    """What tries an input of a target, and sound ones. What these need is loaded, and watched."""
    with atheris.instrument_imports(include=WATCHED):
        from fuzzing import records, seeds, targets

        from timeline.codec import to_json
        from timeline.frame import row, to_csv

        trips = records.trips(Random(8))
        told = {"json": to_json(trips), "table": to_csv(row(e) for e in trips.entries())}.get(target, seeds.STORY)
        one, sound = _try(target, targets), (told.encode("utf-8", "replace"),)
        if target.startswith("read "):
            sound = seeds.seed(_suffix(target))
        for data in sound:
            one(data)
    return one, sound


def _suffix(target: str) -> str:
    return "" if target == "read by content" else target.removeprefix("read ")


def _try(target: str, targets: ModuleType) -> Try:
    if target.startswith("read "):
        return partial(targets.check_reader, _suffix(target))
    check = getattr(targets, f"check_{target}")
    return (lambda data: check(data.decode("utf-8", "surrogateescape"))) if target in TEXTS else check  # type: ignore[no-any-return]


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode("utf-8", "surrogatepass"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=[*(f"read {suffix or 'by content'}" for suffix in SUFFIXES), *TEXTS, "table"])
    parser.add_argument("again", nargs="*", help="files with inputs to try once more")
    parser.add_argument("--seconds", type=int, default=60)
    chosen = parser.parse_args()
    one, sound = _prepared(chosen.target)
    os.nice(10)
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        for number, data in enumerate(sound):
            (corpus / str(number)).write_bytes(data)
        from fuzzing.making import TOKENS, WORDS

        words = Path(folder, "words")
        words.write_text("".join(f'"{_escaped(word)}"\n' for word in (*TOKENS, *WORDS) if len(word) < 60))
        limits = ["-timeout=30", "-rss_limit_mb=4096", "-max_len=8192", f"-max_total_time={chosen.seconds}"]
        given = [*limits, f"-dict={words}", *(chosen.again or [str(corpus)])]
        atheris.Setup([sys.argv[0], *given], lambda data: one(bytes(data)))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
