"""Take the pictures of the page that stand in `docs/`: the bundled sample in its states, and trips hard to draw.

    python scripts/screenshots.py [--record ../shared/data/official] [--only NAME] [OUTPUT]

With `--record` the official record is shown as well. Needs chromium and chromedriver on the path and the `dev` extra;
asks nothing of any network. The hard trips are made up.
"""

from __future__ import annotations

import argparse
import base64
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

from timeline.gazetteer import default
from timeline.page import write_embed, write_site
from timeline.pipeline import build
from timeline.read import read_inputs
from timeline.read.xml import read_xml
from timeline.records import Dispatch, Entry, Evidence, Trip, Trips, When

ROOT = Path(__file__).resolve().parents[1]
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip
PHONE = (390, 844)
ARTICLE = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Article</title><body style="font: 19px/1.5 Georgia, serif; max-width: 900px; margin: 24px auto; padding: 0 16px">
<p>The secretary of state opened an embassy in Tonga on Wednesday and flew on to New Zealand, the second of three
stops in the Pacific. The map follows the journey.</p>{}<p>The article goes on below the frame.</p></body></html>"""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: the site, the window's size in pixels, the colours, and what is done before it is taken."""

    name: str
    site: str = "story"
    size: tuple[int, int] = (1280, 800)
    dark: bool = False
    act: str = ""
    file: str = "index.html"

    @property
    def phone(self) -> bool:
        return self.size[0] < 500


SECOND = "document.querySelectorAll('[role=option]')[1].click()"
DAYS = "location.hash = '#days=2023-02-28..2023-03-03'"
SHOTS = (
    Shot("page", act=SECOND),
    Shot("page-dark", dark=True, act=SECOND),
    Shot("page-start"),
    Shot("page-phone", size=PHONE, act=SECOND),
    Shot("page-phone-dark", size=PHONE, dark=True),
    Shot("page-table", size=(1280, 700), act="document.getElementById('table-section').scrollIntoView()"),
    Shot("page-table-phone", size=PHONE, act="document.getElementById('table-section').scrollIntoView()"),
    Shot("page-two-travellers", "two"),
    Shot("page-days", "two", act=DAYS),
    Shot("page-days-phone", "two", size=PHONE, dark=True, act=DAYS),
    Shot("page-search", "two", act="location.hash = '#q=germany'"),
    Shot("page-scripts", "scripts", act="document.querySelectorAll('[role=option]')[2].click()"),
    Shot("page-uncertain", "uncertain", act=SECOND),
    Shot("page-date-line", "date line"),
    Shot("page-pole", "pole"),
    Shot("page-round-the-world", "round the world"),
    Shot("page-one-stop", "one stop", act="document.querySelector('[role=option]').click()"),
    Shot("page-two-in-one-city", "two in one city", act=SECOND),
    Shot("page-sixty-in-one-city", "sixty in one city", act=SECOND),
    Shot("page-embed", size=(1280, 900), file="article.html"),
    Shot("page-embed-phone", size=(390, 1000), file="article.html"),
)
RECORD_SHOTS = (
    Shot("page-record", "record"),
    Shot("page-record-dark", "record", dark=True, act="location.hash = '#traveller=Antony+John+Blinken'"),
    Shot("page-record-phone", "record", size=PHONE),
)
HARD = {
    "date line": ("Wellington", "Apia", "Honolulu", "Tokyo"),
    "pole": ("Longyearbyen", "Anchorage", "Moscow", "McMurdo Station"),
    "round the world": ("Washington", "London", "Moscow", "Beijing", "Tokyo", "Honolulu", "Washington"),
    "one stop": ("Nairobi",),
    "two in one city": ("Geneva", "Villa La Grange"),
    "sixty in one city": ("Geneva",) * 60,
}
PACIFIC = ("Washington", "Honolulu", "Tokyo", "Seoul", "Beijing", "Danang", "Hanoi", "Manila")
EUROPE = (
    "London", "Paris", "Brussels", "The Hague", "Luxembourg", "Berlin", "Prague", "Vienna", "Bratislava", "Budapest",
    "Zagreb", "Ljubljana", "Rome", "Geneva", "Bern",
)  # fmt: skip
NAMES = ("فيصل بن فرحان", "ישראל כץ", "王毅", "Ангела Иванова", "सुब्रह्मण्यम जयशंकर")
STORY = """Foreign Minister Anna Berg arrived in Vienna on Tuesday, where she met Chancellor Karl Nehammer. She will
travel to Warsaw between Friday and Monday. A visit to Prague was cancelled. In August she is to visit Tirana."""


def trip(traveller: str, names: Sequence[str], nights: int = 1) -> Trip:
    """A made-up trip with a stop in each place; of fifteen stops the last are planned and one is cancelled."""
    entries = []
    for at, name in enumerate(names):
        first = date(2023, 2, 26) + timedelta(days=at * nights)
        last = first + timedelta(days=nights)
        status = "reported" if len(names) != 15 or at < 11 else "cancelled" if at == 11 else "planned"
        place = default().candidates(name)[0].place
        told = (Evidence("made up", f"{traveller} was {'to visit' if status != 'reported' else 'in'} {name}."),)
        when = When(first, last, first, first, "day")
        entries.append(Entry(traveller, at + 1, traveller, "", "stop", place, name, when, status, "", 0.9, None, told))
    return Trip(traveller, traveller, tuple(entries))


def sites() -> dict[str, Trips]:
    story = [item for found in read_inputs([str(ROOT / "samples" / "story.txt")], None) for item in found.items]
    hard = {name: Trips((trip("A. Traveller", of, 0 if len(of) > 9 else 1),)) for name, of in HARD.items()}
    return {
        "story": build(story),
        "two": Trips((trip("Mike Pompeo", PACIFIC), trip("Antony Blinken", EUROPE))),
        "scripts": Trips(tuple(trip(name, ("Cairo", "Geneva", "Tokyo")) for name in NAMES)),
        "uncertain": build([Dispatch(text=STORY, published=date(2023, 7, 27), source="wire")]),
        **hard,
    }


def browser(profile: str) -> webdriver.Chrome:
    chromium, chromedriver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (chromium and chromedriver):
        raise SystemExit("needs chromium and chromedriver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(chromedriver))


def open_page(driver: webdriver.Chrome, page: Path, shot: Shot) -> None:
    """Open the page anew and bring it into the state of `shot`."""
    scheme = [{"name": "prefers-color-scheme", "value": "dark" if shot.dark else "light"}]
    still = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme + still})
    size = {"width": shot.size[0], "height": shot.size[1], "deviceScaleFactor": 2 if shot.phone else 1}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {**size, "mobile": shot.phone})
    driver.get("about:blank")
    driver.get(page.as_uri())
    ready = """return document.readyState === 'complete' &&
      Boolean(document.querySelector('iframe') || document.documentElement.dataset.ready === 'yes')"""
    WebDriverWait(driver, 20).until(lambda d: d.execute_script(ready))
    driver.execute_script(shot.act)
    settled = "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(arguments[0], 900)))"
    driver.execute_async_script(settled)


def take(driver: webdriver.Chrome, page: Path, shot: Shot, output: Path) -> None:
    open_page(driver, page, shot)
    picture = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"]
    output.write_bytes(base64.b64decode(picture))


def take_paper(driver: webdriver.Chrome, page: Path, output: Path) -> None:
    """The first sheet of the page as it is printed."""
    open_page(driver, page, Shot("print"))
    paper = driver.execute_cdp_cmd(
        "Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69, "printBackground": True}
    )
    with pypdfium2.PdfDocument(base64.b64decode(paper["data"])) as document:
        document[0].render(scale=1.4).to_pil().save(output)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=Path, nargs="?", default=ROOT / "docs")
    parser.add_argument("--record", type=Path, help="the folder of the official record")
    parser.add_argument("--only", default="", help="pictures whose names hold this")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    made, shots = sites(), SHOTS
    if options.record:
        files = sorted(options.record.rglob("*.xml"))
        made["record"] = build([item for file in files for item in read_xml(file.read_bytes(), file.stem)])
        shots += RECORD_SHOTS
    with tempfile.TemporaryDirectory() as temporary:
        folders = {name: write_site(trips, Path(temporary) / name).parent for name, trips in made.items()}
        code = write_embed(made["story"], folders["story"]).read_text(encoding="utf-8")
        (folders["story"] / "article.html").write_text(ARTICLE.format(code), encoding="utf-8")
        driver = browser(f"{temporary}/profile")
        try:
            for shot in shots:
                if options.only in shot.name:
                    take(driver, folders[shot.site] / shot.file, shot, options.output / f"{shot.name}.png")
            if options.only in "page-print":
                take_paper(driver, folders["two"] / "index.html", options.output / "page-print.png")
        finally:
            driver.quit()


if __name__ == "__main__":
    main()
