"""Headless Chromium for tests of what is shown: the network shut, requests and complaints written down."""

from __future__ import annotations

import json
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from timeline.page import write_site
from timeline.records import Trips

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--hide-scrollbars", "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--proxy-server=127.0.0.1:9",
)  # fmt: skip
WINDOW = (1280, 900)
HARMLESS = ("file:", "data:", "blob:", "about:", "chrome:")


class Browser:
    """A Chromium that opens sites and tells what they asked of the network."""

    def __init__(self, driver: webdriver.Chrome, folder: Path) -> None:
        self.driver = driver
        self.folder = folder
        self.sites = 0

    def open(self, trips: Trips, *, hash_: str = "", borders: str = "on") -> None:
        self.open_file(write_site(trips, self.new_folder(), borders=borders), hash_)
        self.wait("return document.documentElement.dataset.ready === 'yes'")
        self.settle()

    def new_folder(self) -> Path:
        self.sites += 1
        return self.folder / str(self.sites)

    def open_file(self, path: Path, hash_: str = "") -> None:
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(path.as_uri() + hash_)

    def wait(self, script: str) -> None:
        WebDriverWait(self.driver, 20).until(lambda d: d.execute_script(script), script)

    def js(self, script: str, *arguments: object) -> object:
        return self.driver.execute_script(script, *arguments)

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def press(self, *keys: str) -> None:
        webdriver.ActionChains(self.driver).send_keys(*keys).perform()
        self.settle()

    def click(self, selector: str, at: int = 0) -> None:
        self.all(selector)[at].click()
        self.settle()

    def settle(self) -> None:
        """Wait until the views have followed: they are drawn in the next frames."""
        self.driver.execute_async_script("""const done = arguments[0];
          const look = () => ("drawing" in document.documentElement.dataset ? requestAnimationFrame(look) : done());
          requestAnimationFrame(() => requestAnimationFrame(look));""")

    def chosen(self) -> str:
        """The name of the stop in the details."""
        names = self.all("#details .kicker + h2")
        return names[0].text if names else ""

    def errors(self) -> list[str]:
        return [e["message"] for e in self.driver.get_log("browser") if e["level"] in ("SEVERE", "WARNING")]

    def requests(self) -> list[str]:
        messages = (json.loads(e["message"])["message"] for e in self.driver.get_log("performance"))
        urls = (m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent")
        return [url for url in urls if not url.startswith(HARMLESS)]
