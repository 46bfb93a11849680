"""How heavy and how quick the page is: four stops, the official record, and a hundred thousand stops made from it.

    python benchmarks/page.py ../shared/data/official

Prints, for each, the file's size, the time to write it, and in headless Chromium: the time until the first frame with
stops, the script heap, the nodes of the document, and the time to the next frame of a scrub step and of a search.
Each stop of the long page has a sentence of its own. Needs chromium, chromedriver and the `dev` extra.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import groupby, islice
from pathlib import Path
from xml.etree import ElementTree

from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

from timeline import gazetteer
from timeline.page import write_site
from timeline.records import Entry, Evidence, Place, Trip, Trips, When

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
LONG = 100_000
READY = "return performance.getEntriesByName('timeline-ready')[0]?.startTime ?? null"
STEPS = """const [kind, done] = arguments, frames = [], whole = [];
const queries = ['l', 'lo', 'lon', 'lond', 'londo', 'london', '', 'p', 'pr', 'pri', 'prim', 'prime', ''];
const [slider, search] = [document.getElementById('scrub'), document.querySelector('[name=q]')];
const step = (i) => kind === 'scrub' ? [slider, Math.floor(slider.max * i / 40)] : [search, queries[(i - 1) % 13]];
const frame = () => new Promise((r) => requestAnimationFrame(() => setTimeout(r)));
(async () => {
  for (let i = 1; i <= 39; i++) {
    const [field, value] = step(i);
    const began = performance.now();
    let before = began, longest = 0;
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    do {
      await frame();
      longest = Math.max(longest, performance.now() - before);
      before = performance.now();
    } while ('drawing' in document.documentElement.dataset);
    frames.push(longest);
    whole.push(before - began);
    await new Promise((r) => setTimeout(r, 150));
  }
  done([frames, whole]);
})();"""


@cache
def place(locale: str, country: str) -> Place | None:
    known = gazetteer.default()
    found = known.candidates(locale.split(",")[0]) if locale else []
    found = found or (known.candidates(country) if country else [])
    return found[0].place if found else None


def visits(folder: Path) -> list[dict[str, str]]:
    """The dated rows of the official record, by traveller and day."""
    rows = [
        {field.tag: " ".join((field.text or "").split()) for field in trip}
        for file in sorted(folder.rglob("*.xml"))
        for trip in ElementTree.parse(file).getroot().iter("trip")
    ]
    dated = [r for r in rows if len(r.get("start-date", "")) == 10 and len(r.get("end-date", "")) == 10]
    return sorted(dated, key=lambda r: (r["name"], r["start-date"]))


def entries(rows: list[dict[str, str]]) -> Iterator[Entry]:
    """The rows over and over, told apart by their sentences; a trip for each traveller, year and round."""
    turn = 0
    while True:
        for (name, year), group in groupby(rows, key=lambda r: (r["name"], r["start-date"][:4])):
            for seq, r in enumerate(group, 1):
                first, last = date.fromisoformat(r["start-date"]), date.fromisoformat(r["end-date"])
                said = f"{r.get('remarks') or 'Visited ' + r.get('locale', '')} [{turn}]"
                yield Entry(
                    f"{name}-{year}-{turn}", seq, name, r["role"], "stop", place(r.get("locale", ""), r["country"]),
                    r.get("locale", ""), When(first, last, first, first, "day"), "reported", "", 0.9, None,
                    (Evidence(f"official {r['id']}", said),),
                )  # fmt: skip
        turn += 1


def trips(rows: list[dict[str, str]], number: int) -> Trips:
    by_trip = groupby(islice(entries(rows), number), key=lambda e: e.trip_id)
    return Trips(tuple(Trip(trip_id, (of := tuple(group))[0].traveller, of) for trip_id, group in by_trip))


def browser(profile: str) -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver") or ""))


def measure(driver: webdriver.Chrome, page: Path) -> str:
    """One line of figures; the first opening warms the browser up and is not counted."""
    ready = []
    for _ in range(4):
        driver.get("about:blank")
        driver.get(page.as_uri())
        ready.append(float(WebDriverWait(driver, 60).until(lambda d: d.execute_script(READY))))
    driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    driver.execute_cdp_cmd("Performance.enable", {})
    metrics = driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    heap = next(m["value"] for m in metrics if m["name"] == "JSHeapUsedSize") / 1e6
    nodes = driver.execute_script("return document.getElementsByTagName('*').length")
    steps = " ".join(f"{kind} {_steps(driver, kind)}" for kind in ("scrub", "search"))
    return f"ready {statistics.median(ready[1:]):.0f} ms, heap {heap:.0f} MB, {nodes} nodes, {steps}"


def _steps(driver: webdriver.Chrome, kind: str) -> str:
    """The longest frame of each step until all views have followed, and the time until they have: p50/p95."""
    frames, whole = (sorted(times) for times in driver.execute_async_script(STEPS, kind))
    return ", ".join(
        f"{what} {statistics.median(times):.0f}/{times[int(len(times) * 0.95)]:.0f} ms"
        for what, times in (("frame", frames), ("all views", whole))
    )


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    rows = visits(Path(arguments[0]))
    with tempfile.TemporaryDirectory() as folder:
        driver = browser(f"{folder}/profile")
        try:
            for number in (4, len(rows), LONG):
                made = trips(rows, number)
                began = time.perf_counter()
                page = write_site(made, Path(folder) / str(number))
                wrote = time.perf_counter() - began
                size = page.stat().st_size / 1e6
                print(f"{number:>7,} stops: {size:.2f} MB in {wrote:.2f} s, {measure(driver, page)}", flush=True)
        finally:
            driver.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
