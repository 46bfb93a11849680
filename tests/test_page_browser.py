"""The page in headless Chromium, the network shut: what a person sees and can do."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from browsers import Browser
from itineraries import EUROPE, PACIFIC, mission, trip
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from timeline.folium_map import to_map
from timeline.frame import write_csv
from timeline.page import write_site
from timeline.records import Evidence, Trips

pytestmark = pytest.mark.enable_socket  # the driver is spoken to over loopback


def test_opens_without_an_error_or_a_request(browser: Browser) -> None:
    browser.open(mission())
    assert browser.errors() == []
    assert browser.requests() == []
    assert [b.text for b in browser.all(".bar")] == ["1 Joint Base Andrews", "2 Astana", "3 Tashkent", "4 New Delhi"]
    assert len(browser.all("[role=option]")) == 4


def test_land_and_stops_are_painted(browser: Browser) -> None:
    browser.open(mission())
    script = """const c = document.querySelectorAll('#map canvas')[arguments[0]];
      const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
      const seen = new Set();
      for (let i = 0; i < d.length; i += 4) if (d[i + 3] > 250) seen.add(d[i] + ',' + d[i + 1] + ',' + d[i + 2]);
      return [...seen];"""
    assert "246,243,234" in browser.js(script, 0)
    assert "27,79,138" in browser.js(script, 3)


def test_click_in_the_list_moves_map_and_strip(browser: Browser) -> None:
    browser.open(Trips((trip("Mike Pompeo", PACIFIC, returns=True),)))
    browser.js("document.querySelector('.leaflet-control-zoom-in').click()")
    browser.js("document.querySelector('.leaflet-control-zoom-in').click()")
    browser.wait("return !document.querySelector('.leaflet-zoom-anim')")
    pane = "return document.querySelector('.leaflet-map-pane').style.transform"
    before = browser.js(pane)
    browser.click("[role=option]", 0)
    browser.wait(f"return (() => {{ {pane} }})() !== {json.dumps(before)}")
    assert browser.chosen() == "Washington"
    assert str(browser.one(".bar[aria-pressed=true]").get_attribute("title")).startswith("1. Washington, 26 Feb 2023")
    assert browser.one("#details blockquote").text == "Mike Pompeo was in Washington."
    assert browser.one("#details figcaption").text == "wire-1"


def test_click_on_the_map_selects(browser: Browser) -> None:
    browser.open(Trips((trip("A", ["Astana"]),)))
    middle = browser.one("#map")
    webdriver.ActionChains(browser.driver).move_to_element(middle).click().perform()
    browser.wait("return document.querySelector('#details h2')?.textContent === 'Astana'")


def test_click_in_the_strip_selects(browser: Browser) -> None:
    browser.open(mission())
    browser.click(".bar", 2)
    assert browser.chosen() == "Tashkent"
    assert browser.one("[role=option][aria-selected=true] b").text == "Tashkent"


def test_keys_walk_the_stops(browser: Browser) -> None:
    browser.open(mission())
    walk = [(Keys.ARROW_RIGHT, "Joint Base Andrews"), (Keys.ARROW_DOWN, "Astana"), (Keys.END, "New Delhi"),
            (Keys.ARROW_RIGHT, "New Delhi"), (Keys.ARROW_LEFT, "Tashkent"), (Keys.HOME, "Joint Base Andrews"),
            (Keys.ESCAPE, "")]  # fmt: skip
    for key, expected in walk:
        browser.press(key)
        assert browser.chosen() == expected


def test_address_keeps_the_stop_and_back_returns(browser: Browser) -> None:
    browser.open(mission(), hash_="#stop=antony-blinken.2")
    assert browser.chosen() == "Astana"
    browser.click("[role=option]", 2)
    assert browser.js("return location.hash") == "#stop=antony-blinken.3"
    browser.press(Keys.ARROW_RIGHT)
    browser.wait("return location.hash === '#stop=antony-blinken.4'")
    browser.driver.back()
    browser.wait("return document.querySelector('#details h2').textContent === 'Astana'")


def test_planned_bounded_and_cancelled_look_their_part(browser: Browser) -> None:
    browser.open(mission())
    assert [("open-end" in (b.get_attribute("class") or "")) for b in browser.all(".bar")] == [False, False, True, True]
    browser.press(Keys.END)
    assert "from 28 Feb 2023" in browser.one("#details").text
    browser.open(Trips((trip("A", ["Rome", "Paris", "Berlin"], cancelled=("Paris",)),)))
    assert "line-through" in browser.all(".bar")[1].value_of_css_property("text-decoration")


def test_filters_bound_all_views(browser: Browser) -> None:
    browser.open(Trips((trip("Mike Pompeo", PACIFIC), trip("Antony Blinken", EUROPE, planned=EUROPE[-2:]))))
    browser.js("""const f = document.getElementById('filters'); f.elements.status.value = 'planned';
      f.elements.status.dispatchEvent(new Event('input', {bubbles: true}))""")
    browser.wait("return document.querySelectorAll('.bar').length === 2")
    assert [b.text for b in browser.all("[role=option] b")] == ["Geneva", "Bern"]
    browser.wait("return document.querySelectorAll('#rows tr').length === 2")
    assert "2 of 23 events" in browser.one("#summary").text
    browser.wait("return location.hash === '#status=planned'")


def test_search_looks_into_the_sentences(browser: Browser) -> None:
    one = trip("A", ["Rome", "Paris", "Berlin", "Vienna", "Prague", "Bern", "Geneva", "London"])
    entries = tuple(
        replace(e, evidence=(Evidence("wire", "Talks on grain."),)) if e.seq == 3 else e for e in one.entries
    )
    browser.open(Trips((replace(one, entries=entries),)), hash_="#q=GRAIN+talks")
    assert [b.text for b in browser.all("[role=option] b")] == ["Berlin"]


def test_play_walks_to_the_end(browser: Browser) -> None:
    browser.open(mission())
    browser.click("#play")
    assert browser.chosen() == "Joint Base Andrews"
    browser.wait("return document.querySelector('#details h2')?.textContent === 'Astana'")
    browser.click("#play")
    assert browser.one("#play").get_attribute("aria-label") == "Play"


def test_theme_button_turns_dark(browser: Browser) -> None:
    browser.open(mission())
    light = browser.one("body").value_of_css_property("color")
    browser.click("#theme")
    assert browser.one("body").value_of_css_property("color") != light
    browser.click("#theme")


def test_borders_off_can_be_switched_on(browser: Browser) -> None:
    browser.open(mission(), borders="off")
    assert not browser.one("#borders").is_selected()
    browser.click("#borders")
    assert browser.errors() == []


def test_openstreetmap_is_asked_only_when_switched_on(browser: Browser) -> None:
    browser.open(mission())
    assert browser.requests() == []
    browser.click("#tiles")
    browser.wait("return document.querySelectorAll('.leaflet-tile').length > 0")
    assert {u.split("/")[2] for u in browser.requests()} <= {"tile.openstreetmap.org"}
    assert not [e for e in browser.errors() if "Content Security Policy" in e]


def made_file(browser: Browser, name: str) -> str:
    """What the page's download of this format holds."""
    browser.js("""window.made = null;
      URL.createObjectURL = (blob) => { blob.text().then((t) => (window.made = t)); return '#'; };
      URL.revokeObjectURL = () => {}; HTMLAnchorElement.prototype.click = () => {};""")
    browser.click("#download-button")
    browser.click(f"[data-format={name}]")
    browser.wait("return window.made !== null")
    return str(browser.js("return window.made"))


def test_table_made_in_the_page_is_the_itinerary(browser: Browser, tmp_path: Path) -> None:
    one = trip("=A+B", ["Rome", "Paris", "Bern", "Vienna", "Prague"], trip_id="t")
    texts = ['He said, "go";\nand went', "'-1", "plain; semi\\", '\t=1;"=2"\n-3', "\u200b\t;;\ufeff＝4"]
    entries = tuple(
        replace(e, purpose=t, conflict=t, distance_km=100.0 * e.seq + 0.25, confidence=1.0, evidence=(Evidence(t, t),))
        for e, t in zip(one.entries, texts, strict=True)
    )
    trips = Trips((replace(one, entries=entries), *mission().trips))
    browser.open(trips)
    write_csv(trips, tmp_path / "itinerary.csv")
    assert made_file(browser, "csv") == (tmp_path / "itinerary.csv").read_bytes().decode()


def test_map_data_made_in_the_page(browser: Browser) -> None:
    browser.open(mission())
    found = json.loads(made_file(browser, "geojson"))
    assert [f["geometry"]["coordinates"] for f in found["features"]][1] == [71.446, 51.1801]
    assert found["features"][2]["properties"]["status"] == "planned"


def test_calendar_made_in_the_page(browser: Browser) -> None:
    browser.open(mission())
    lines = made_file(browser, "ics").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines.count("BEGIN:VEVENT") == 2  # the stops whose day is known
    assert "DTSTART;VALUE=DATE:20230228" in lines
    assert "DTEND;VALUE=DATE:20230301" in lines
    assert all(len(line.encode()) <= 75 for line in lines)


def test_many_stops_leave_few_nodes(browser: Browser) -> None:
    trips = tuple(trip(f"Person {i % 9}", EUROPE + PACIFIC, trip_id=f"t{i}") for i in range(200))
    browser.open(Trips(trips))
    assert browser.errors() == []
    assert int(str(browser.js("return document.getElementsByTagName('*').length"))) < 600
    browser.press(Keys.END)
    assert browser.chosen() == "Manila"
    browser.wait("return document.getElementById('page-number').textContent === 'Page 184 of 184'")


def test_hostile_text_runs_nothing(browser: Browser) -> None:
    hostile = "<img src=x onerror='window.hit=1'></script><script>window.hit=1</script>"
    one = trip("A", ["Rome", "Paris"])
    entries = tuple(
        replace(e, purpose=hostile, conflict=hostile, evidence=(Evidence(hostile, hostile),)) for e in one.entries
    )
    browser.open(Trips((replace(one, traveller=hostile, entries=entries),)))
    browser.press(Keys.HOME)
    assert hostile in browser.one("#details blockquote").text
    assert browser.js("return window.hit") is None
    assert browser.errors() == []


def test_phone_width_has_no_sideways_scroll(browser: Browser) -> None:
    browser.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    )
    try:
        browser.open(mission())
        browser.press(Keys.HOME)
        assert browser.js("return document.documentElement.scrollWidth") == 390
    finally:
        browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_undated_and_cancelled_stops_have_a_place_in_the_strip(browser: Browser) -> None:
    browser.open(Trips((trip("A", ["Rome", "Paris"], first=None),)))
    assert browser.errors() == []
    assert browser.one("#details h2").text == "At a glance"
    browser.press(Keys.HOME)
    assert "date unknown" in browser.one("#details").text


def test_paper_holds_the_whole_table_in_light_colours(browser: Browser) -> None:
    browser.open(Trips(tuple(trip(f"Person {i}", EUROPE, trip_id=f"t{i}") for i in range(4))))
    browser.click("#theme")
    browser.js("dispatchEvent(new Event('beforeprint'))")
    assert len(browser.all("#rows tr")) == 60
    assert len(browser.all("#rows tr.new-trip")) == 3
    assert browser.js("return document.documentElement.dataset.theme") == "light"
    assert browser.all("canvas.paper")
    browser.js("dispatchEvent(new Event('afterprint'))")
    assert len(browser.all("#rows tr")) == 25
    assert browser.js("return document.documentElement.dataset.theme") == "dark"
    browser.click("#theme")


def test_page_without_a_trip(browser: Browser) -> None:
    browser.open_file(write_site(Trips(), browser.folder / "none"))
    assert "No trip was found" in browser.one("main").text
    assert browser.errors() == []


def test_offline_folium_map_asks_nothing(browser: Browser) -> None:
    path = browser.folder / "folium.html"
    to_map(mission(), offline=True).save(str(path))
    browser.open_file(path)
    browser.wait("return document.querySelectorAll('.leaflet-marker-icon').length === 4")
    browser.click(".leaflet-marker-icon span", 1)
    browser.wait("return document.querySelector('.leaflet-popup blockquote')?.textContent.includes('Astana')")
    assert browser.errors() == []
    assert browser.requests() == []


def drawn_over(browser: Browser, start: float, end: float, y: int = 8) -> None:
    """Drag over the strip from one share of its width to another, on its axis unless `y` says otherwise."""
    strip = browser.one("#strip")
    width = strip.size["width"]
    actions = webdriver.ActionChains(browser.driver, duration=50)
    top = y - strip.size["height"] // 2
    actions.move_to_element_with_offset(strip, int((start - 0.5) * width), top).click_and_hold()
    actions.move_to_element_with_offset(strip, int((end - 0.5) * width), top).release().perform()
    browser.settle()


def test_days_drawn_over_the_axis_bound_all_views(browser: Browser) -> None:
    browser.open(Trips((trip("Mike Pompeo", PACIFIC),)))  # 26 February to 5 March
    drawn_over(browser, 0.02, 0.4)
    shown = [b.text for b in browser.all("[role=option] b")]
    assert 2 <= len(shown) < len(PACIFIC)
    assert shown == list(PACIFIC[: len(shown)])
    assert [b.get_attribute("disabled") for b in browser.all(".bar")].count("true") == len(PACIFIC) - len(shown)
    assert f"{len(shown)} of 8 events" in browser.one("#summary").text
    browser.wait("return /^#days=2023-02-2\\d\\.\\.2023-0\\d-\\d\\d$/.test(location.hash)")
    browser.click("#days-clear")
    assert len(browser.all("[role=option]")) == len(PACIFIC)


def test_days_chosen_are_moved_and_narrowed_by_their_band(browser: Browser) -> None:
    browser.open(Trips((trip("Mike Pompeo", PACIFIC),)), hash_="#days=2023-02-27..2023-02-28")
    before = [b.text for b in browser.all("[role=option] b")]
    band, strip = (
        browser.js(f"return document.querySelector('{s}').getBoundingClientRect().toJSON()")
        for s in (".band", "#strip")
    )
    assert isinstance(band, dict) and isinstance(strip, dict)
    share = [(band[side] - strip["left"]) / strip["width"] for side in ("left", "right")]
    middle = sum(share) / 2
    drawn_over(browser, middle, middle + 0.25)
    after = [b.text for b in browser.all("[role=option] b")]
    assert after != before
    assert PACIFIC.index(after[0]) > PACIFIC.index(before[0])


def test_days_in_the_address_that_are_none_are_passed_over(browser: Browser) -> None:
    for wrong in ("2023-03-01..2023-02-01", "x", "2023-02-27"):
        browser.open(mission(), hash_=f"#days={wrong}")
        assert len(browser.all("[role=option]")) == 4
        assert browser.errors() == []
