"""The open index: names to candidates, ids to places, points to the nearest city."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import marisa_trie

from timeline.errors import GazetteerError
from timeline.gazetteer.build import TRIE_SUFFIX
from timeline.gazetteer.folding import fold
from timeline.gazetteer.model import KINDS, Candidate, How, Source, weigh
from timeline.gazetteer.spot import cells_around, km
from timeline.records import Place

_SCALE = 100_000
_COLUMNS = "p.id,p.name,p.latitude,p.longitude,p.country,p.kind,p.admin1,p.population,p.feature,p.city,p.ref"
_ABBREVIATED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point", "saint": "st",
                "mount": "mt", "fort": "ft"}  # fmt: skip
_KIND_NOUNS = frozenset(("city", "province", "state", "region", "county", "island", "islands"))
_HOWS = {how.value: how for how in How}
_SHORTEST_FUZZY = 5
_PLACES_KEPT = 50_000


class Gazetteer:
    """An opened index. Safe to share between threads; answers are remembered per process.

    Raises `GazetteerError` if the files are missing or damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        try:
            uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._names = marisa_trie.Trie()
            self._names.mmap(str(self.path) + TRIE_SUFFIX)
            lands = self._db.execute(
                "SELECT c.code, p.name, c.place, c.capital FROM country c JOIN place p ON p.id=c.place"
            )
            self._lands: dict[str, tuple[str, int, int | None]] = {row[0]: row[1:] for row in lands}
        except (sqlite3.Error, OSError, RuntimeError) as error:
            raise GazetteerError(f"the gazetteer index {path} cannot be opened: {error}") from error
        self._divisions: dict[int, str] = {}
        self._places: dict[int, Place] = {}
        self._look_up = lru_cache(maxsize=50_000)(self._look_up_now)

    def candidates(
        self, name: str, *, country: str | None = None, on: date | None = None, fuzzy: bool = False
    ) -> list[Candidate]:
        """What a name may stand for, best first; empty if nothing is known.

        `country` (ISO 3166-1 alpha-2) leaves only places there. With `on`, former names count only in their years.
        With `fuzzy`, a name that nothing matches is compared with those of well known places, unless it is short.
        """
        found = self._look_up(name, on.year if on else None, fuzzy)
        if country:
            found = tuple(c for c in found if c.place.country_code == country.upper())
        return list(found)

    def _look_up_now(self, name: str, year: int | None, fuzzy: bool) -> tuple[Candidate, ...]:
        key = fold(name)
        found = self._by_key(key, year)
        if name.isupper():
            found = self._by_code(name) + found
        if not found:
            for other in _other_forms(key):
                if found := self._by_key(other, year):
                    break
        if not found and fuzzy:
            found = self._similar(key, year)
        if not found:
            return ()
        best: dict[str, Candidate] = {}
        for candidate in sorted(found, key=lambda c: (-c.score, c.place.place_id)):
            best.setdefault(candidate.place.place_id, candidate)
        return tuple(best.values())

    def _by_key(self, key: str, year: int | None) -> list[Candidate]:
        number = self._names.get(key) if key else None
        if number is None:
            return []
        found = self._db.execute(
            f"SELECT x.how,{_COLUMNS} FROM posting x JOIN place p ON p.id=x.place WHERE x.name=?", (number,)
        ).fetchall()
        result = []
        for how, *columns in found:
            place = self._place(columns)
            if how != How.FORMER:
                result.append(weigh(place, _HOWS[how]))
            if (number, columns[0]) in self._formers:
                result += [weigh(place, *held) for held in self._former(number, columns[0], year)]
        return result

    def _former(self, name: int, place: int, year: int | None) -> list[tuple[How, str, float]]:
        """Whether a former name held in the year (or may have, in none), with the years and a factor."""
        result = []
        for first, last, said in self._formers[name, place]:
            held = f"{said} {f'{first}-' if first else 'until '}{last if last < 9999 else ''}"
            if year is None:
                result.append((How.FORMER, held, 0.9))
            elif first - 1 <= year <= last + 1:
                result.append((How.FORMER, held, 1.0))
            else:
                result.append((How.LAPSED, f"{held}, not in {year}", 1.0))
        return result

    @cached_property
    def _formers(self) -> Mapping[tuple[int, int], list[tuple[int, int, str]]]:
        table: dict[tuple[int, int], list[tuple[int, int, str]]] = {}
        for name, place, first, last, said in self._db.execute("SELECT name, place, first, last, said FROM former"):
            table.setdefault((name, place), []).append((first, last, said))
        return table

    def _by_code(self, name: str) -> list[Candidate]:
        if not (3 <= len(name) <= 4 and name.isascii() and name.isalnum()):
            return []
        found = self._db.execute(f"SELECT {_COLUMNS} FROM code x JOIN place p ON p.id=x.place WHERE x.code=?", (name,))
        return [weigh(self._place(columns), How.CODE, name) for columns in found]

    def _similar(self, key: str, year: int | None) -> list[Candidate]:
        if len(key) < _SHORTEST_FUZZY:
            return []
        from rapidfuzz import process
        from rapidfuzz.distance import DamerauLevenshtein

        allowed = 1 if len(key) < 8 else 2
        rows = self._db.execute(
            "SELECT names FROM similar WHERE first=? AND length BETWEEN ? AND ?",
            (key[0], len(key) - allowed, len(key) + allowed),
        )
        names = [name for (text,) in rows for name in text.split("\n")]
        near = process.extract(key, names, scorer=DamerauLevenshtein.distance, score_cutoff=allowed, limit=8)
        result = []
        for name, distance, _ in near:
            if distance > near[0][1]:
                break  # the nearest spellings only
            close = 1 - distance / len(key)
            for found in self._by_key(name, year):
                result.append(weigh(found.place, How.FUZZY, f"{name}, distance {distance}", close))
        return result

    def _place(self, columns: Sequence[Any]) -> Place:
        number, name, latitude, longitude, country, kind, admin1, population, feature, city, ref = columns
        if (known := self._places.get(number)) is not None:
            return known
        land = self._lands.get(country)
        if len(self._places) >= _PLACES_KEPT:
            self._places.clear()
        place = self._places[number] = Place(
            name, latitude / _SCALE, longitude / _SCALE, country, ref or f"geonames:{number}", KINDS[kind],
            land[0] if land else "", self._division(admin1), population or 0, feature or "",
            f"geonames:{city}" if city else "",
        )  # fmt: skip
        return place

    def _division(self, number: int | None) -> str:
        if number is None:
            return ""
        try:
            return self._divisions[number]
        except KeyError:
            (name,) = self._db.execute("SELECT name FROM place WHERE id=?", (number,)).fetchone()
            self._divisions[number] = name
            return str(name)

    def _number(self, place_id: str) -> int | None:
        prefix, _, rest = place_id.partition(":")
        if prefix == "geonames" and rest.isascii() and rest.isdigit():
            return int(rest) if len(rest) < 16 else None
        known = place_id.encode("utf-8", "replace").decode()  # a person's table may hold anything
        found = self._db.execute("SELECT place FROM ref WHERE ref=?", (known,)).fetchone()
        return found[0] if found else None

    def _by_number(self, number: int | None) -> Place | None:
        if number is None:
            return None
        if (known := self._places.get(number)) is not None:
            return known
        columns = self._db.execute(f"SELECT {_COLUMNS} FROM place p WHERE p.id=?", (number,)).fetchone()
        return self._place(columns) if columns else None

    def get(self, place_id: str) -> Place | None:
        """The place of an id such as "geonames:1526273", "icao:KADW" or "venue:camp-david", None if there is none."""
        return self._by_number(self._number(place_id))

    def country(self, code: str) -> Place | None:
        """The country of an ISO 3166-1 alpha-2 code."""
        land = self._lands.get(code.upper())
        return self._by_number(land[1]) if land else None

    def capital(self, code: str) -> Place | None:
        """The capital of a country, None where it has none."""
        land = self._lands.get(code.upper())
        return self._by_number(land[2]) if land else None

    def possessions(self, code: str, on: date | None = None) -> list[str]:
        """ISO codes of the lands that a country holds, or held on a day: Bermuda, and in 1943 Trinidad, for "GB".

        A dissolved union stands for its successor: "RU" held Ukraine until 1991.
        """
        year = on.year if on else None
        found = self._db.execute("SELECT land, first, last FROM held WHERE holder=? ORDER BY land", (code.upper(),))
        return [land for land, first, last in found if (last == 9999 if year is None else first <= year <= last)]

    def settlement(self, place: Place) -> Place:
        """The city that an airport or a venue belongs to; the place itself if it has none or stands for itself."""
        if place.kind not in ("airport", "venue", "facility") or not place.city_id:
            return place
        return self.get(place.city_id) or place

    @cached_property
    def seats(self) -> Mapping[str, int]:
        """Ids of the cities that palaces, ministries and summit venues stand in -> how many of them are known."""
        kinds = ",".join(str(KINDS.index(kind)) for kind in ("venue", "facility"))
        found = self._db.execute(f"SELECT city, count(*) FROM place WHERE kind IN ({kinds}) AND city > 0 GROUP BY city")
        return MappingProxyType({f"geonames:{city}": count for city, count in found})

    def source(self, place: Place) -> Source:
        """The layer that a place comes from, with its source and licence. Raises `GazetteerError` for a foreign id."""
        row = self._db.execute(
            "SELECT l.name, l.source, l.licence, l.attribution FROM place p JOIN layer l ON l.number=p.layer "
            "WHERE p.id=?",
            (self._number(place.place_id),),
        ).fetchone()
        if row is None:
            raise GazetteerError(f"{place.place_id} is not in the gazetteer")
        return Source(*row)

    def demonyms(self) -> Mapping[str, str]:
        """Lower-case adjective or noun of a people ("kazakh", "french", "saudi") -> ISO code."""
        return self._words[1]

    def country_names(self) -> Mapping[str, str]:
        """Lower-case name or alias of a country of today -> ISO code."""
        return self._words[0]

    @cached_property
    def _words(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        names: dict[str, str] = {}
        peoples: dict[str, str] = {}
        for word, code, demonym in self._db.execute("SELECT word, country, demonym FROM word"):
            (peoples if demonym else names)[word] = code
        return MappingProxyType(names), MappingProxyType(peoples)

    def matches(self, tokens: Sequence[str], start: int = 0, limit: int = 8) -> list[int]:
        """The numbers of folded tokens from `start` on that make a known name, ascending."""
        part = tokens[start : start + limit]
        known = {len(key) for key in self._names.prefixes(" ".join(part))}
        result, end = [], -1
        for count, token in enumerate(part, 1):
            end += len(token) + 1
            if end in known:
                result.append(count)
        return result

    def reverse(self, latitude: float, longitude: float, radius_km: float = 300, country: str = "") -> Place | None:
        """The city nearest to a point, None if there is none within the radius; with `country`, of that country."""
        for reach in (25.0, 100.0, radius_km):
            near = self._nearest(latitude, longitude, min(reach, radius_km), country)
            if near is not None:
                return near
        return None

    def _nearest(self, latitude: float, longitude: float, radius_km: float, country: str) -> Place | None:
        best, distance = None, radius_km
        for cell in cells_around(latitude, longitude, radius_km):
            found = self._db.execute(
                "SELECT p.id, p.latitude, p.longitude FROM cell c JOIN place p ON p.id=c.place "
                "WHERE c.cell=? AND (?='' OR p.country=?)",
                (cell, country, country),
            )
            for number, lat, lon in found:
                away = km(latitude, longitude, lat / _SCALE, lon / _SCALE)
                if away <= distance:
                    best, distance = number, away
        return self._by_number(best)

    def contains(self, land: Place, place: Place) -> bool:
        """Whether `place` lies in the country or division `land`, as their codes tell (not their shapes)."""
        if land.kind == "country":
            return land.country_code == place.country_code and place.kind != "country"
        inside = self._number(place.place_id)
        if land.kind not in ("admin1", "admin2") or inside is None:
            return False
        row = self._db.execute(f"SELECT {land.kind} FROM place WHERE id=?", (inside,)).fetchone()
        return bool(row) and land.place_id != place.place_id and row[0] == self._number(land.place_id)

    def close(self) -> None:
        """Lets go of the file."""
        self._db.close()


def _other_forms(key: str) -> list[str]:
    """Other spellings to try when a folded name is unknown: without "the", with "saint" for "st" and back."""
    if " " not in key:
        return []
    forms = []
    words = key.split(" ")
    if words[0] == "the":
        forms.append(key[4:])
    if not _ABBREVIATED.keys().isdisjoint(words):
        forms.append(" ".join([_ABBREVIATED.get(word, word) for word in words]))
    if words[-1] in _KIND_NOUNS:
        forms.append(" ".join(words[:-1]))
    return forms
