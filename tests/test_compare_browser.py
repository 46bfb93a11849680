"""The page of a comparison in headless Chromium: its style applies under its own policy, and nothing is cut off."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsers import Browser
from itineraries import trip

from timeline.compare import compare, to_page
from timeline.records import Trips

pytestmark = pytest.mark.enable_socket  # the driver is spoken to over loopback


def test_page_of_a_comparison(browser: Browser, tmp_path: Path) -> None:
    first = Trips((trip("Anna Berg", ["Vienna", "Prague", "Rome"]),))
    second = Trips((trip("Anna Berg", ["Vienna", "Budapest", "Rome"]),))
    page = tmp_path / "compare.html"
    page.write_text(to_page(compare(first, second, ("plan", "report"))), encoding="utf-8")
    browser.open_file(page)
    assert not browser.driver.get_log("browser")
    cells = [[cell.text for cell in row.find_elements("css selector", "td")] for row in browser.all("tbody tr")]
    assert [row[0] for row in cells] == ["Vienna", "Budapest", "Prague", "Rome"]
    assert [row[3] for row in cells[1:3]] == ["only in B", "only in A"]
    blue, brown = (browser.one(f".side.{side}").value_of_css_property("background-color") for side in "ab")
    assert blue != brown and "0, 0, 0, 0" not in blue
    bars = [bar.rect for bar in browser.all("svg rect")]
    assert len(bars) == 6 and all(bar["width"] > 2 for bar in bars)
    for width in (480, 1280):  # the last is the size that the other tests take for granted
        browser.driver.set_window_size(width, 900)
        assert browser.js("return document.documentElement.scrollWidth <= window.innerWidth")
