"""The fragment for a frame of another page: it fits itself to what it holds and leaves the page around it alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browsers import Browser
from itineraries import mission
from selenium.webdriver.common.keys import Keys

from timeline.page import render_page, write_embed

pytestmark = pytest.mark.enable_socket  # the driver is spoken to over loopback
FRAME = "return document.querySelector('iframe').offsetHeight"
NEEDED = "return Math.ceil(document.body.getBoundingClientRect().height)"


@contextmanager
def framed(browser: Browser) -> Iterator[None]:
    browser.driver.switch_to.frame(browser.one("iframe"))
    try:
        yield
    finally:
        browser.driver.switch_to.default_content()


def open_newspaper(browser: Browser, around: str = "<p>Text above.</p>{}<p>Text below.</p>") -> Path:
    code = write_embed(mission(), browser.new_folder())
    page = code.with_name("article.html")
    page.write_text(f"<!DOCTYPE html><title>News</title>{around.format(code.read_text(encoding='utf-8'))}")
    browser.open_file(page)
    with framed(browser):
        browser.wait("return document.documentElement.dataset.ready === 'yes'")
        browser.settle()
    return page


def test_the_frame_is_as_high_as_what_it_holds(browser: Browser) -> None:
    open_newspaper(browser)
    for width in (1000, 360):
        browser.js("document.querySelector('iframe').style.width = `${arguments[0]}px`", width)
        with framed(browser):
            browser.settle()
            browser.press(Keys.END)
        with framed(browser):
            needed = int(str(browser.js(NEEDED)))
            assert browser.js("return document.documentElement.scrollWidth") <= width
        browser.wait(f"{FRAME} === {needed}")
        assert needed > 500
    assert browser.errors() == []
    assert browser.requests() == []


def test_the_back_button_belongs_to_the_page_around(browser: Browser) -> None:
    open_newspaper(browser)
    before = browser.js("return history.length")
    with framed(browser):
        browser.click("[role=option]", 1)
        browser.click("[role=option]", 2)
        assert browser.chosen() == "Tashkent"
    assert browser.js("return history.length") == before


def test_the_page_around_may_choose_the_colours(browser: Browser) -> None:
    code = "<iframe data-timeline src='embed.html?theme=dark'></iframe>"
    folder = open_newspaper(browser).parent
    (folder / "dark.html").write_text(f"<!DOCTYPE html>{code}")
    browser.open_file(folder / "dark.html")
    with framed(browser):
        browser.wait("return document.documentElement.dataset.theme === 'dark'")


def test_other_frames_are_left_as_they_are(browser: Browser) -> None:
    open_newspaper(browser, "{}<iframe id='other' style='height: 99px; border: 0' srcdoc='x'></iframe>")
    browser.js("""document.getElementById('other').srcdoc =
      "<script>parent.postMessage({ type: 'timeline-height', height: 5000 }, '*')</script>" """)
    browser.settle()
    assert browser.js("return document.getElementById('other').offsetHeight") == 99
    assert browser.js(FRAME) != 5000


def test_the_title_cannot_leave_its_place(browser: Browser) -> None:
    code = write_embed(mission(), browser.new_folder(), title='"><script>alert(1)</script>')
    assert "<script>alert" not in code.read_text(encoding="utf-8")


def test_the_fragment_has_neither_table_nor_filters() -> None:
    page = render_page(mission(), embed=True)
    assert 'id="table"' not in page
    assert 'id="filters"' not in page
    assert 'href="index.html"' in page
