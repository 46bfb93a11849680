"""Tries hostile inputs on every reader, finder, exporter and page, and tells every failure with its number.

    python scripts/fuzz.py 200000                     # spread over all targets by their cost
    python scripts/fuzz.py 1000 --only "read .pdf"    # of one target
    python scripts/fuzz.py 1 --only dates --first 412 # one input again, with its traceback

Input n of a target is the same on every machine. Each has a time limit; a worker that hangs or dies is replaced, and
the input counts as a failure. The exit status is 1 if anything failed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import signal
import sys
import time
import traceback
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from fuzzing.targets import targets

SECONDS = 10.0
"""Processor time for one input. Hours of the clock say little on a machine that does other work beside."""
HANGING = 180.0
"""Seconds of the clock after which an input counts as hanging in any case."""
MEMORY = 6 * 1024**3
WEIGHTS = {
    **dict.fromkeys(("read .txt", "read by content", "read .csv", "read .jsonl", "places", "assemble", "address"), 8.0),
    **dict.fromkeys(("story", "columns", "json"), 5.0),
    **dict.fromkeys(("read .html", "read .docx", "read .xlsx", "export kml", "export parquet"), 0.5),
    "dates": 2.0, "row": 2.0, "export xlsx": 0.25, "page": 0.1, "map": 0.02,
}  # fmt: skip
"""Share of the inputs that a target gets, where others get 1: what is tried fast is tried often."""


class Failure(NamedTuple):
    target: str
    number: int
    what: str


def _work(target: str, first: int, last: int, pipe: Connection) -> None:
    """Tries the inputs `first` to `last` - 1, telling each before it is tried and each that failed."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    one = targets()[target]
    for number in range(first, last):
        pipe.send((number, ""))
        begun = time.process_time()
        try:
            one(Random(f"{target}/{number}"))
            if time.process_time() - begun > SECONDS:
                raise TimeoutError(f"took {time.process_time() - begun:.0f} seconds")
        except BaseException:
            pipe.send((number, traceback.format_exc()))
    pipe.send((last, ""))


def run(target: str, first: int, last: int) -> list[Failure]:
    """All failures among the inputs `first` to `last` - 1 of a target."""
    failures: list[Failure] = []
    while first < last:
        here, there = multiprocessing.Pipe()
        worker = multiprocessing.Process(target=_work, args=(target, first, last, there), daemon=True)
        worker.start()
        there.close()
        at = first
        while at < last:
            try:
                if not here.poll(HANGING):
                    failures.append(Failure(target, at, f"hangs for more than {HANGING:g} seconds"))
                    break
                at, problem = here.recv()
            except EOFError:
                worker.join()
                failures.append(Failure(target, at, f"ended the process ({worker.exitcode})"))
                break
            if problem:
                failures.append(Failure(target, at, problem))
        worker.kill()
        worker.join()
        first = at + 1 if at < last else last
    return failures


def shares(total: int, names: list[str]) -> dict[str, int]:
    """How many inputs each target gets."""
    weight = {name: WEIGHTS.get(name, 1.0) for name in names}
    whole = sum(weight.values())
    return {name: max(1, -(-int(total * weight[name] * 1000 / whole) // 1000)) for name in names}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("total", type=int, help="number of inputs in all")
    parser.add_argument("--only", action="append", help="a target; may be repeated")
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    chosen = parser.parse_args()
    names = chosen.only or list(targets())
    os.nice(10)
    multiprocessing.set_start_method("spawn")
    done, failed = 0, 0
    for name, number in shares(chosen.total, names).items():
        begun = time.monotonic()
        failures = run(name, chosen.first, chosen.first + number)
        done, failed = done + number, failed + len(failures)
        rate = number / (time.monotonic() - begun)
        print(f"{name:18} {number:7,} inputs, {len(failures)} failures, {rate:.0f} a second", flush=True)
        for failure in failures[:5]:
            print(f"  {failure.target} {failure.number}: {failure.what.strip()}", flush=True)
    print(f"{done:,} inputs, {failed} failures")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
