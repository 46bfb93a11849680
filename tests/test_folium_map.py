"""The itinerary as a live folium map, with a network and without."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import folium
from itineraries import PACIFIC, mission, trip

from timeline.folium_map import to_map
from timeline.records import Evidence, Trips


def data(page: str) -> dict[str, Any]:
    match = re.search(r"\}\)\(map_\w+, (\{.*\})\);", page)
    assert match
    found: dict[str, Any] = json.loads(match[1])
    return found


def html(trips: Trips, *, offline: bool = False) -> str:
    return str(to_map(trips, offline=offline).get_root().render())


def test_a_live_map_that_takes_more_layers() -> None:
    made = to_map(mission())
    assert isinstance(made, folium.Map)
    folium.CircleMarker((51.2, 71.4), tooltip="embassy").add_to(made)
    page = made.get_root().render()
    assert "embassy" in page
    assert "tile.openstreetmap.org" in page


def test_stops_are_numbered_and_legs_keep_their_status() -> None:
    found = data(html(mission()))
    assert [s["numbers"] for s in found["stops"]] == ["1", "2", "3", "4"]
    assert [s["status"] for s in found["stops"]] == ["reported", "reported", "planned", "planned"]
    assert [leg["status"] for leg in found["legs"]] == ["reported", "planned", "planned"]
    assert found["stops"][1]["visits"][0]["sentence"] == "Antony Blinken was in Astana."


def test_offline_map_names_no_address_outside_itself() -> None:
    page = html(mission(), offline=True)
    assert not re.search(r"""(?:src|href)=["'](?!data:)""", page)
    assert "tile.openstreetmap" not in page
    assert "cdn" not in re.sub(r"[A-Za-z0-9+/=]{200,}", "", page)


def test_pacific_is_crossed_the_short_way() -> None:
    found = data(html(Trips((trip("Mike Pompeo", PACIFIC),))))
    longitudes = [s["point"][1] for s in found["stops"]]
    assert max(longitudes) - min(longitudes) < 200
    for leg in found["legs"]:
        assert all(abs(a[1] - b[1]) < 90 for a, b in zip(leg["points"], leg["points"][1:], strict=False))


def test_second_visit_shares_the_marker() -> None:
    found = data(html(Trips((trip("A", ["Astana", "Tashkent", "Astana"]),))))
    assert [s["numbers"] for s in found["stops"]] == ["1 · 3", "2"]


def test_cancelled_stop_does_not_carry_the_journey() -> None:
    found = data(html(Trips((trip("A", ["Astana", "Tashkent", "New Delhi"], cancelled=("Tashkent",)),))))
    ends = [(leg["points"][0], leg["points"][-1]) for leg in found["legs"]]
    assert ends[0][0] == ends[1][0]
    assert found["stops"][1]["status"] == "cancelled"


def test_hostile_text_stays_text() -> None:
    hostile = "</script><script>alert(1)</script>`${alert(2)}` \u2028 \ud800"
    one = trip("A", ["Astana", "Tashkent"])
    entries = tuple(replace(e, evidence=(Evidence(hostile, hostile),)) for e in one.entries)
    page = html(Trips((replace(one, entries=entries),)), offline=True)
    assert "<script>alert" not in page
    assert "alert(1)" in data(page)["stops"][0]["visits"][0]["sentence"]
    page.encode("utf-8")


def test_nothing_to_show_is_an_empty_map() -> None:
    found = data(html(Trips(), offline=True))
    assert found == {"stops": [], "legs": [], "bounds": None}


def test_notebook_shows_the_map() -> None:
    assert "<iframe" in to_map(mission(), offline=True)._repr_html_()


def test_no_text_is_run_as_a_template() -> None:
    """branca renders its own output once more, so that an expression of Jinja in an article once ran right here."""
    (whole,) = mission().trips
    said = "{{ 6 * 7 }} {% if 1 %}x{% endif %} {# y #} {{{ 6 * 7 }}}"
    entry = replace(whole.entries[0], evidence=(Evidence(said, said),))
    (stop,) = data(html(Trips((replace(whole, entries=(entry,)),)), offline=True))["stops"]
    assert stop["visits"][0]["sentence"] == stop["visits"][0]["source"] == said
