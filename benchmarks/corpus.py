"""What a corpus costs: cores, memory, and a second run, each by both sides in one go.

    python benchmarks/corpus.py NEWS.jsonl cores  [--stories 8000] [--rounds 2]
    python benchmarks/corpus.py NEWS.jsonl again  [--stories 10000]
    python benchmarks/corpus.py NEWS.jsonl memory [--stories 10000] [--times 10]

NEWS.jsonl has a story a line (`text`, `published`); the stories of a run are its stories in turn, each with a sentence
of its own so that no two have the same content, one file each. Every side is the `timeline` command in a process of its
own with a fresh store.

cores   stories a second on one core and on two; bar: 1.7 times. Beside the wall clock stand the CPU seconds, which
        other work on the machine hardly changes: two cores that are free take half of the second figure. Starting
        costs each run about 1.2 s whatever its size, behind which the gain would be hidden with few stories.
again   `corpus add` over a folder, and over the same folder once more; bar: 50 times.
memory  the peak of the resident memory of all processes of the command, sampled, on so many stories (cut to 100
        characters, which changes nothing in what is held at a time) and on ten times as many; bar: 1.3 times.
Exit status: 0 within the bar, 1 not.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass
class Cost:
    """Of one command: seconds on the clock and of the processors, and the peak of resident memory in MB."""

    wall: float
    cpu: float
    memory: float


def write(news: Path, folder: Path, count: int, longest: int = 10**9) -> None:
    """So many stories as files, in folders of a thousand."""
    lines = [json.loads(line) for line in news.read_text(encoding="utf-8").split("\n") if line.strip()]
    for number in range(count):
        story = lines[number % len(lines)]
        text = f"{story['text'][:longest]} This was report number {number}."
        path = folder / f"{number // 1000:04}" / f"{number:07}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"text": text, "published": story["published"], "id": f"r{number}"}))


def run(*words: str | Path, sampled: bool = False) -> Cost:
    """One command of the program."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    process = psutil.Popen([sys.executable, "-m", "timeline", "corpus", *map(str, words)], stdout=subprocess.PIPE)
    peak = 0.0
    while sampled and process.poll() is None:
        peak = max(peak, resident(process))
        time.sleep(0.1)
    told = process.communicate()[0].decode().strip()
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if process.returncode not in (0, 1):
        raise SystemExit(told)
    if words[0] == "add":
        print(f"  {told.partition(': ')[2]}", file=sys.stderr)
    return Cost(wall, cpu, peak)


def resident(process: psutil.Popen) -> float:
    """MB of a process and those it began; what they share counts once for each."""
    total = 0
    try:
        for one in (process, *process.children(recursive=True)):
            total += one.memory_info().rss
    except psutil.Error:
        return 0.0
    return total / 1e6


def cores(folder: Path, rounds: int, count: int) -> bool:
    best: dict[int, Cost] = {}
    for turn in range(rounds):
        for number in (1, 2):
            store = folder / f"store-{number}-{turn}"
            cost = run("add", store, folder / "stories", "--cores", str(number))
            print(f"{number} core(s): {count / cost.wall:7.1f} stories/s, {cost.wall:6.1f} s, {cost.cpu:6.1f} CPU s")
            if number not in best or cost.wall < best[number].wall:
                best[number] = cost
    ratio = best[1].wall / best[2].wall
    ideal = best[1].cpu / (best[2].cpu / 2)
    print(f"two cores against one: {ratio:.2f} times on the clock, {ideal:.2f} times by CPU seconds (bar 1.7)")
    return ratio >= 1.7


def again(folder: Path) -> bool:
    store, stories = folder / "store", folder / "stories"
    first = run("add", store, stories)
    seconds = [run("add", store, stories) for _ in range(3)]
    second = min(seconds, key=lambda c: c.wall)
    print(f"first {first.wall:.1f} s ({first.cpu:.1f} CPU s), again {second.wall:.2f} s ({second.cpu:.2f} CPU s)")
    print(f"{first.wall / second.wall:.0f} times quicker on the clock, {first.cpu / second.cpu:.0f} by CPU (bar 50)")
    return first.wall / second.wall >= 50


def memory(news: Path, folder: Path, count: int, times: int) -> bool:
    peaks: dict[str, list[float]] = {"add": [], "query": []}
    for size in (count, count * times):
        write(news, folder / f"s{size}", size, longest=100)
        store = folder / f"store{size}"
        for name, words in (("add", (folder / f"s{size}",)), ("query", ())):
            cost = run(name, store, *words, sampled=True)
            peaks[name].append(cost.memory)
            print(f"{name:5} {size:8} stories: peak {cost.memory:6.0f} MB, {cost.wall:6.1f} s", flush=True)
    ratios = {name: found[1] / found[0] for name, found in peaks.items()}
    print(", ".join(f"{name} {ratio:.2f} times" for name, ratio in ratios.items()), "(bar 1.3)")
    return max(ratios.values()) <= 1.3


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("news", type=Path)
    ask.add_argument("what", choices=["cores", "again", "memory"])
    ask.add_argument("--stories", type=int)
    ask.add_argument("--rounds", type=int, default=2)
    ask.add_argument("--times", type=int, default=10)
    args = ask.parse_args()
    count = args.stories or {"cores": 8000, "again": 10_000, "memory": 10_000}[args.what]
    folder = Path(tempfile.mkdtemp())
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before")
    try:
        if args.what == "memory":
            good = memory(args.news, folder, count, args.times)
        else:
            write(args.news, folder / "stories", count)
            good = cores(folder, args.rounds, count) if args.what == "cores" else again(folder)
    finally:
        shutil.rmtree(folder)
    print(f"load {os.getloadavg()[0]:.1f} after")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
