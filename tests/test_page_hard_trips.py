"""Trips that are hard to draw: over the date line, over the pole, round the world, in one place."""

from __future__ import annotations

import pytest
from browsers import Browser
from itineraries import PACIFIC, trip
from selenium.webdriver.common.keys import Keys

from timeline.records import Trips

pytestmark = pytest.mark.enable_socket  # the driver is spoken to over loopback
VIEWS = {
    "date line": ("Wellington", "Apia", "Honolulu", "Tokyo"),
    "pole": ("Longyearbyen", "Anchorage", "Moscow", "McMurdo Station"),
    "round the world": ("Washington", "London", "Moscow", "Beijing", "Tokyo", "Honolulu", "Washington"),
    "one stop": ("Nairobi",),
    "two in one city": ("Geneva", "Villa La Grange"),
    "sixty in one city": ("Geneva",) * 60,
}


@pytest.mark.parametrize("names", VIEWS.values(), ids=VIEWS)
def test_every_stop_can_be_seen_and_walked_to(browser: Browser, names: tuple[str, ...]) -> None:
    browser.open(Trips((trip("A", names, nights=1 if len(names) < 60 else 0),)))
    assert browser.errors() == []
    for name in names[:8]:
        browser.press(Keys.ARROW_RIGHT)
        assert browser.chosen() == name
        assert browser.js("return document.querySelectorAll('.bar[aria-pressed=true]').length") == 1


RINGS = 0.05  # the share that the light rings around the markers may take
# columns of the map's window, from left to right, that hold the colour of the trip's legs and stops
INKED = """const c = document.querySelectorAll('#map canvas')[3], ratio = c.width / c.clientWidth;
  const [own, window_] = [c.getBoundingClientRect(), document.getElementById('map').getBoundingClientRect()];
  const [w, h] = [window_.width, window_.height].map((n) => Math.round(n * ratio));
  const [left, top] = [(window_.left - own.left) * ratio, (window_.top - own.top) * ratio];
  const d = c.getContext('2d').getImageData(left, top, w, h).data;
  const near = (i, value) => Math.abs(d[i] - value) < 16;
  const ink = (i) => near(i, 27) && near(i + 1, 79) && near(i + 2, 138) && d[i + 3] > 90;
  const rows = Array.from({ length: h }, (_, y) => y);
  return Array.from({ length: w }, (_, x) => (rows.some((y) => ink(4 * (y * w + x))) ? 1 : 0));"""


def inked(browser: Browser) -> tuple[float, float, float]:
    """Where the trip begins and ends across the map's window, and how much of what lies between holds none of it."""
    columns = browser.js(INKED)
    assert isinstance(columns, list)
    first, last = columns.index(1), len(columns) - columns[::-1].index(1)
    return first / len(columns), last / len(columns), columns[first:last].count(0) / (last - first)


def test_a_trip_over_the_date_line_is_drawn_whole(browser: Browser) -> None:
    browser.open(Trips((trip("A", VIEWS["date line"]),)))
    first, last, empty = inked(browser)
    assert empty < RINGS  # no leg jumps from one edge of the map to the other
    assert 0.05 < first < last < 0.95
    assert last - first > 0.3


def test_a_trip_round_the_world_leaves_no_gap(browser: Browser) -> None:
    browser.open(Trips((trip("A", VIEWS["round the world"]),)))
    first, last, empty = inked(browser)
    assert first < 0.005 and last > 0.995  # it goes out on one side and comes in on the other
    assert empty < RINGS


def test_a_leg_over_the_pole_leaves_the_map_at_its_top(browser: Browser) -> None:
    browser.open(Trips((trip("A", ("Longyearbyen", "Anchorage")),)))
    _, _, empty = inked(browser)
    assert empty > 0.3  # and draws no line along the edge


@pytest.mark.parametrize("name", ["one stop", "two in one city", "sixty in one city"])
def test_a_single_place_is_in_the_middle_of_the_map(browser: Browser, name: str) -> None:
    names = VIEWS[name]
    browser.open(Trips((trip("A", names, nights=0 if len(names) > 9 else 1),)))
    first, last, _ = inked(browser)
    assert abs((first + last) / 2 - 0.5) < 0.08
    assert last - first < 0.25


def test_one_stop_that_passes_the_filters_is_in_the_middle(browser: Browser) -> None:
    browser.open(Trips((trip("A", PACIFIC),)), hash_="#country=China")
    first, last, _ = inked(browser)
    assert abs((first + last) / 2 - 0.5) < 0.08
    assert [b.text for b in browser.all(".bar")] == ["5 Beijing"]
