"""How heavy and how quick the page is, beside TimelineJS and plain folium in the same run.

    python benchmarks/page.py ../shared/data/official [--parts ready steps writing] [--folium 2000]

Pages: four stops, the whole official record, and a hundred thousand stops made from it, each with a sentence of its
own. TimelineJS shows the same four stops from its package's files.

ready    for each page its size, the script heap, the nodes of the document, and the time until the first frame with
         stops: the median and quartiles of many rounds, in each of which every page is opened once, and the median of
         the rounds' ratios to the four stops, so that what else the machine does falls on all alike
steps    on the longest page, a hundred of each: steps of the slider, a search typed letter by letter, days drawn on the
         timeline, choices of traveller, country, year and status. `answer` is the time from the input event until a
         frame with its outcome has been painted (the chosen stop's details, or the list and number of stops that pass),
         `frame` the longest frame until all views have followed, `whole` the time until they have: median/95th
writing  the longest page, and a folium map with a marker and a popup for each stop, written each in a process of its
         own: seconds and the process's greatest memory; `--folium 100000` takes some minutes and 2 GB

Needs chromium, chromedriver, the `dev` extra and, for TimelineJS, `npm ci`.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import count, groupby, islice
from multiprocessing import get_context
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

from timeline.export import EXPORTERS
from timeline.page import write_site
from timeline.pipeline import build
from timeline.read.xml import read_xml
from timeline.records import Entry, Evidence, Trip, Trips

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
PACKAGE = Path(__file__).resolve().parents[1] / "node_modules" / "@knight-lab" / "timelinejs" / "dist"
LONG = 100_000
ROUNDS = 21
PARTS = ("ready", "steps", "writing")
KINDS = ("scrub", "search", "brush", "traveller", "country", "year", "status")
READY = "return performance.getEntriesByName('timeline-ready')[0]?.startTime ?? null"
STEPS = (Path(__file__).parent / "steps.js").read_text(encoding="utf-8")
THEIRS = """<!DOCTYPE html><meta charset="utf-8"><title>Four events</title>
<link rel="stylesheet" href="css/timeline.css"><body style="margin: 0"><div id="box" style="height: 600px"></div>
<script src="js/timeline.js"></script>
<script>new TL.Timeline("box", DATA, { hash_bookmark: false, font: null });
const look = () => document.querySelectorAll(".tl-timemarker").length < 4 ? requestAnimationFrame(look)
  : requestAnimationFrame(() => setTimeout(() => performance.mark("timeline-ready")));
look();</script>"""


def record(folder: Path) -> Trips:
    """The trips of the official record."""
    files = sorted(folder.rglob("*.xml"))
    return build([item for file in files for item in read_xml(file.read_bytes(), file.stem)])


def cut(trips: Trips, number: int) -> Trips:
    """So many events of the trips, taken again and again, and told apart by their sentences and ids."""

    def entries() -> Iterator[Entry]:
        for turn in count():
            for e in trips.entries():
                said = tuple(Evidence(s.source, f"{s.sentence} [{turn}]") for s in e.evidence)
                yield replace(e, trip_id=f"{e.trip_id}-{turn}", evidence=said)

    by_trip = groupby(islice(entries(), number), key=lambda e: e.trip_id)
    return Trips(tuple(Trip(trip_id, (of := tuple(group))[0].traveller, of) for trip_id, group in by_trip))


def write_ours(trips: Trips, folder: Path) -> Path:
    return write_site(trips, folder)


def write_folium(trips: Trips, folder: Path) -> Path:
    """What one writes with folium: a marker and a popup for each stop."""
    import folium

    made = folium.Map()
    for e in trips.entries():
        if e.place:
            popup = f"{e.place.name}, {e.when.start}: {e.evidence[0].sentence if e.evidence else ''}"
            folium.Marker([e.place.latitude, e.place.longitude], popup=popup, tooltip=e.place.name).add_to(made)
    folder.mkdir(parents=True)
    made.save(str(folder / "index.html"))
    return folder / "index.html"


def timed(write: Callable[[Trips, Path], Path], source: Path, number: int, folder: Path) -> tuple[float, float]:
    """Seconds to write so many stops, and the process's greatest memory in MB meanwhile."""
    trips = cut(record(source), number)
    began = time.perf_counter()
    write(trips, folder)
    return time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def apart(write: Callable[[Trips, Path], Path], source: Path, number: int, folder: Path) -> tuple[float, float]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(timed, write, source, number, folder).result()


def browser(profile: str) -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    made = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver") or ""))
    made.set_script_timeout(120)
    return made


def ready(driver: webdriver.Chrome, page: Path) -> float:
    """Milliseconds until the first frame with stops."""
    driver.get("about:blank")
    driver.get(page.as_uri())
    return float(WebDriverWait(driver, 60, 0.05).until(lambda d: d.execute_script(READY)))


def settled(driver: webdriver.Chrome, page: Path) -> None:
    """Opens a page and waits until nothing is left to do."""
    ready(driver, page)
    time.sleep(2)


def held(driver: webdriver.Chrome, page: Path) -> str:
    """What an open page holds: script heap after a collection of garbage, and nodes."""
    settled(driver, page)
    driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    driver.execute_cdp_cmd("Performance.enable", {})
    metrics = driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    heap = next(m["value"] for m in metrics if m["name"] == "JSHeapUsedSize") / 1e6
    nodes = driver.execute_script("return document.getElementsByTagName('*').length")
    return f"heap {heap:.0f} MB, {nodes} nodes"


def share(times: list[float], part: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def write_theirs(trips: Trips, folder: Path) -> Path:
    """The same stops as a TimelineJS page, beside copies of its package's files."""
    for name in ("js", "css"):
        shutil.copytree(PACKAGE / name, folder / name)
    EXPORTERS["timelinejs"](trips, folder / "data.json")
    data = json.dumps(json.loads((folder / "data.json").read_text(encoding="utf-8"))).replace("<", "\\u003c")
    (folder / "index.html").write_text(THEIRS.replace("DATA", data), encoding="utf-8")
    return folder / "index.html"


def show_ready(driver: webdriver.Chrome, pages: dict[str, Path], theirs: Path | None) -> None:
    timed_pages = pages | ({"TimelineJS, 4": theirs} if theirs else {})
    times: dict[str, list[float]] = {name: [] for name in timed_pages}
    for turn in range(ROUNDS + 1):
        for name, page in timed_pages.items():
            took = ready(driver, page)
            if turn:
                times[name].append(took)
    first = next(iter(times.values()))
    for name, took in times.items():
        ratio = statistics.median(mine / four for mine, four in zip(took, first, strict=True))
        spread = f"{share(took, 0.25):.0f}-{share(took, 0.75):.0f}"
        medians = statistics.median(took) / statistics.median(first)
        said = f"{statistics.median(took):.0f} ms ({spread}), {medians:.2f} of the first, by round {ratio:.2f}"
        print(f"{name:>14}: ready {said}")
    for name, page in pages.items():
        print(f"{name:>14}: {page.stat().st_size / 1e6:.3f} MB, {held(driver, page)}", flush=True)


def show_steps(driver: webdriver.Chrome, page: Path) -> None:
    settled(driver, page)
    for kind in KINDS:
        found = driver.execute_async_script(STEPS, kind)
        said = (f"{what} {share(times, 0.5):.0f}/{share(times, 0.95):.0f}" for what, times in found.items())
        print(f"{kind:>14}: {', '.join(said)} ms", flush=True)


def show_writing(source: Path, stops: int, folder: Path) -> None:
    ours = apart(write_ours, source, LONG, folder / "ours")
    theirs = apart(write_folium, source, stops, folder / "folium")
    print(f"page of {LONG:,} stops: written in {ours[0]:.2f} s, {ours[1]:,.0f} MB")
    print(f"folium, {stops:,} stops: written in {theirs[0]:.2f} s, {theirs[1]:,.0f} MB")
    if stops == LONG:
        print(f"page to folium: 1/{theirs[0] / ours[0]:.0f} of the time, 1/{theirs[1] / ours[1]:.1f} of the memory")


def show_pages(source: Path, folder: Path, parts: list[str]) -> None:
    whole = record(source)
    rows = sum(1 for _ in whole.entries())
    pages = {f"{n:,} stops": write_site(cut(whole, n), folder / str(n)) for n in (4, rows, LONG)}
    driver = browser(f"{folder}/profile")
    try:
        if "ready" in parts:
            show_ready(driver, pages, write_theirs(cut(whole, 4), folder / "theirs") if PACKAGE.is_dir() else None)
        if "steps" in parts:
            show_steps(driver, pages[f"{LONG:,} stops"])
    finally:
        driver.quit()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path, help="the folder of the official record")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--folium", type=int, default=2000, metavar="N", help="stops on folium's map")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if {"ready", "steps"} & set(options.parts):
            show_pages(options.record, folder, options.parts)
        if "writing" in options.parts:
            show_writing(options.record, options.folium, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
