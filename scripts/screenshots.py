"""Take the pictures of the page that stand in `docs/`: the bundled sample in all its states.

    python scripts/screenshots.py [OUTPUT]

Needs chromium and chromedriver on the path and selenium (the `dev` extra); asks nothing of any network.
"""

from __future__ import annotations

import base64
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

from timeline.page import write_site
from timeline.pipeline import build
from timeline.read import read_inputs

ROOT = Path(__file__).resolve().parents[1]
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: the window's size in pixels, the colours, and what is clicked before it is taken."""

    name: str
    width: int = 1280
    height: int = 800
    dark: bool = False
    phone: bool = False
    clicks: tuple[str, ...] = ()


SECOND = "document.querySelectorAll('[role=option]')[1].click()"
SHOTS = (
    Shot("page", clicks=(SECOND,)),
    Shot("page-dark", dark=True, clicks=(SECOND,)),
    Shot("page-start"),
    Shot("page-phone", width=390, height=844, phone=True, clicks=(SECOND,)),
    Shot("page-phone-dark", width=390, height=844, phone=True, dark=True),
    Shot("page-table", height=700, clicks=("document.getElementById('table-section').scrollIntoView()",)),
)


def browser(profile: str) -> webdriver.Chrome:
    chromium, chromedriver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (chromium and chromedriver):
        raise SystemExit("needs chromium and chromedriver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(chromedriver))


def take(driver: webdriver.Chrome, page: Path, shot: Shot, output: Path) -> None:
    """Open the page anew, bring it into the state of `shot`, write the picture."""
    scheme = [{"name": "prefers-color-scheme", "value": "dark" if shot.dark else "light"}]
    still = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme + still})
    size = {"width": shot.width, "height": shot.height, "deviceScaleFactor": 2 if shot.phone else 1}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {**size, "mobile": shot.phone})
    driver.get("about:blank")
    driver.get(page.as_uri())
    ready = "return document.documentElement.dataset.ready === 'yes'"
    WebDriverWait(driver, 20).until(lambda d: d.execute_script(ready))
    for click in shot.clicks:
        driver.execute_script(click)
    settled = "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(arguments[0], 600)))"
    driver.execute_async_script(settled)
    picture = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"]
    output.write_bytes(base64.b64decode(picture))


def main(arguments: list[str]) -> int:
    output = Path(arguments[0]) if arguments else ROOT / "docs"
    output.mkdir(parents=True, exist_ok=True)
    items = [item for found in read_inputs([str(ROOT / "samples" / "story.txt")], None) for item in found.items]
    with tempfile.TemporaryDirectory() as folder:
        page = write_site(build(items), Path(folder) / "site")
        driver = browser(f"{folder}/profile")
        try:
            for shot in SHOTS:
                take(driver, page, shot, output / f"{shot.name}.png")
                print(f"{shot.name}.png: {(output / f'{shot.name}.png').stat().st_size / 1000:.0f} kB")
        finally:
            driver.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
