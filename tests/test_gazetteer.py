"""The gazetteer through its public door: lookups with reasons, days, spelling, points, capitals, the geopy geocoder."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from geopy.extra.rate_limiter import RateLimiter
from geopy.point import Point

from timeline.errors import GazetteerError
from timeline.gazetteer import Gazetteer, default, fold, open_index
from timeline.gazetteer.geocoder import LocalGeocoder
from timeline.gazetteer.store import index_file
from timeline.resources import folder


def first(name: str, **limits: object) -> str:
    found = default().candidates(name, **limits)  # type: ignore[arg-type]
    return found[0].place.place_id if found else ""


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Astana", "geonames:1526273"),
        ("Астана", "geonames:1526273"),
        ("New Delhi", "geonames:1261481"),
        ("Joint Base Andrews", "icao:KADW"),
        ("Andrews Air Force Base", "icao:KADW"),
        ("KADW", "icao:KADW"),
        ("Ramstein", "icao:ETAR"),
        ("Central Asia", "region:central-asia"),
        ("the Gulf", "region:gulf"),
        ("Asia", "region:asia"),
    ],
)
def test_names(name: str, place_id: str) -> None:
    assert first(name) == place_id


def test_best_first_with_a_reason() -> None:
    found = default().candidates("Georgetown")
    assert len(found) > 2
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)
    assert all(c.reason for c in found)
    assert default().candidates("Georgetown", country="MY")[0].place.country_code == "MY"


def test_names_hold_on_their_days() -> None:
    assert first("Leningrad", on=date(1974, 6, 1)) == first("Saint Petersburg", country="RU")
    assert first("Nur-Sultan", on=date(2020, 1, 1)) == first("Astana")


def test_short_names_are_not_guessed() -> None:
    assert default().candidates("Qxz", fuzzy=True) == []
    assert first("Tashkant", fuzzy=True) == first("Tashkent")


def test_every_capital_is_found_by_its_name() -> None:
    with (folder("gazetteer") / "countries.csv").open(encoding="utf-8", newline="") as stream:
        rows = [r for r in csv.DictReader(stream) if r["capital"]]
    wrong = []
    for row in rows:
        capital = default().capital(row["country_code"])
        found = [c.place for c in default().candidates(row["capital"], country=row["country_code"])]
        towns = [p.place_id for p in found if p.kind == "city"]  # a city state's name is the state's first
        if capital is None or not towns or towns[0] != capital.place_id:
            wrong.append(row["capital"])
    assert len(rows) > 190
    assert wrong == []


def test_nearest_settlement() -> None:
    place = default().reverse(51.13, 71.43)
    assert place is not None and place.name == "Astana"
    assert default().reverse(-50.0, -120.0) is None


def test_geocoder() -> None:
    geocoder = LocalGeocoder()
    here = geocoder.geocode("Astana")
    assert here is not None and (round(here.latitude, 1), round(here.longitude, 1)) == (51.2, 71.4)
    texas = geocoder.geocode("Paris, Texas")
    assert texas is not None and texas.raw["country_code"] == "US"
    several = geocoder.geocode("Paris", exactly_one=False)
    assert len(several) > 1 and several[0].raw["country_code"] == "FR"
    assert geocoder.geocode("Nowhere Xyz") is None
    assert geocoder.reverse((51.13, 71.43)).raw["place_id"] == "geonames:1526273"
    assert geocoder.reverse("-50, -120") is None
    with pytest.raises(ValueError, match="no point"):
        geocoder.reverse("somewhere")


def test_geocoder_keeps_to_geopys_conventions() -> None:
    geocoder = LocalGeocoder(user_agent="anything")
    assert geocoder.geocode("Paris", language="fr", timeout=3).raw["name"] == "Paris"
    towns = geocoder.geocode("Georgetown", exactly_one=False, limit=2, country_codes=["GY", "us"])
    assert [town.raw["country_code"] for town in towns] == ["GY", "US"]
    assert geocoder.geocode("Georgetown", country_codes="MY").raw["country_code"] == "MY"
    assert geocoder.geocode("Tashkant").raw["reason"].startswith("similar name")
    assert geocoder.geocode("") is None and geocoder.geocode("Qwxzzkvbn", exactly_one=False) is None
    (near,) = geocoder.reverse(Point(51.13, 71.43), exactly_one=False, language="en")
    assert (near.latitude, near.longitude) == (near.raw["lat"], near.raw["lon"])
    many = RateLimiter(geocoder.geocode, min_delay_seconds=0)
    assert [many(name).raw["country_code"] for name in ("Astana", "Lima")] == ["KZ", "PE"]


# -- the index --------------------------------------------------------------------------------------------------------
LAYER = "name,latitude,longitude,country_code,kind\nQuux House,10.5,20.5,TD,venue\n"


@pytest.fixture
def layer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A small index of one layer of the user's, in a cache of its own."""
    path = tmp_path / "mine.csv"
    path.write_text(LAYER, encoding="utf-8")
    monkeypatch.setenv("TIMELINE_CACHE", str(tmp_path / "cache"))
    yield path


def opened(layer: Path) -> Gazetteer:
    from timeline.gazetteer.layers import user_layer

    return open_index(index_file([user_layer(layer)]))


def test_a_layer_of_the_users_own(layer: Path) -> None:
    found = opened(layer).candidates("Quux House")
    assert [(c.place.name, c.place.latitude) for c in found] == [("Quux House", 10.5)]


def test_a_changed_layer_is_read_anew(layer: Path) -> None:
    before = opened(layer).candidates("Quux House")[0].place
    layer.write_text(LAYER.replace("10.5", "11.5"), encoding="utf-8")
    assert opened(layer).candidates("Quux House")[0].place != before


def test_a_bad_layer_names_its_line(layer: Path) -> None:
    layer.write_text(LAYER.replace("10.5", "95"), encoding="utf-8")
    with pytest.raises(GazetteerError, match=r"mine\.csv, line 2: .*90"):
        opened(layer)


def test_two_processes_build_at_once(layer: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from timeline.gazetteer import open_index;"
        "from timeline.gazetteer.store import index_file; from timeline.gazetteer.layers import user_layer;"
        f"g = open_index(index_file([user_layer(Path({str(layer)!r}))]));"
        "sys.exit(not g.candidates('Quux House'))"
    )
    running = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert not list((layer.parent / "cache").glob(".building-*"))


def test_folding() -> None:
    assert fold("São Tomé") == fold("SAO TOME")


def test_one_line_of_configuration_adds_a_layer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from timeline.gazetteer import layers

    home = tmp_path / "settings"
    home.mkdir()
    monkeypatch.setattr(layers, "config_file", lambda: home / "config.toml")
    monkeypatch.setenv("TIMELINE_CACHE", str(tmp_path / "cache"))
    assert layers.users() == []
    (home / "mine.csv").write_text(LAYER, encoding="utf-8")
    (home / "config.toml").write_text('layers = ["mine.csv"]\n', encoding="utf-8")
    known = open_index(index_file(layers.users()))
    (found,) = known.candidates("Quux House")
    assert known.source(found.place).licence == "the user's own"
    for text, said in [
        ('layers = "mine.csv"', "list"),
        ('layers = ["no.csv"]', "no.csv"),
        ("layers = [", "config.toml"),
    ]:
        (home / "config.toml").write_text(text, encoding="utf-8")
        with pytest.raises(GazetteerError, match=said):
            layers.users()


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("Tashkant", "Tashkent"),
        ("Bishkeek", "Bishkek"),
        ("Lndon", "London"),
        ("Romw", None),  # too short to be compared
        ("Qwxzzkvbn", None),
    ],
)
def test_a_misspelt_name_is_compared_unless_it_is_short(written: str, place: str | None) -> None:
    assert not default().candidates(written)
    found = default().candidates(written, fuzzy=True)
    assert (found[0].place.name if found else None) == place
    assert len({candidate.detail.rpartition(" ")[2] for candidate in found}) <= 1  # the nearest spellings only
