"""Static maps: projections, the map's edge, insets, small maps, days and numbers, and letters of all scripts."""

from __future__ import annotations

import base64
import io
import math
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import itineraries
import pytest
import uharfbuzz
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops
from pypdfium2 import PdfDocument
from pyproj import Proj
from test_static_map import assert_clear, drawn, labels_of, svg_of

from timeline.cli import main
from timeline.frame import read_csv, row, to_csv
from timeline.geodesy import geodesic
from timeline.records import Trips, When
from timeline.static_map import LAYOUTS, LOCALE, PROJECTIONS, THEMES, backends, faces, fonts, write_map
from timeline.static_map.arrange import grid
from timeline.static_map.cutting import filled, split
from timeline.static_map.panel import lay
from timeline.static_map.projection import Azimuthal, Conic, EqualEarth, choose
from timeline.static_map.route import Leg, Route, Stop
from timeline.static_map.scene import Box, Scene, Text
from timeline.static_map.themes import theme
from timeline.static_map.view import EARTH_KM, View, fitted
from timeline.static_map.wording import wording

LATITUDES, LONGITUDES = st.floats(-89, 89), st.floats(-179, 179)
SPHERE = 1.0


def tour(*names: str, traveller: str = "A. Traveller") -> Trips:
    return Trips((itineraries.trip(traveller, names),))


@given(LONGITUDES, LATITUDES, LONGITUDES, st.floats(-80, 80))
def test_projections_are_those_of_proj(longitude: float, latitude: float, centre: float, parallel: float) -> None:
    relative = centre + (longitude - centre + 180) % 360 - 180
    cases = [(EqualEarth(centre), f"+proj=eqearth +lon_0={centre}")]
    if abs(parallel) > 10:
        spread = min(8.0, abs(parallel) - 1)
        albers = f"+lat_0={parallel} +lat_1={parallel - spread} +lat_2={parallel + spread}"
        cases.append((Conic(centre, parallel, spread), f"+proj=aea +lon_0={centre} {albers}"))
    if math.cos(math.radians(relative - centre)) > -0.9:
        cases.append((Azimuthal(centre, parallel), f"+proj=laea +lon_0={centre} +lat_0={parallel}"))
    for ours, theirs in cases:
        expected = Proj(f"{theirs} +R={SPHERE}")(longitude, latitude)
        # on the meridian opposite the centre the two may differ in the side of the map
        if abs(abs(relative - centre) - 180) > 1e-6:
            assert ours.project(relative, latitude) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("London", "Paris", "Rome"), Conic),
        (("Nairobi", "Apia"), EqualEarth),
        (("Nairobi",), Azimuthal),
        (("Washington", "Longyearbyen", "Moscow"), Azimuthal),
        (("Wellington", "McMurdo Station"), Azimuthal),
        (("Joint Base Andrews", "Astana", "New Delhi"), EqualEarth),
        (("Canberra", "Wellington"), Conic),
    ],
)
def test_the_projection_is_chosen_for_the_trip(names: tuple[str, ...], kind: type) -> None:
    view = view_of(names)
    assert isinstance(view.projection, kind)
    if "Longyearbyen" in names or "McMurdo Station" in names:
        assert abs(view.projection.latitude) == 90


def view_of(names: tuple[str, ...], projection: str = "auto") -> View:
    points = [(p.longitude, p.latitude) for p in map(itineraries.PLACES.__getitem__, names)]
    ways = [point for a, b in pairwise(points) for point in geodesic(a, b)]
    return fitted(points, ways, Box(0, 0, 1600, 900), projection)


@pytest.mark.parametrize("name", [n for n in PROJECTIONS if n != "auto"])
@pytest.mark.parametrize("names", [("London", "Rome"), itineraries.PACIFIC, ("Canberra", "Brasília"), ("Nairobi",)])
def test_any_projection_can_be_asked_for(name: str, names: tuple[str, ...]) -> None:
    scene = drawn(tour(*names), projection=name, inset=False)
    assert_clear(scene)
    numbers = [m for plate in scene.plates for m in plate.markers]
    assert all(marker.overlaps(scene.plates[0].window) for marker in numbers)


def test_no_line_leaps_across_the_map() -> None:
    for names in (itineraries.PACIFIC, ("Beijing", "Washington"), ("Canberra", "Anchorage", "Brasília", "Tokyo")):
        for projection in PROJECTIONS:
            for plate in drawn(tour(*names), projection=projection, inset=False).plates:
                steps = [math.dist(a, b) for way in plate.ways for a, b in pairwise(way)]
                assert max(steps) < 120, (names, projection)


def test_a_line_is_cut_on_the_edge_of_the_map() -> None:
    ahead, behind = split([(170.0, 10.0), (-170.0, 20.0)], 0.0)
    assert ahead == [(170.0, 10.0), (180.0, 15.0)] and behind == [(-180.0, 15.0), (-170.0, 20.0)]
    back, forth = split([(-170.0, 20.0), (170.0, 10.0)], 0.0)
    assert back == [(-170.0, 20.0), (-180.0, 15.0)] and forth == [(180.0, 15.0), (170.0, 10.0)]
    assert split([(10.0, 89.0), (170.0, 89.0)], 0.0) == [[(10.0, 89.0), (10.0, 90.0)], [(170.0, 90.0), (170.0, 89.0)]]
    assert filled([(0.0, 0.0), (10.0, 0.0)], 4.0)[1:3] == [(10 / 3, 0.0), (20 / 3, 0.0)]


@given(st.lists(st.tuples(LONGITUDES, LATITUDES), min_size=2, max_size=8), LONGITUDES)
def test_cut_lines_stay_on_the_map(line: list[tuple[float, float]], longitude: float) -> None:
    for part in split(line, longitude):
        assert all(abs(x - longitude) <= 180 + 1e-9 and abs(y) <= 90 for x, y in part)
        assert all(abs(b[0] - a[0]) <= 180 + 1e-9 for a, b in pairwise(part))


def test_the_scale_holds() -> None:
    """Between two places a known way apart, at the middle of the map, the bar's kilometres are those of the globe."""
    for names in (("London", "Paris", "Rome"), ("Washington", "Tokyo", "Canberra")):
        view = view_of(names)
        pixels, latitude = view.local_scale()
        assert (latitude is None) == (names[0] == "London")
        at = view.projection.latitude if latitude is None else latitude
        west, east = (view.place((view.projection.longitude + x, at)) for x in (-1.0, 1.0))
        kilometres = math.radians(2) * math.cos(math.radians(at)) * EARTH_KM
        assert math.dist(west, east) / pixels == pytest.approx(kilometres, rel=0.01)


def test_a_region_that_most_stops_crowd_is_enlarged() -> None:
    names = ("Washington", *itineraries.EUROPE[:8], "Tokyo", "Washington")
    scene = drawn(tour(*names))
    main, inset = scene.plates
    assert_clear(scene)
    assert len(inset.labels) == 8 and len(main.labels) == 2
    assert inset.window.inside(main.window)
    assert not any(label.overlaps(inset.window) for label in (*main.labels, *main.markers))
    assert len(drawn(tour(*names), inset=False).plates) == 1


def test_an_inset_that_finds_no_free_corner_stands_beside_the_map() -> None:
    trips = read_csv(Path(__file__).parent / "data" / "hardest_trips.csv").trips
    trip = next(t for t in trips if t.trip_id.startswith("madeleine-korbel-albright-1997-12-05"))
    main, inset = drawn(Trips((trip,))).plates
    assert not main.window.overlaps(inset.window)
    assert len(drawn(Trips((trip,)), inset=False).plates) == 1


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(LONGITUDES, LATITUDES, st.text("abcМя京ب ", max_size=30)), min_size=1, max_size=16))
@example([(10.0, 50.0, "a")] * 12)
def test_labels_of_any_route_are_clear(spots: list[tuple[float, float, str]]) -> None:
    stops = tuple(Stop("", 0, (x, y), name, [n], ["28 Feb 2023"]) for n, (x, y, name) in enumerate(spots, 1))
    ends = [(x, y) for x, y, _ in spots]
    legs = tuple(Leg(0, "reported", tuple(geodesic(a, b))) for a, b in pairwise(ends) if a != b)
    found = Route(stops, legs, ("",), ())
    view = fitted(found.places(), found.ways(), Box(0, 60, 1600, 940))
    plate = lay(found, view, theme("light"), 1.0).plate
    assert_clear(Scene(1600, 1000, "", "", "", (plate,), ()))


def test_no_inset_where_there_is_no_crowd() -> None:
    for names in (itineraries.EUROPE, itineraries.PACIFIC, ("London", "Paris")):
        assert len(drawn(tour(*names)).plates) == 1


def several() -> Trips:
    return Trips(
        (
            itineraries.trip("Anna Berg", ("London", "Paris", "Rome")),
            itineraries.trip("Bruno Weiss", ("Berlin", "Prague", "Vienna")),
            itineraries.trip("Carla Rossi", ("Rome", "Geneva", "Bern")),
        )
    )


def test_several_travellers_have_a_small_map_each() -> None:
    scene = drawn(several())
    assert_clear(scene)
    assert [len(plate.labels) for plate in scene.plates] == [3, 3, 3]
    assert {"Anna Berg", "Bruno Weiss", "Carla Rossi"} <= {text.text for text in scene.texts()}
    assert len(drawn(several(), layout="one").plates) == 1
    crowd = Trips(tuple(itineraries.trip(f"Envoy {n}", ("Paris", "Rome")) for n in range(13)))
    assert len(drawn(crowd).plates) == 1 and len(drawn(crowd, layout="each").plates) == 13


def test_small_maps_of_one_region_share_one_view() -> None:
    scene = drawn(Trips((several().trips[0], itineraries.trip("Dora Novak", ("London", "Paris", "Rome")))))
    first, second = scene.plates
    shift = second.window.left - first.window.left, second.window.top - first.window.top
    for ours, theirs in zip(first.ways, second.ways, strict=True):
        for (x1, y1), (x2, y2) in zip(ours, theirs, strict=True):
            assert (x2 - x1, y2 - y1) == pytest.approx(shift)


@given(st.integers(1, 30))
def test_the_grid_holds_every_map(count: int) -> None:
    room = Box(0, 60, 1600, 940)
    windows = grid(count, room, 14, 27)
    assert len(windows) == count
    assert all(w.inside(room.grown(0.001)) and w.right > w.left and w.bottom > w.top for w in windows)
    assert not any(a.overlaps(b) for n, a in enumerate(windows) for b in windows[:n])


def test_days_and_numbers_in_the_form_of_a_locale() -> None:
    stay = When(date(2023, 2, 28), date(2023, 3, 1), precision="day")
    assert wording().days(stay) == "28 Feb – 1 Mar 2023"
    assert wording("en-US").days(stay) == "Feb 28 – Mar 1, 2023"
    assert wording("de").days(stay) == "28. Feb. – 1. März 2023"
    assert wording("zh").days(replace(stay, precision="month")) == "2023年2月"
    bounds = When(None, None, date(2023, 2, 28), date(2023, 3, 3), "bounded")
    assert wording().days(bounds) == "between 28 Feb and 3 Mar 2023"
    assert wording("en-GB").kilometres(2000) == "2,000 km" and wording("de").kilometres(2000) == "2.000 km"
    trip = itineraries.trip("A. Traveller", ("London", "Paris", "Rome"), cancelled=("Rome",))
    assert wording().period(trip.entries) == "26 – 27 Feb 2023" and wording().period(()) == ""
    assert "26 – 27 Feb 2023" in {text.text for text in drawn(Trips((trip,))).texts() if text.anchor == "end"}
    scene = drawn(itineraries.mission(), locale="de")
    assert "28. Feb. 2023" in {text.text for text in scene.texts()}


def test_a_size_in_millimetres_and_any_resolution(tmp_path: Path) -> None:
    table = tmp_path / "itinerary.csv"
    table.write_text(to_csv(row(e) for e in itineraries.mission().entries()), encoding="utf-8")
    wanted = ["map", str(table), "-o", str(tmp_path / "a.png"), "--size", "148x105mm", "--dpi", "300"]
    result = CliRunner().invoke(main, [*wanted, "--locale", "de", "--theme", "grey", "--projection", "conic"])
    assert result.exit_code == 0, result.output
    with Image.open(tmp_path / "a.png") as picture:
        picture.load()
        assert picture.size == pytest.approx((148 / 25.4 * 300, 105 / 25.4 * 300), abs=3)
        assert picture.convert("RGB").getcolors(maxcolors=1 << 24) is not None
        red, green, blue = picture.convert("RGB").split()
        assert not ImageChops.difference(red, green).getbbox() and not ImageChops.difference(green, blue).getbbox()


def test_the_help_names_every_choice() -> None:
    said = " ".join(CliRunner().invoke(main, ["map", "--help"]).output.split())
    assert all(name in said for name in (*PROJECTIONS, *LAYOUTS, *THEMES, LOCALE))


SCRIPTS = {
    "Moscow": "Москва", "Rome": "Ῥώμη", "Beijing": "北京", "Tokyo": "東京", "Seoul": "서울",
    "Nairobi": "القاهرة الجديدة", "Astana": "Астана (القاهرة) 12",
}  # fmt: skip


def named(names: dict[str, str]) -> Trips:
    whole = itineraries.trip("王毅", tuple(names))
    entries = tuple(replace(e, place=replace(e.place, name=names[e.place.name])) for e in whole.entries if e.place)
    return Trips((replace(whole, entries=entries),))


def test_names_in_all_scripts(tmp_path: Path) -> None:
    told: list[str] = []
    for suffix in (".svg", ".png", ".pdf"):
        write_map(named(SCRIPTS), tmp_path / f"map{suffix}", tell=told.append)
    assert not told
    svg = re.sub("<[^>]*>", "", (tmp_path / "map.svg").read_text(encoding="utf-8"))
    assert all(name in svg for name in SCRIPTS.values()), "text stays text"
    with PdfDocument(tmp_path / "map.pdf") as document:
        text = document[0].get_textpage().get_text_bounded()
    assert {"Москва", "北京", "東京", "서울"} <= set(text.split())


def test_arabic_is_shaped_and_runs_from_right_to_left() -> None:
    """Letters are joined, so that they take less room than apart, and the first one stands at the right."""
    assert fonts.width("القاهرة", 30) < sum(fonts.width(letter, 30) for letter in "القاهرة") * 0.9
    once, twice = ink("ا  ببب"), ink("ببب  ا")
    # alef is a lone upright: standing first it is at the right, standing last at the left
    assert tall(once)[0] > tall(twice)[0] + 20
    joined, apart = ink("ببب"), ink("ب\u200cب\u200cب")
    assert joined.getbbox()[2] - joined.getbbox()[0] < apart.getbbox()[2] - apart.getbbox()[0] - 15


def ink(word: str, size: float = 60) -> Image.Image:
    scene = Scene(400, 100, "", "", "#ffffff", (), (Text(20, 70, word, size, "#000000"),))
    picture = Image.open(io.BytesIO(backends.png(scene))).convert("L")
    with PdfDocument(backends.pdf(scene)) as document:
        page = document[0].render(scale=96 / 72).to_pil().convert("L")
    # the two formats draw the same letters in the same places
    for one, other in zip(ImageChops.invert(picture).getbbox(), ImageChops.invert(page).getbbox(), strict=True):
        assert abs(one - other) <= 2
    return ImageChops.invert(picture)


def test_a_text_in_several_fonts_takes_the_room_that_was_measured() -> None:
    for word in ("王毅: 8 in", "8 王毅 9", "Київ 北京", "\u206728 فبراير 2023\u2069, x"):
        left, _, right, _ = ink(word, 25).getbbox()
        assert right - left == pytest.approx(fonts.width(word, 25), abs=6)


def test_days_of_a_locale_that_reads_from_right_to_left_keep_their_order() -> None:
    stay = When(date(2023, 2, 28), precision="day")
    assert wording("ar-EG").days(stay).startswith("\u2067") and wording("ar-EG").days(stay).endswith("\u2069")
    # what comes last, be it long or short, stands at the left
    assert first_block(ink("\u20672 ببب 2023\u2069", 40)) > 60 > first_block(ink("\u20672023 ببب 2\u2069", 40))


def first_block(picture: Image.Image) -> int:
    """Width of what stands at the left, up to the first blank."""
    left, top, right, bottom = picture.getbbox()
    blank = [x for x in range(left, right) if not picture.crop((x, top, x + 7, bottom)).getbbox()]
    return blank[0] - left


def tall(picture: Image.Image) -> list[int]:
    """The columns in which ink reaches highest."""
    left, top, right, _ = picture.getbbox()
    return [x for x in range(left, right) if max(picture.getpixel((x, y)) for y in range(top, top + 4)) > 128]


def test_letters_that_no_font_has_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "having", lambda letter: None)
    fonts.runs.cache_clear()
    told: list[str] = []
    try:
        write_map(named({"Beijing": "北京", "Tokyo": "Tokyo"}), tmp_path / "map.png", tell=told.append)
    finally:
        fonts.runs.cache_clear()
    assert len(told) == 1
    assert "北京" in told[0] and "diplomatic-timeline[fonts]" in told[0]


def test_a_broken_font_file_is_passed_over(tmp_path: Path) -> None:
    bad = tmp_path / "bad.ttf"
    bad.write_bytes(b"not a font")
    assert faces._faces(str(bad)) == ()
    assert faces._faces(str(tmp_path / "none.ttf")) == ()


def test_the_svg_carries_the_letters_it_uses(tmp_path: Path) -> None:
    svg = svg_of(named({"Beijing": "北京", "Moscow": "Москва", "Nairobi": "القاهرة"}), tmp_path)
    carried = [base64.b64decode(found) for found in re.findall(r"base64,([^)]*)\)", svg)]
    letters = [uharfbuzz.Face(uharfbuzz.Blob(data)).unicodes for data in carried]
    assert all(any(ord(letter) in known for known in letters) for letter in "北京Москва" + "قل" + "reported")
    assert sum(map(len, carried)) < 60_000, "only the letters that are used"


def test_a_name_of_a_font_cannot_break_out() -> None:
    from timeline.static_map.svg import _quoted

    assert _quoted(["Evil' onload='x", "<b>"]) == "'Evil onload=x', '&lt;b&gt;'"


def test_the_map_of_the_poles_has_no_seam() -> None:
    """The pole opposite the centre is the rim of the map, whichever meridian it is reached by."""
    for longitude in (0.0, 90.0, 180.0, -135.0):
        assert math.hypot(*Azimuthal(0.0, 90.0).project(longitude, -90.0)) == pytest.approx(2.0, abs=1e-3)
    assert isinstance(choose([]), EqualEarth)
    assert labels_of(drawn(tour("Longyearbyen")))
