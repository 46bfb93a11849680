"""The commands about the gazetteer: `gazetteer lookup`, `check`, `build`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline.cli.common import DAY, guarded, say, waiting

if TYPE_CHECKING:
    from timeline.gazetteer import Candidate, Gazetteer

_FILE = click.Path(path_type=Path)


@click.group()
def gazetteer() -> None:
    """Ask the local gazetteer, check a layer of your own, build an index from a GeoNames dump.

    Example: timeline gazetteer lookup Tashkent
    """


@gazetteer.command()
@click.argument("name")
@click.option("--country", default="", metavar="CC", help="ISO 3166-1 alpha-2 code.")
@click.option("--on", type=DAY, help="The day the name is to hold, as 1974-06-01.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1))
@guarded
def lookup(name: str, country: str, on: datetime | None, limit: int) -> int:
    """What the gazetteer knows of a name, best first, with the reason, the source and its licence.

    Example: timeline gazetteer lookup Georgetown --country GY
    """
    from timeline.gazetteer import default

    known = default()
    day: date | None = on.date() if on else None
    found = known.candidates(name, country=country.upper() or None, on=day, fuzzy=True)
    if not found:
        say(f"{name}: not in the gazetteer")
        return 1
    click.echo(_table(known, found[:limit]))
    if len(found) > limit:
        click.echo(f"and {len(found) - limit} more: --limit {len(found)}")
    return 0


def _table(known: Gazetteer, found: Sequence[Candidate]) -> str:
    """The readings as rows, and below them the sources that they come from."""
    from tabulate import tabulate

    sources: dict[str, int] = {}
    rows = []
    for candidate in found:
        place = candidate.place
        source = known.source(place)
        told = f"{source.name}: {source.source} ({source.licence})"
        where = ", ".join(x for x in (place.admin1, place.country or place.country_code) if x and x != place.name)
        point = f"{place.latitude:.4f}, {place.longitude:.4f}"
        mark = f"[{sources.setdefault(told, len(sources) + 1)}]"
        rows.append((f"{candidate.score:.2f}", place.name, where, point, place.place_id, candidate.reason, mark))
    heads = ("score", "place", "in", "point", "id", "why", "source")
    table = tabulate(rows, heads, tablefmt="simple", disable_numparse=True)
    return "\n".join([table, "", *(f"[{number}] {told}" for told, number in sources.items())])


@gazetteer.command()
@click.argument("file", type=_FILE, metavar="FILE.csv")
@guarded
def check(file: Path) -> int:
    """Whether a layer of your own is fit for use; names each bad line.

    Example: timeline gazetteer check my-places.csv
    """
    from timeline.gazetteer.checking import check_layer

    report = check_layer(file)
    for complaint in report.complaints:
        say(complaint)
    bad = f", {len(report.complaints)} complaints" if report.complaints else ""
    click.echo(f"{file}: {report.places} places with {report.names} names{bad}")
    return 1 if report.complaints else 0


@gazetteer.command()
@click.argument("dump", type=_FILE, metavar="DUMP")
@click.option("-o", "--output", type=_FILE, metavar="FILE", help="Where the index goes; default: beside the dump.")
@click.option("--min-population", default=0, metavar="N", help="Leave out settlements known to have fewer people.")
@guarded
def build(dump: Path, output: Path | None, min_population: int) -> None:
    """Build an index from a GeoNames dump (allCountries.txt, KZ.zip, ...) and the layers that come with the program.

    Example: timeline gazetteer build allCountries.txt
    """
    from timeline.gazetteer.store import build_from_dump

    target = output or dump.with_name(f"{dump.name.partition('.')[0]}.gazetteer")
    places = build_from_dump(dump, target, min_population, partial(waiting, unit="row"))
    click.echo(f"{target}: {places:,} places; to use it, set TIMELINE_GAZETTEER or write into config.toml:")
    click.echo(f'gazetteer = "{target.resolve()}"')
