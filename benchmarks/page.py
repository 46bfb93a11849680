"""How heavy and how quick the page is, beside TimelineJS and plain folium in the same run.

    python benchmarks/page.py ../shared/data/official [--folium 2000]

Pages: four stops, the whole official record, and a hundred thousand stops made from it, each with a sentence of its
own. For each the size, and in headless Chromium: the time until the first frame with stops, the script heap, the nodes
of the document, and for steps of the slider, a search typed letter by letter and days drawn on the timeline the
longest frame until all views have followed, and the time until they have (median/95th of a hundred). TimelineJS shows
the same four stops from its package's files. The long page and a folium map with a marker and a popup for each stop
are written each in a process of its own, for its time and greatest memory; `--folium 100000` takes some minutes.
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
TURNS = 7
READY = "return performance.getEntriesByName('timeline-ready')[0]?.startTime ?? null"
STEPS = """const [kind, done] = arguments, frames = [], whole = [];
const queries = ['l', 'lo', 'lon', 'lond', 'londo', 'london', '', 'p', 'pr', 'pri', 'prim', 'prime', ''];
const [slider, search] = [document.getElementById('scrub'), document.querySelector('[name=q]')];
const field = kind === 'scrub' ? slider : search, strip = document.getElementById('strip');
const value = (i) => kind === 'scrub' ? Math.floor(slider.max * i / 105) : queries[(i - 1) % 13];
const pointer = (name, share) => {
  const { left, top, width } = strip.getBoundingClientRect();
  const at = { clientX: left + width * share, clientY: top + 8, button: 0, pointerId: 1, bubbles: true };
  strip.dispatchEvent(new PointerEvent(name, at));
};
const step = (i) => {
  if (kind === 'brush') return pointer('pointermove', 0.3 + 0.5 * Math.abs(Math.sin(i / 8)));
  field.value = value(i);
  field.dispatchEvent(new Event('input', { bubbles: true }));
};
const frame = () => new Promise((r) => requestAnimationFrame(() => setTimeout(r)));
(async () => {
  strip.setPointerCapture = () => {};
  if (kind === 'brush') pointer('pointerdown', 0.25);
  for (let i = 1; i <= 104; i++) {
    let [began, longest] = [performance.now(), 0];
    let before = began;
    step(i);
    do {
      await frame();
      longest = Math.max(longest, performance.now() - before);
      before = performance.now();
    } while ('drawing' in document.documentElement.dataset);
    frames.push(longest);
    whole.push(before - began);
    await new Promise((r) => setTimeout(r, 120));
  }
  if (kind === 'brush') {
    pointer('pointerup', 0.5);
    document.getElementById('days-clear').click();
  }
  done([frames, whole]);
})();"""
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


def measure(driver: webdriver.Chrome, page: Path) -> str:
    """One line of figures for a page that is open."""
    ready(driver, page)
    time.sleep(2)
    driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    driver.execute_cdp_cmd("Performance.enable", {})
    metrics = driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    heap = next(m["value"] for m in metrics if m["name"] == "JSHeapUsedSize") / 1e6
    nodes = driver.execute_script("return document.getElementsByTagName('*').length")
    steps = "; ".join(f"{kind} {_steps(driver, kind)}" for kind in ("scrub", "search", "brush"))
    return f"heap {heap:.0f} MB, {nodes} nodes; {steps}"


def _steps(driver: webdriver.Chrome, kind: str) -> str:
    frames, whole = (sorted(times) for times in driver.execute_async_script(STEPS, kind))
    return ", ".join(
        f"{what} {statistics.median(times):.0f}/{times[int(len(times) * 0.95)]:.0f} ms"
        for what, times in (("frame", frames), ("all views", whole))
    )


def write_theirs(trips: Trips, folder: Path) -> Path:
    """The same stops as a TimelineJS page, beside copies of its package's files."""
    for name in ("js", "css"):
        shutil.copytree(PACKAGE / name, folder / name)
    EXPORTERS["timelinejs"](trips, folder / "data.json")
    data = json.dumps(json.loads((folder / "data.json").read_text(encoding="utf-8"))).replace("<", "\\u003c")
    (folder / "index.html").write_text(THEIRS.replace("DATA", data), encoding="utf-8")
    return folder / "index.html"


def show_pages(source: Path, folder: Path) -> None:
    whole = record(source)
    rows = sum(1 for _ in whole.entries())
    pages = {f"{n:,} stops": write_site(cut(whole, n), folder / str(n)) for n in (4, rows, LONG)}
    timed_pages = dict(pages)
    if PACKAGE.is_dir():
        timed_pages["TimelineJS, 4"] = write_theirs(cut(whole, 4), folder / "theirs")
    driver = browser(f"{folder}/profile")
    try:
        times: dict[str, list[float]] = {name: [] for name in timed_pages}
        for turn in range(TURNS + 1):  # in turn, so that what else the machine does falls on all alike
            for name, page in timed_pages.items():
                took = ready(driver, page)
                if turn:
                    times[name].append(took)
        first = statistics.median(next(iter(times.values())))
        for name, took in times.items():
            middle, spread = statistics.median(took), f"{min(took):.0f}-{max(took):.0f}"
            print(f"{name:>14}: ready {middle:.0f} ms ({spread}), {middle / first:.2f} of the first")
        for name, page in pages.items():
            print(f"{name:>14}: {page.stat().st_size / 1e6:.3f} MB, {measure(driver, page)}", flush=True)
    finally:
        driver.quit()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path, help="the folder of the official record")
    parser.add_argument("--folium", type=int, default=2000, metavar="N", help="stops on folium's map")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        show_pages(options.record, folder)
        ours = apart(write_ours, options.record, LONG, folder / "ours")
        theirs = apart(write_folium, options.record, options.folium, folder / "folium")
        print(f"page of {LONG:,} stops: written in {ours[0]:.2f} s, {ours[1]:,.0f} MB")
        print(f"folium, {options.folium:,} stops: written in {theirs[0]:.2f} s, {theirs[1]:,.0f} MB")
        if options.folium == LONG:
            print(f"page to folium: 1/{theirs[0] / ours[0]:.0f} of the time, 1/{theirs[1] / ours[1]:.1f} of the memory")
    return 0


if __name__ == "__main__":
    sys.exit(main())
