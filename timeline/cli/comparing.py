"""The command that sets two itineraries side by side."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline.cli.common import (
    columns_option,
    guarded,
    limit_option,
    published_option,
    read_items,
    say,
    size_option,
    tell,
    waiting,
)
from timeline.errors import InputError

if TYPE_CHECKING:
    from timeline.records import Trips

_SUFFIXES = {".csv": "csv", ".html": "html", ".htm": "html"}


@click.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("--format", "form", type=click.Choice(["text", "csv", "html"]), help="By the name of -o, else text.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write here, not to stdout.")
@click.option("--all", "everything", is_flag=True, help="Show trips outside the time that both cover, too.")
@published_option
@columns_option
@size_option
@limit_option
@guarded
def compare(
    first: str,
    second: str,
    form: str | None,
    output: Path | None,
    everything: bool,
    published: datetime | None,
    columns: str,
    max_mb: float,
    limits: tuple[str, ...],
) -> int:
    """Set two itineraries side by side: what only one has, days that differ, order that differs.

    A and B are each an itinerary.csv or itinerary.json, a site's folder, or anything that build reads.

    \b
    Example: timeline compare story.txt site/itinerary.csv
    Example: timeline compare story.txt site -o differences.html
    """
    from timeline.compare import FORMATS
    from timeline.compare import compare as run
    from timeline.files import as_bytes, write_text

    sides = [_side(name, published, columns, max_mb, limits) for name in (first, second)]
    found = [trips for trips in sides if trips is not None]
    if len(found) < 2:
        return 1
    compared = run(found[0], found[1], (first, second), everything=everything)
    form = form or _SUFFIXES.get(output.suffix.lower() if output else "", "text")
    text = FORMATS[form](compared)
    if output:
        write_text(output, text)
        click.echo(str(output))
    else:
        click.echo(as_bytes(text), nl=False)  # UTF-8, whatever the terminal's encoding
    return 0


def _side(name: str, published: datetime | None, columns: str, max_mb: float, limits: tuple[str, ...]) -> Trips | None:
    """The itinerary of one side, None if it cannot be read, which is told."""
    from timeline.pipeline import build

    try:
        made = _itinerary(Path(name))
    except InputError as err:
        say(str(err))
        return None
    if made is not None:
        return made
    items, failed = read_items([name], published, columns, max_mb, limits)
    if failed and not items:
        return None
    with waiting(items) as bar:
        trips = build(bar)
    tell(trips.problems)
    return trips


def _itinerary(path: Path) -> Trips | None:
    """The itinerary that a file or a site's folder holds ready, None if it is to be built."""
    from timeline.codec import from_json
    from timeline.frame import read_csv

    table = path / "itinerary.csv"
    if table.is_file():
        return read_csv(table)
    if not path.is_file() or path.suffix.lower() not in (".csv", ".json"):
        return None
    if path.suffix.lower() == ".json":
        try:
            return from_json(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeError, InputError) as err:
            raise InputError(f"{path}: {err}") from err
    with path.open("rb") as file:
        head = file.readline(10_000).lower()
    return read_csv(path) if b"trip_id" in head else None
