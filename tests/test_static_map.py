"""Static maps: three formats of one drawing, labels clear of each other and of the lines."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import itineraries
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image
from pypdfium2 import PdfDocument

from timeline.errors import RenderError, UnknownNameError
from timeline.frame import read_csv
from timeline.records import Trip, Trips
from timeline.static_map import THEMES, write_map
from timeline.static_map.cutting import cut, holds, split
from timeline.static_map.labels import crosses
from timeline.static_map.layout import Wish, compose
from timeline.static_map.markers import box, parted
from timeline.static_map.projection import Conic, EqualEarth
from timeline.static_map.route import Route, route
from timeline.static_map.scene import Box, Scene
from timeline.static_map.themes import theme
from timeline.static_map.view import View, fitted
from timeline.static_map.wording import wording

TOURS = {
    "mission": itineraries.mission(),
    "pacific": Trips((itineraries.trip("A. Traveller", itineraries.PACIFIC),)),
    "europe": Trips((itineraries.trip("A. Traveller", itineraries.EUROPE),)),
    "single": Trips((itineraries.trip("A. Traveller", ("Astana",)),)),
    "none": Trips(),
}


def svg_of(trips: Trips, tmp_path: Path, **options: object) -> str:
    target = tmp_path / "map.svg"
    write_map(trips, target, **options)  # type: ignore[arg-type]
    return target.read_text(encoding="utf-8")


def drawn(trips: Trips, look: str = "light", **wishes: object) -> Scene:
    return compose(trips, Wish((1600, 1000), theme(look), **wishes))  # type: ignore[arg-type]


def labels_of(scene: Scene) -> list[Box]:
    return [label for plate in scene.plates for label in plate.labels]


def assert_clear(scene: Scene) -> None:
    """No label overlaps another, a marker, or a line of the route."""
    for plate in scene.plates:
        for number, label in enumerate(plate.labels):
            assert label.inside(plate.window)
            assert not any(label.overlaps(other) for other in (*plate.labels[number + 1 :], *plate.markers))
            assert not any(crosses(label, a, b) for way in plate.ways for a, b in pairwise(way))
    # an inset lies on the map: nothing of the map is written beneath it
    for main, inset in combinations(scene.plates, 2):
        assert not any(label.overlaps(inset.window) for label in (*main.labels, *main.markers))


@pytest.mark.parametrize("name", TOURS)
@pytest.mark.parametrize("look", THEMES)
def test_labels_overlap_neither_each_other_nor_a_line(name: str, look: str) -> None:
    assert_clear(drawn(TOURS[name], look))


def test_the_hardest_trips_of_the_official_record_are_named_in_full() -> None:
    """Chosen by `scripts/hardest_trips.py`; the record is the Office of the Historian's (CC0)."""
    trips = read_csv(Path(__file__).parent / "data" / "hardest_trips.csv").trips
    assert len(trips) == 20
    for trip in trips:
        scene = drawn(Trips((trip,)))
        assert_clear(scene)
        assert len(labels_of(scene)) == len(route(Trips((trip,)), wording()).stops), trip.trip_id


def test_every_stop_of_a_short_trip_is_labelled() -> None:
    for name in ("mission", "single"):
        assert len(labels_of(drawn(TOURS[name]))) == sum(len(t.entries) for t in TOURS[name].trips)


def test_three_formats(tmp_path: Path) -> None:
    for suffix, magic in ((".png", b"\x89PNG"), (".svg", b"<svg"), (".pdf", b"%PDF-")):
        target = write_map(TOURS["mission"], tmp_path / f"map{suffix}")
        assert target.read_bytes().startswith(magic)
    for _ in range(3):
        again = write_map(TOURS["mission"], tmp_path / "again.pdf")
        assert again.read_bytes() == (tmp_path / "map.pdf").read_bytes()


def test_the_pdf_shows_its_labels_as_text_in_ink(tmp_path: Path) -> None:
    with PdfDocument(write_map(TOURS["mission"], tmp_path / "map.pdf")) as document:
        assert document.get_metadata_value("Title") == "Antony Blinken: 4 places"
        assert document[0].get_size() == (1200, 750)
        page = document[0]
        assert {"Astana", "Tashkent"} <= set(page.get_textpage().get_text_bounded().split())
        pixels = page.render(scale=96 / 72).to_numpy()
    for label in labels_of(drawn(TOURS["mission"])):
        part = pixels[int(label.top) : int(label.bottom), int(label.left) : int(label.right)]
        assert part.min() < 90, "only the rim of the letters is seen"


def test_resolution(tmp_path: Path) -> None:
    with Image.open(write_map(TOURS["single"], tmp_path / "map.png", size=(400, 300), dpi=192)) as picture:
        picture.load()
        assert picture.size == (800, 600)
        assert picture.info["dpi"] == pytest.approx((192, 192), abs=0.02)
    with pytest.raises(RenderError, match="dpi"):
        write_map(TOURS["single"], tmp_path / "map.png", dpi=100_000)


def test_text_stays_text_and_names_its_sources(tmp_path: Path) -> None:
    text = svg_of(TOURS["mission"], tmp_path)
    words = [element.text for element in ET.fromstring(text).iter("{http://www.w3.org/2000/svg}text")]
    assert {"Astana", "Tashkent", "New Delhi"} <= set(words)
    assert any("Natural Earth" in word and "GeoNames" in word for word in words if word)


def test_hostile_text_is_escaped(tmp_path: Path) -> None:
    trip = itineraries.trip("A. Traveller", ("Astana", "Tashkent"))
    place = trip.entries[0].place
    assert place is not None
    bad = replace(place, name='</text><script>alert("x")</script>\u2028')
    entries = (replace(trip.entries[0], place=bad, traveller="<b>&"), *trip.entries[1:])
    text = svg_of(Trips((Trip(trip.trip_id, "<b>&", entries),)), tmp_path, title="</svg><script>")
    ET.fromstring(text)
    assert "<script" not in text


def test_planned_legs_are_dashed_and_borders_can_be_left_out(tmp_path: Path) -> None:
    with_borders, without = svg_of(TOURS["mission"], tmp_path), svg_of(TOURS["mission"], tmp_path, borders="off")
    assert re.search(r'stroke-dasharray="7 5"', with_borders)
    assert len(without) < len(with_borders)


def test_no_trip_gives_a_picture_that_says_so(tmp_path: Path) -> None:
    assert "No trip was found" in svg_of(TOURS["none"], tmp_path)


def test_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match=r"\.png"):
        write_map(TOURS["none"], tmp_path / "map.gif")
    with pytest.raises(UnknownNameError, match="light"):
        write_map(TOURS["none"], tmp_path / "map.svg", theme_name="pink")
    with pytest.raises(UnknownNameError, match="equal-earth"):
        write_map(TOURS["none"], tmp_path / "map.svg", projection="mercator")
    with pytest.raises(UnknownNameError, match="each"):
        write_map(TOURS["none"], tmp_path / "map.svg", layout="grid")
    with pytest.raises(UnknownNameError, match="en-GB"):
        write_map(TOURS["none"], tmp_path / "map.svg", locale="xx-XX")
    with pytest.raises(RenderError, match="200"):
        write_map(TOURS["none"], tmp_path / "map.svg", size=(10, 10))


def test_a_pacific_trip_is_not_torn() -> None:
    found = fitted_route("pacific")
    assert isinstance(found.projection, EqualEarth)
    xs = [found.place(stop.point)[0] for stop in route_of("pacific").stops]
    assert max(xs) - min(xs) < 1600


def test_a_regional_trip_lies_in_its_region() -> None:
    assert isinstance(fitted_route("europe").projection, Conic)


def route_of(name: str) -> Route:
    return route(TOURS[name], wording())


def fitted_route(name: str, projection: str = "auto") -> View:
    found = route_of(name)
    return fitted(found.places(), found.ways(), Box(0, 0, 1600, 900), projection)


def test_a_world_map_ends_at_the_poles() -> None:
    for name in ("mission", "pacific"):
        view = fitted_route(name)
        top = view.place((view.projection.longitude, 90.0))[1]
        assert top < 120, "the part of the window beyond the pole stays empty"


@given(
    st.lists(st.tuples(st.floats(0, 400), st.floats(0, 400)), max_size=12),
    st.lists(st.floats(20, 40), min_size=12, max_size=12),
)
@example([(50.0, 50.0)] * 5, [22.0] * 12)
def test_markers_part(spots: list[tuple[float, float]], widths: list[float]) -> None:
    middles = parted(spots, widths, 22.0, 2.0)
    boxes = [box(middle, wide, 22.0) for middle, wide in zip(middles, widths, strict=False)]
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))
    if not any(a.overlaps(b, 2.0) for a, b in combinations([box(s, 40.0, 22.0) for s in spots], 2)):
        assert middles == spots


def test_a_cancelled_stop_is_struck_through_and_its_name_stays_text(tmp_path: Path) -> None:
    plain = svg_of(Trips((itineraries.trip("A. Traveller", ("Paris", "Rome")),)), tmp_path)
    struck = svg_of(Trips((itineraries.trip("A. Traveller", ("Paris", "Rome"), cancelled=("Rome",)),)), tmp_path)
    assert ">Rome<" in struck
    assert "cancelled" in struck and "cancelled" not in plain


def test_more_travellers_than_the_legend_holds(tmp_path: Path) -> None:
    trips = tuple(itineraries.trip(f"Envoy {n}", ("Paris", "Rome")) for n in range(9))
    assert "and 3 more" in svg_of(Trips(trips), tmp_path, layout="one")


def test_the_notice_on_borders_goes_with_the_borders(tmp_path: Path) -> None:
    assert "disputed" in svg_of(TOURS["mission"], tmp_path)
    assert "disputed" not in svg_of(TOURS["mission"], tmp_path, borders="off")


def test_cutting() -> None:
    square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    inside = cut(square, Box(5, 5, 20, 20))
    assert sorted(inside) == [(5, 5), (5, 10), (10, 5), (10, 10)]
    assert cut(square, Box(20, 20, 30, 30)) == []
    assert holds(square, (5, 5)) and not holds(square, (15, 5))
    assert [len(part) for part in split([(170.0, 0.0), (179.0, 0.0), (-179.0, 0.0), (-170.0, 0.0)], 0.0)] == [3, 3]
    assert len(split([(170.0, 0.0), (-170.0, 0.0)], 180.0)) == 1


def test_every_stop_is_named_on_the_map_or_in_the_key_below(tmp_path: Path) -> None:
    names = tuple(sorted(itineraries.PLACES))  # to and fro across the world
    crowd = Trips((itineraries.trip("A. Traveller", names),))
    svg = svg_of(crowd, tmp_path)
    assert "Not named on the map: " in svg
    assert not [name for name in names if name not in svg.partition("</desc>")[2]]
    assert_clear(drawn(crowd))


def test_a_key_too_long_for_its_room_says_how_many_it_leaves_out(tmp_path: Path) -> None:
    crowd = Trips(tuple(itineraries.trip(f"Envoy {n}", tuple(itineraries.PLACES)) for n in range(2)))
    svg = svg_of(crowd, tmp_path, size=(300, 300))
    assert re.search(r"and \d+ more</text>", svg) and "(Envoy 0)" in svg
