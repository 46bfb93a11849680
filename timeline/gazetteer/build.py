"""Builds the index: one SQLite file of places and a trie of their folded names.

The trie numbers every folded name; the table `posting` leads from that number to places. Both files are written under
temporary names and renamed at the end, the SQLite file last, so that a reader finds both or neither, and two processes
that build at once end with the same bytes in place.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import marisa_trie

from timeline.errors import GazetteerError
from timeline.gazetteer.dump import dump_rows
from timeline.gazetteer.folding import fold
from timeline.gazetteer.layers import Layer, Row, cells, rows, split
from timeline.gazetteer.model import KINDS, How
from timeline.gazetteer.spot import cell_of, km

FORMAT = 3  # part of the index's name: a change of the tables below must raise it
TRIE_SUFFIX = ".names"
BUILDING = ".building-"
"""How the folders begin in which an index is built."""
_FIRST_OWN_ID = 1 << 30  # below it the ids are GeoNames' own
_SCALE = 100_000
_NOTABLE = 15_000  # people from which a city's names are offered for misspelt ones
_SCHEMA = """
CREATE TABLE place(id INTEGER PRIMARY KEY, name TEXT, latitude INTEGER, longitude INTEGER, country TEXT, kind INTEGER,
    admin1 INTEGER, admin2 INTEGER, population INTEGER, feature TEXT, city INTEGER, ref TEXT, layer INTEGER);
CREATE TABLE layer(number INTEGER PRIMARY KEY, name TEXT, source TEXT, licence TEXT, attribution TEXT);
CREATE TABLE posting(name INTEGER, place INTEGER, how INTEGER, PRIMARY KEY(name, place)) WITHOUT ROWID;
CREATE TABLE ref(ref TEXT PRIMARY KEY, place INTEGER) WITHOUT ROWID;
CREATE TABLE code(code TEXT, place INTEGER, PRIMARY KEY(code, place)) WITHOUT ROWID;
CREATE TABLE country(code TEXT PRIMARY KEY, place INTEGER, capital INTEGER, iso3 TEXT) WITHOUT ROWID;
CREATE TABLE word(word TEXT PRIMARY KEY, country TEXT, demonym INTEGER) WITHOUT ROWID;
CREATE TABLE former(name INTEGER, place INTEGER, first INTEGER, last INTEGER, said TEXT, note TEXT);
CREATE TABLE held(holder TEXT, land TEXT, first INTEGER, last INTEGER, note TEXT);
CREATE TABLE cell(cell INTEGER, place INTEGER, PRIMARY KEY(cell, place)) WITHOUT ROWID;
CREATE TABLE similar(first TEXT, length INTEGER, names TEXT, PRIMARY KEY(first, length)) WITHOUT ROWID;
CREATE TABLE raw(key TEXT, place INTEGER, how INTEGER);
"""


Watch = Callable[[Iterable[Row]], Iterable[Row]]


class UnwritableError(GazetteerError):
    """The index cannot be written where it should be; another place may do."""


def build(target: Path, layers: Sequence[Layer], watch: Watch = iter) -> int:
    """Writes the index of the layers to `target` and `target` + ".names"; gives back how many places it holds.

    `watch` is handed the rows of each layer of places and gives them on: a progress bar.
    Raises `GazetteerError` if a layer is unreadable, and `UnwritableError` or `OSError` if the place is not writable.
    """
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=BUILDING, ignore_cleanup_errors=True) as folder:
        file = Path(folder) / target.name
        connection = sqlite3.connect(file, isolation_level=None)
        try:
            Builder(connection, layers, watch).run(Path(str(file) + TRIE_SUFFIX))
            (places,) = connection.execute("SELECT count(*) FROM place").fetchone()
        except (sqlite3.OperationalError, RuntimeError) as error:  # a full disk, in SQLite's words and in the trie's
            raise UnwritableError(f"{target.parent}: the index cannot be written: {error}") from error
        except sqlite3.Error as error:
            raise GazetteerError(f"the gazetteer index cannot be built: {error}") from error
        finally:
            connection.close()
        Path(str(file) + TRIE_SUFFIX).replace(str(target) + TRIE_SUFFIX)
        file.replace(target)
    return int(places)


class Builder:
    """One building of an index, step by step."""

    def __init__(self, connection: sqlite3.Connection, layers: Sequence[Layer], watch: Watch = iter) -> None:
        self._db = connection
        self._watch = watch
        self._layers = layers
        self._next = _FIRST_OWN_ID
        self._divisions: dict[str, int] = {}
        self._pending_cities: list[tuple[int, Row]] = []

    def run(self, trie_file: Path) -> None:
        """All steps in their order."""
        self._db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;")
        self._db.executescript(f"PRAGMA page_size=4096; {_SCHEMA}")
        self._db.execute("BEGIN")
        for number, layer in enumerate(self._layers):
            told = (number, layer.name, layer.source, layer.licence, layer.attribution)
            self._db.execute("INSERT INTO layer VALUES (?,?,?,?,?)", told)
            if layer.role == "countries":
                self._countries(layer)
            elif layer.role == "places":
                self._places(self._watch(rows(layer) if layer.form == "csv" else dump_rows(layer)), layer)
            elif layer.role == "possessions":
                self._possessions(layer)
        self._db.execute("CREATE INDEX raw_key ON raw(key)")
        self._capitals()
        self._settlements()
        for layer in self._layers:
            if layer.role == "aliases":
                self._aliases(layer)
        former = [entry for layer in self._layers if layer.role == "former" for entry in self._former(layer)]
        trie = self._trie(former)
        trie.save(str(trie_file))
        self._postings(trie, former)
        self._similar()
        self._db.execute("COMMIT")
        self._db.executescript("DROP TABLE raw; VACUUM;")

    def _number(self, layer: Layer, row: Row) -> int:
        if layer.prefix == "geonames" and row.id.isdigit():
            return int(row.id)
        reference = f"{layer.prefix}:{row.id}"
        held = self._db.execute("SELECT place FROM ref WHERE ref=?", (reference,)).fetchone()
        if held:
            # a later layer corrects an earlier one
            return int(held[0])
        self._next += 1
        self._db.execute("INSERT INTO ref VALUES (?,?)", (reference, self._next))
        return self._next

    def _places(self, source: Iterable[Row], layer: Layer) -> None:
        trusted = How.ALIAS if layer.aliases == "alias" else How.VARIANT
        place_layer = self._layers.index(layer)
        for row in source:
            number = self._number(layer, row)
            first, second = self._division(row, number)
            self._db.execute(
                "INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?,?,?,NULL,?,?)",
                (number, row.name, round(row.latitude * _SCALE), round(row.longitude * _SCALE), row.country_code,
                 KINDS.index(row.kind), first, second, row.population or None, row.feature_code or None,
                 None if number < _FIRST_OWN_ID else f"{layer.prefix}:{row.id}", place_layer),
            )  # fmt: skip
            names = [(fold(row.name), number, How.NAME), *((fold(alias), number, trusted) for alias in row.aliases)]
            self._db.executemany("INSERT INTO raw VALUES (?,?,?)", names)
            if row.codes:
                self._db.executemany("INSERT OR IGNORE INTO code VALUES (?,?)", ((code, number) for code in row.codes))
            if row.kind == "city":
                self._db.execute(
                    "INSERT OR IGNORE INTO cell VALUES (?,?)", (cell_of(row.latitude, row.longitude), number)
                )
            if row.city:
                self._pending_cities.append((number, row))

    def _division(self, row: Row, number: int) -> tuple[int | None, int | None]:
        first = f"{row.country_code}.{row.admin1}"
        second = f"{first}.{row.admin2}"
        if row.kind == "admin1":
            self._divisions[first] = number
        elif row.kind == "admin2":
            self._divisions[second] = number
        return self._divisions.get(first), self._divisions.get(second) if row.admin2 else None

    def _countries(self, layer: Layer) -> None:
        for _, values in cells(layer):
            code = values["country_code"]
            aliases = split(values["aliases"])
            row = Row(values["id"], values["name"], float(values["latitude"]), float(values["longitude"]), code,
                      "country", aliases, population=int(values["population"] or 0), feature_code="PCLI")  # fmt: skip
            self._places([row], layer)
            self._db.execute("INSERT INTO country VALUES (?,?,NULL,?)", (code, int(row.id), values["iso3"]))
            self._db.execute("INSERT OR IGNORE INTO raw VALUES (?,?,?)", (fold(values["capital"]), int(row.id), -1))
            words = [(word, code, 1) for word in split(values["demonyms"])]
            words += [(name.lower(), code, 0) for name in (row.name, *aliases)]
            self._db.executemany("INSERT OR IGNORE INTO word VALUES (?,?,?)", words)

    def _capitals(self) -> None:
        asked = self._db.execute(
            "SELECT p.country, p.id, r.key FROM raw r JOIN place p ON p.id=r.place WHERE r.how=-1"
        ).fetchall()
        self._db.execute("DELETE FROM raw WHERE how=-1")
        for code, _, name in asked:
            city = self._find(name, code, ("city",))
            if city is not None:
                self._db.execute("UPDATE country SET capital=? WHERE code=?", (city, code))
                self._db.execute("UPDATE place SET feature='PPLC' WHERE id=?", (city,))

    def _find(
        self, name: str, code: str, kinds: tuple[str, ...], near: tuple[float, float] | None = None
    ) -> int | None:
        """The best known place that carries a folded name in a country; with `near`, the nearest one within 150 km."""
        found = self._db.execute(
            f"SELECT p.id, p.latitude, p.longitude FROM raw r JOIN place p ON p.id=r.place "
            f"WHERE r.key=? AND p.country=? AND p.kind IN ({','.join(str(KINDS.index(kind)) for kind in kinds)}) "
            "ORDER BY p.feature='PPLC' DESC, r.how, p.population DESC, p.id",
            (name, code),
        ).fetchall()
        if near is None:
            return found[0][0] if found else None
        apart = [(km(near[0], near[1], lat / _SCALE, lon / _SCALE), place) for place, lat, lon in found]
        close = [pair for pair in apart if pair[0] < 150]
        return min(close)[1] if close else None

    def _settlements(self) -> None:
        """Joins airports and venues to their cities: by the city's name, else by nearness among the larger ones."""
        for number, row in self._pending_cities:
            spot = (row.latitude, row.longitude)
            city = self._find(fold(row.city), row.country_code, ("city",), spot)
            if city is not None:
                self._db.execute(
                    "UPDATE place SET city=?, admin1=(SELECT admin1 FROM place WHERE id=?) WHERE id=?",
                    (city, city, number),
                )

    def _aliases(self, layer: Layer) -> None:
        for _, values in cells(layer):
            target = self._target(values["target_name"], values["target_country_code"], values.get("kind", ""))
            if target is not None:
                self._db.execute("INSERT INTO raw VALUES (?,?,?)", (fold(values["name"]), target, How.ALIAS))

    def _target(self, name: str, code: str, kind: str) -> int | None:
        if kind == "country":
            found = self._db.execute("SELECT place FROM country WHERE code=?", (code,)).fetchone()
            return found[0] if found else None
        kinds = (kind,) if kind else ("country", "city", "admin1", "region", "island", "base", "airport", "venue")
        return self._find(fold(name), code, kinds)

    def _former(self, layer: Layer) -> Iterator[tuple[str, int, int, int, str, str]]:
        for _, values in cells(layer):
            target = self._target(values["target_name"], values["target_country_code"], values["kind"])
            if target is not None:
                yield (fold(values["name"]), target, int(values["from_year"] or 0), int(values["to_year"] or 9999),
                       values["name"], values["note"])  # fmt: skip

    def _possessions(self, layer: Layer) -> None:
        for _, values in cells(layer):
            years = (int(values["from_year"] or 0), int(values["to_year"] or 9999))
            row = (values["holder"], values["land"], *years, values["note"])
            self._db.execute("INSERT INTO held VALUES (?,?,?,?,?)", row)

    def _trie(self, former: Iterable[tuple[str, int, int, int, str, str]]) -> marisa_trie.Trie:
        self._db.executemany("INSERT INTO raw VALUES (?,?,?)", ((entry[0], entry[1], How.FORMER) for entry in former))
        keys = (key for (key,) in self._db.execute("SELECT DISTINCT key FROM raw WHERE key<>'' ORDER BY key"))
        return marisa_trie.Trie(keys)

    def _postings(self, trie: marisa_trie.Trie, former: Iterable[tuple[str, int, int, int, str, str]]) -> None:
        self._db.create_function("number_of", 1, trie.__getitem__, deterministic=True)
        self._db.execute(
            "INSERT INTO posting SELECT number_of(key) AS name, place, MIN(how) FROM raw WHERE key<>'' "
            "GROUP BY key, place ORDER BY name, place"
        )
        self._db.executemany("INSERT INTO former VALUES (?,?,?,?,?,?)", ((trie[e[0]], *e[1:]) for e in former))

    def _similar(self) -> None:
        """The names that a misspelt one may stand for: those of well known places, by first letter and length."""
        small = ",".join(str(KINDS.index(kind)) for kind in ("city", "admin2", "airport"))
        found = self._db.execute(
            "SELECT DISTINCT substr(r.key,1,1), length(r.key), r.key FROM raw r JOIN place p ON p.id=r.place "
            f"WHERE length(r.key)>=5 AND r.how<=3 AND (p.population>=? OR p.kind NOT IN ({small})) ORDER BY 1,2,3",
            (_NOTABLE,),
        )
        for (first, length), group in groupby(found, key=lambda row: (row[0], row[1])):
            self._db.execute("INSERT INTO similar VALUES (?,?,?)", (first, length, "\n".join(row[2] for row in group)))
