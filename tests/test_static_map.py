"""Static maps: three formats of one drawing, labels clear of each other and of the lines."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import itineraries
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from timeline.errors import RenderError, UnknownNameError
from timeline.records import Trip, Trips
from timeline.static_map import THEMES, write_map
from timeline.static_map.cutting import cut, holds, split
from timeline.static_map.labels import crosses
from timeline.static_map.layout import compose
from timeline.static_map.markers import box, parted
from timeline.static_map.projection import Azimuthal, EqualEarth
from timeline.static_map.scene import Box
from timeline.static_map.themes import theme
from timeline.static_map.view import fitted

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


@pytest.mark.parametrize("name", TOURS)
@pytest.mark.parametrize("look", THEMES)
def test_labels_overlap_neither_each_other_nor_a_line(name: str, look: str) -> None:
    scene = compose(TOURS[name], size=(1600, 1000), title="", theme=theme(look), borders=True)
    for number, label in enumerate(scene.labels):
        assert label.inside(scene.window)
        assert not any(label.overlaps(other) for other in scene.labels[number + 1 :])
    from timeline.static_map.route import route

    found = route(TOURS[name])
    view = fitted(found, scene.window)
    for leg in found.legs:
        for way in view.way(leg.points):
            assert not any(crosses(label, a, b) for label in scene.labels for a, b in pairwise(way))


def test_every_stop_of_a_short_trip_is_labelled() -> None:
    for name in ("mission", "single"):
        scene = compose(TOURS[name], size=(1600, 1000), title="", theme=theme("light"), borders=True)
        assert len(scene.labels) == sum(len(t.entries) for t in TOURS[name].trips)


def test_three_formats(tmp_path: Path) -> None:
    for suffix, magic in ((".png", b"\x89PNG"), (".svg", b"<svg"), (".pdf", b"%PDF-")):
        target = write_map(TOURS["mission"], tmp_path / f"map{suffix}")
        assert target.read_bytes().startswith(magic)
    again = write_map(TOURS["mission"], tmp_path / "again.pdf")
    assert again.read_bytes() == (tmp_path / "map.pdf").read_bytes()


def test_the_pdf_shows_its_labels_as_text_in_ink(tmp_path: Path) -> None:
    with PdfDocument(write_map(TOURS["mission"], tmp_path / "map.pdf")) as document:
        page = document[0]
        assert {"Astana", "Tashkent"} <= set(page.get_textpage().get_text_bounded().split())
        pixels = page.render(scale=96 / 72).to_numpy()
    scene = compose(TOURS["mission"], size=(1600, 1000), title="", theme=theme("light"), borders=True)
    for label in scene.labels:
        part = pixels[int(label.top) : int(label.bottom), int(label.left) : int(label.right)]
        assert part.min() < 90, "only the rim of the letters is seen"


def test_resolution(tmp_path: Path) -> None:
    target = write_map(TOURS["single"], tmp_path / "map.png", size=(400, 300), dpi=192)
    data = io.BytesIO(target.read_bytes())
    data.seek(16)
    assert (int.from_bytes(data.read(4), "big"), int.from_bytes(data.read(4), "big")) == (800, 600)


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
    with pytest.raises(RenderError, match="200"):
        write_map(TOURS["none"], tmp_path / "map.svg", size=(10, 10))


def test_a_pacific_trip_is_not_torn() -> None:
    found = fitted_route("pacific")
    assert isinstance(found.projection, EqualEarth)
    xs = [found.place(stop.point)[0] for stop in route_of("pacific").stops]
    assert max(xs) - min(xs) < 1600


def test_a_regional_trip_lies_in_its_region() -> None:
    assert isinstance(fitted_route("europe").projection, Azimuthal)


def route_of(name: str):  # type: ignore[no-untyped-def]
    from timeline.static_map.route import route

    return route(TOURS[name])


def fitted_route(name: str):  # type: ignore[no-untyped-def]
    return fitted(route_of(name), Box(0, 0, 1600, 900))


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
    assert "and 3 more" in svg_of(Trips(trips), tmp_path)


def test_the_notice_on_borders_goes_with_the_borders(tmp_path: Path) -> None:
    assert "disputed" in svg_of(TOURS["mission"], tmp_path)
    assert "disputed" not in svg_of(TOURS["mission"], tmp_path, borders="off")


def test_cutting() -> None:
    square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    inside = cut(square, Box(5, 5, 20, 20))
    assert sorted(inside) == [(5, 5), (5, 10), (10, 5), (10, 10)]
    assert cut(square, Box(20, 20, 30, 30)) == []
    assert holds(square, (5, 5)) and not holds(square, (15, 5))
    assert [len(part) for part in split([(170.0, 0.0), (179.0, 0.0), (-179.0, 0.0), (-170.0, 0.0)], 0.0)] == [2, 2]
    assert len(split([(170.0, 0.0), (-170.0, 0.0)], 180.0)) == 1


def test_every_stop_is_named_on_the_map_or_in_the_key_below(tmp_path: Path) -> None:
    names = tuple(sorted(itineraries.PLACES))  # to and fro across the world
    crowd = Trips((itineraries.trip("A. Traveller", names),))
    svg = svg_of(crowd, tmp_path)
    assert "Not named on the map: " in svg
    assert not [name for name in names if name not in svg.partition("</desc>")[2]]
    scene = compose(crowd, size=(1600, 1000), title="", theme=theme("light"), borders=False)
    assert not any(a.overlaps(b) for a, b in combinations(scene.labels, 2))


def test_a_key_too_long_for_its_room_says_how_many_it_leaves_out(tmp_path: Path) -> None:
    crowd = Trips(tuple(itineraries.trip(f"Envoy {n}", tuple(itineraries.PLACES)) for n in range(2)))
    svg = svg_of(crowd, tmp_path, size=(300, 300))
    assert re.search(r"and \d+ more</text>", svg) and "(Envoy 0)" in svg
