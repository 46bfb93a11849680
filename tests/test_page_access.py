"""The page for everybody: axe-core's rules in every view, light and dark, and every control worked by the keyboard."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from browsers import Browser
from itineraries import EUROPE, PACIFIC, mission, trip
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from timeline.page import write_site
from timeline.records import Trips

pytestmark = pytest.mark.enable_socket  # the driver is spoken to over loopback
AXE = Path(__file__).resolve().parents[1] / "node_modules" / "axe-core" / "axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        message = "needs axe-core, which ./test installs where npm is"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return AXE.read_text(encoding="utf-8")


def two() -> Trips:
    return Trips(
        (trip("Mike Pompeo", PACIFIC), trip("أنتوني بلينكن", EUROPE, planned=EUROPE[-2:], cancelled=("Rome",)))
    )


def many() -> Trips:
    return Trips(tuple(trip(f"Person {i % 9}", EUROPE + PACIFIC, trip_id=f"t{i}") for i in range(40)))


VIEWS: dict[str, tuple[Callable[[], Trips], Callable[[Browser], None]]] = {
    "start": (mission, lambda b: None),
    "a stop opened": (mission, lambda b: b.press(Keys.END)),
    "downloads": (mission, lambda b: b.click("#download-button")),
    "two travellers": (two, lambda b: b.press(Keys.END)),
    "a long record": (many, lambda b: None),
    "a long record, a stop opened": (many, lambda b: b.press(Keys.HOME)),
    "nothing passes": (two, lambda b: b.one("[name=q]").send_keys("zzz")),
    "nothing found": (Trips, lambda b: None),
}


def tab_to(browser: Browser, selector: str) -> None:
    """Press the tab key until the element has the focus, and see that this is shown."""
    for _ in range(60):
        if browser.js("return document.activeElement?.matches(arguments[0])", selector):
            assert browser.js("return document.activeElement.matches(':focus-visible')")
            return
        browser.press(Keys.TAB)
    pytest.fail(f"the tab key does not reach {selector}")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("trips", "act"), VIEWS.values(), ids=VIEWS)
def test_no_rule_of_axe_is_broken(
    browser: Browser, axe: str, trips: Callable[[], Trips], act: Callable[[Browser], None], dark: bool
) -> None:
    scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
    try:
        browser.open_file(write_site(trips(), browser.new_folder()))
        browser.settle()
        act(browser)
        browser.settle()
        browser.driver.execute_script(axe)
        found = browser.driver.execute_async_script(
            "axe.run(document, arguments[0]).then((r) => arguments[1](r.violations.map((v) => "
            "`${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120) + ' ' + n.failureSummary).join('; ')}`)))",
            RULES,
        )
        assert found == []
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


CHOSEN = "document.querySelector('#details .kicker + h2')?.textContent === '{}'"
STOPS = "document.querySelectorAll('[role=option]').length {}"
BARS = "document.querySelectorAll('.bar').length {}"
OUTSIDE = "document.querySelectorAll('.bar:disabled').length {}"
# control, keys pressed on it, what then holds; in the order of the tab key
WALK = (
    (".skip", "", "document.activeElement.textContent === 'Skip to the table'"),
    ("#download-button", Keys.ENTER, "!document.getElementById('download-list').hidden"),
    ("[data-format=csv]", Keys.ENTER, "made.join() === 'itinerary.csv'"),
    ("#download-button", Keys.ENTER, "document.getElementById('download-button').ariaExpanded === 'true'"),
    ("[data-format=geojson]", Keys.ENTER, "made[1] === 'itinerary.geojson'"),
    ("#download-button", Keys.ENTER, "document.getElementById('download-button').ariaExpanded === 'true'"),
    ("[data-format=ics]", Keys.ENTER, "made[2] === 'itinerary.ics'"),
    ("#download-button", Keys.ENTER + Keys.ESCAPE, "document.getElementById('download-list').hidden"),
    ("#theme", Keys.ENTER, "document.documentElement.dataset.theme === 'dark'"),
    ("#theme", Keys.ENTER, "document.documentElement.dataset.theme === 'light'"),
    ("[name=q]", "geneva", STOPS.format("=== 1")),
    ("[name=traveller]", "Mike", STOPS.format("=== 0")),
    ("[type=reset]", Keys.ENTER, STOPS.format("> 5")),
    ("[name=country]", "Italy", STOPS.format("=== 1")),
    ("[name=year]", "2023", "location.hash.includes('year=2023')"),
    ("[name=status]", "planned", STOPS.format("=== 0")),
    ("[type=reset]", Keys.ENTER, STOPS.format("> 5")),
    ("#map", Keys.ARROW_RIGHT, CHOSEN.format("Washington")),
    ("#map [aria-label='Zoom in']", Keys.ENTER, "true"),
    ("#map [aria-label='Zoom out']", Keys.ENTER, "true"),
    ("#borders", Keys.SPACE, "!document.getElementById('borders').checked"),
    ("#tiles", Keys.SPACE, "document.getElementById('tiles').checked"),
    ("#fit", Keys.ENTER, "true"),
    ("#next", Keys.ENTER, CHOSEN.format("Honolulu")),
    ("#last", Keys.ENTER, CHOSEN.format("Bern")),
    ("#scrub", Keys.HOME, CHOSEN.format("Washington")),
    ("#strip-out", Keys.ENTER, BARS.format("=== 23")),
    ("#strip-in", Keys.ENTER + Keys.ENTER, BARS.format("< 23")),
    ("#strip-all", Keys.ENTER, BARS.format("=== 23")),
    ("#days-choose", Keys.ENTER, OUTSIDE.format("> 5")),
    (".handle.from", Keys.HOME, "document.querySelector('.handle.from').ariaValueText === '26 Feb 2023'"),
    (".handle.to", Keys.END + Keys.PAGE_DOWN, OUTSIDE.format("> 3")),
    ("#days-clear", Keys.ENTER, OUTSIDE.format("=== 0")),
    ("#strip", Keys.HOME, CHOSEN.format("Washington")),
    (".bar[aria-pressed=true]", Keys.ARROW_RIGHT, CHOSEN.format("Honolulu")),
    ("#list", Keys.PAGE_DOWN, CHOSEN.format("The Hague")),
    ("#details", Keys.ARROW_LEFT, CHOSEN.format("Brussels")),
    (".scroll", "", "document.activeElement.ariaLabel === 'Table of events'"),
    ("#first", Keys.ENTER, CHOSEN.format("Washington")),
    ("#next", Keys.ENTER, CHOSEN.format("Honolulu")),
    ("#play", Keys.SPACE, "document.getElementById('play').ariaLabel === 'Pause'"),
    ("#play", Keys.SPACE, "document.getElementById('play').ariaLabel === 'Play'"),
    ("#last", Keys.ENTER, CHOSEN.format("Bern")),
    ("#list", Keys.HOME, CHOSEN.format("Washington")),
    ("#list", Keys.END, CHOSEN.format("Bern")),
    ("#previous", Keys.ENTER, CHOSEN.format("Geneva")),
)  # fmt: skip


def test_a_walk_through_every_control_without_a_mouse(browser: Browser) -> None:
    browser.open(Trips((trip("Mike Pompeo", PACIFIC), trip("Antony Blinken", EUROPE, planned=EUROPE[-2:]))))
    browser.js("""window.made = []; URL.createObjectURL = () => '#';
      HTMLAnchorElement.prototype.click = function () { made.push(this.download); }""")
    for selector, keys, expected in WALK:
        tab_to(browser, selector)
        for key in keys:
            browser.press(key)
        browser.wait(f"return {expected}")
    controls = "button:not([tabindex='-1']), select, input, [tabindex='0'], .leaflet-bar a"
    used = ", ".join(dict.fromkeys(selector for selector, _, _ in WALK))
    missed = """return [...document.querySelectorAll(arguments[0])]
      .filter((c) => !c.matches(arguments[1]) && c.checkVisibility()).map((c) => c.outerHTML)"""
    assert browser.js(missed, controls, used) == []
    assert [e for e in browser.errors() if "tile.openstreetmap.org" not in e] == []


def test_the_pages_of_a_long_table_are_turned_by_the_keyboard(browser: Browser) -> None:
    browser.open(many())
    browser.js("document.getElementById('details').focus()")
    tab_to(browser, "#page-on")
    browser.press(Keys.ENTER)
    assert browser.one("#page-number").text == "Page 2 of 37"
    tab_to(browser, "#page-on")
    webdriver.ActionChains(browser.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
    browser.press(Keys.ENTER)
    assert browser.one("#page-number").text == "Page 1 of 37"
