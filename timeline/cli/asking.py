"""The commands that ask the gazetteer."""

from __future__ import annotations

from datetime import date, datetime

import click

from timeline.cli.common import DAY, guarded, say


@click.group()
def gazetteer() -> None:
    """Ask the local gazetteer.

    Example: timeline gazetteer lookup Tashkent
    """


@gazetteer.command()
@click.argument("name")
@click.option("--country", default="", metavar="CC", help="ISO 3166-1 alpha-2 code.")
@click.option("--on", type=DAY, help="The day the name is to hold, as 1974-06-01.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1))
@guarded
def lookup(name: str, country: str, on: datetime | None, limit: int) -> int:
    """What the gazetteer knows of a name, best first, with the reason.

    Example: timeline gazetteer lookup Georgetown --country GY
    """
    from timeline.gazetteer import default

    day: date | None = on.date() if on else None
    found = default().candidates(name, country=country.upper() or None, on=day, fuzzy=True)
    if not found:
        say(f"{name}: not in the gazetteer")
        return 1
    for candidate in found[:limit]:
        place = candidate.place
        where = ", ".join(x for x in (place.admin1, place.country or place.country_code) if x and x != place.name)
        what = f"{place.name} ({where})  {place.kind}  {place.latitude:.4f},{place.longitude:.4f}  {place.place_id}"
        click.echo(f"{candidate.score:.2f}  {what}  {candidate.reason}")
    return 0
