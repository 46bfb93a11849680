"""The data layers: what `layers.toml` names, plus the user's own files, read row by row in one common form.

A layer of places is a CSV file (UTF-8, header row; compressed as `.xz` or `.gz` if the name says so). Columns, all but
the first four optional: `name`, `latitude`, `longitude`, `country_code`, `id`, `kind`, `aliases`, `admin1` and `admin2`
(GeoNames codes), `population`, `feature_code`, `city` (the settlement it belongs to), `codes`. Several aliases or codes
stand in one cell, `;` between them.
"""

from __future__ import annotations

import csv
import gzip
import lzma
import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import platformdirs

from timeline.errors import GazetteerError
from timeline.gazetteer.folding import fold
from timeline.gazetteer.model import KINDS
from timeline.resources import folder

csv.field_size_limit(1 << 24)
NEEDED = ("name", "latitude", "longitude", "country_code")
COLUMNS = (*NEEDED, "id", "kind", "aliases", "admin1", "admin2", "population", "feature_code", "city", "codes")
ROLES = ("places", "countries", "former", "aliases", "possessions")


@dataclass(frozen=True, slots=True)
class Layer:
    """One entry of `layers.toml`: where the data are, what they are, whom they come from.

    `role` is one of `ROLES`; `prefix` begins the place ids; `kind` serves rows that name none; `aliases` is "alias"
    for names in common use or "variant" for lists that also hold rare, old and foreign forms. `form` is "csv", or
    "divisions" or "places" for that part of a GeoNames dump, settlements from `least` people on.
    """

    name: str
    path: Path
    role: str = "places"
    prefix: str = "local"
    kind: str = "venue"
    aliases: str = "alias"
    form: str = "csv"
    least: int = 0
    source: str = ""
    licence: str = ""
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One place of a layer."""

    id: str
    name: str
    latitude: float
    longitude: float
    country_code: str
    kind: str
    aliases: tuple[str, ...] = ()
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    feature_code: str = ""
    city: str = ""
    codes: tuple[str, ...] = ()


def shipped() -> list[Layer]:
    """The layers that come with the project, in the order of `layers.toml`; those whose file is absent are left out.

    Raises `GazetteerError` if the list cannot be read.
    """
    home = folder("gazetteer")
    try:
        entries = tomllib.loads((home / "layers.toml").read_text(encoding="utf-8"))["layer"]
        layers = [_layer(entry, home) for entry in entries]
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise GazetteerError(f"{home / 'layers.toml'}: {error}") from error
    return [layer for layer in layers if layer.path.is_file()]


def _layer(entry: dict[str, Any], home: Path) -> Layer:
    values = {key: value for key, value in entry.items() if key != "file"}
    return Layer(path=home / entry["file"], **values)


def config_file() -> Path:
    """Where the user's configuration stands: `config.toml` in the platform's folder for it."""
    try:
        return Path(platformdirs.user_config_dir("timeline")) / "config.toml"
    except RuntimeError:  # there is no home folder, and so no configuration
        return Path(os.devnull)


def configured() -> dict[str, Any]:
    """What the user's configuration says; empty if there is none. Raises `GazetteerError` if it is not TOML."""
    config = config_file()
    try:
        return tomllib.loads(config.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GazetteerError(f"{config}: {error}") from error


def built_index() -> Path | None:
    """The index that the user built, if one is named: `TIMELINE_GAZETTEER`, or `gazetteer` in `config_file()`.

    Raises `GazetteerError` if it is named but absent.
    """
    named = os.environ.get("TIMELINE_GAZETTEER") or configured().get("gazetteer")
    if not named:
        return None
    path = config_file().parent / Path(str(named)).expanduser()
    if not path.is_file():
        raise GazetteerError(f"the gazetteer index {path} does not exist")
    return path


def users() -> list[Layer]:
    """The user's own layers: `layers = ["my.csv"]` in `config_file()`, and the paths in `TIMELINE_LAYERS`.

    Raises `GazetteerError` for a file that is named but absent, and for a configuration that is not TOML.
    """
    named = [Path(part).expanduser() for part in os.environ.get("TIMELINE_LAYERS", "").split(os.pathsep) if part]
    listed = configured().get("layers", [])
    if not (isinstance(listed, list) and all(isinstance(part, str) for part in listed)):
        raise GazetteerError(f"{config_file()}: layers must be a list of file names")
    paths = [config_file().parent / Path(part).expanduser() for part in listed] + named
    for path in paths:
        if not path.is_file():
            raise GazetteerError(f"the gazetteer layer {path} does not exist")
    return [user_layer(path) for path in dict.fromkeys(paths)]


def user_layer(path: Path) -> Layer:
    """The layer made of one file of the user's."""
    return Layer(name=path.stem, path=path, source=str(path), licence="the user's own")


def opened(path: Path) -> TextIO:
    """A data file opened for reading, unpacked on the way."""
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8", newline="")
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def cells(layer: Layer) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of any CSV layer as (line number, column -> cell). Raises `GazetteerError` naming the file."""
    try:
        with opened(layer.path) as stream:
            reader = csv.DictReader(stream, restval="")
            for values in reader:
                yield reader.line_num, values
    except (OSError, lzma.LZMAError, UnicodeDecodeError, csv.Error) as error:
        raise GazetteerError(f"{layer.path}: {error}") from error


def heading(layer: Layer) -> list[str]:
    """The column names of a CSV layer. Raises `GazetteerError` if the file cannot be read or is empty."""
    try:
        with opened(layer.path) as stream:
            return next(csv.reader(stream))
    except StopIteration:
        raise GazetteerError(f"{layer.path}: the file is empty") from None
    except (OSError, lzma.LZMAError, UnicodeDecodeError, csv.Error) as error:
        raise GazetteerError(f"{layer.path}: {error}") from error


def rows(layer: Layer) -> Iterator[Row]:
    """The places of a layer. Raises `GazetteerError` naming the line of the first bad one."""
    for line, values in cells(layer):
        try:
            yield to_row(layer, values)
        except ValueError as error:
            raise GazetteerError(f"{layer.path}, line {line}: {error}") from error


def to_row(layer: Layer, values: dict[str, str]) -> Row:
    """A row from its cells. Raises `ValueError` saying what is wrong with it."""
    get = values.get
    name = (get("name") or "").strip()
    if not fold(name):
        raise ValueError("the name is empty")
    latitude, longitude = degrees(get("latitude"), 90), degrees(get("longitude"), 180)
    kind = get("kind") or layer.kind
    if kind not in KINDS:
        raise ValueError(f"unknown kind {kind!r}; known: {', '.join(KINDS)}")
    code = (get("country_code") or "").strip()
    if code and not (len(code) == 2 and code.isalpha() and code.isupper()):
        raise ValueError(f"{code!r} is not an ISO 3166-1 alpha-2 code")
    return Row(
        get("id") or fold(name).replace(" ", "-"), name, latitude, longitude, code, kind, split(get("aliases")),
        get("admin1") or "", get("admin2") or "", int(get("population") or 0), get("feature_code") or "",
        get("city") or "", split(get("codes")),
    )  # fmt: skip


def split(cell: str | None) -> tuple[str, ...]:
    """The parts of a cell that holds several values."""
    return tuple(part for piece in cell.split(";") if (part := piece.strip())) if cell else ()


def degrees(cell: str | None, limit: int) -> float:
    """A coordinate within its limit. Raises `ValueError`."""
    try:
        value = float(cell or "")
    except ValueError:
        raise ValueError(f"{cell!r} is not a coordinate") from None
    if not -limit <= value <= limit:
        raise ValueError(f"{cell} is beyond {limit} degrees")
    return value
