"""The command line: thin doors to the pipeline. Exit status 0 all well, 1 some inputs failed, 2 wrong use."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from timeline.errors import TimelineError, UnknownNameError

if TYPE_CHECKING:
    from timeline.records import Dispatch, Problem, RawEvent, Trips

_DAY = click.DateTime(["%Y-%m-%d"])
_state = {"debug": False}


def _say(message: str) -> None:
    click.echo(f"timeline: {' '.join(message.split())}", err=True)


def _guarded(command: Callable[..., int | None]) -> Callable[..., None]:
    """One line for an error made on purpose, a traceback only with `--debug`; sets the exit status."""

    @wraps(command)
    def run(*args: Any, **options: Any) -> None:
        try:
            status = command(*args, **options) or 0
        except UnknownNameError as err:
            _fail(err, 2)
        except TimelineError as err:
            _fail(err, 1)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(1)
        else:
            sys.exit(status)

    return run


def _fail(err: TimelineError, status: int) -> None:
    if _state["debug"]:
        raise err
    _say(str(err))
    sys.exit(status)


class _Program(click.Group):
    """The program as a whole: it tells wrong use in one line, too."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        try:
            sys.exit(super().main(args, prog_name, complete_var, standalone_mode=False, **extra))
        except click.exceptions.NoArgsIsHelpError as err:
            err.show()
            sys.exit(err.exit_code)
        except click.ClickException as err:
            context = getattr(err, "ctx", None)
            hint = f" (see {context.command_path} --help)" if context else ""
            _say(f"{err.format_message().rstrip('.')}{hint}")
            sys.exit(err.exit_code)
        except click.Abort:
            _say("interrupted")
            sys.exit(1)


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(package_name="diplomatic-timeline", prog_name="timeline")
def main(debug: bool) -> None:
    """Reads reports on diplomatic travel and gives back the trip: map, timeline, itinerary.

    Example: timeline build story.txt -o site
    """
    _state["debug"] = debug
    if sys.stderr.isatty():  # what takes long is told to people, not to programs
        _log_to_terminal()


def _log_to_terminal() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("timeline: %(message)s"))
    logger = logging.getLogger("timeline")
    logger.handlers = [handler]
    logger.setLevel(logging.INFO)


_inputs = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
_published = click.option("--published", type=_DAY, help="Publication date of documents that give none, as 2023-02-28.")
_confidence = click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out rows below this."
)
_title = click.option("--title", default="", help="Title of the page or the map.")
_borders = click.option(
    "--borders", type=click.Choice(["on", "off"]), default="on", show_default=True, help="Draw borders."
)
_embed = click.option("--embed", is_flag=True, help="Also write embed.html, for a frame of another page.")


@contextmanager
def _progress(items: Sequence[Any]) -> Iterator[Any]:
    """The items with a progress bar on a terminal and nothing on a pipe."""
    from tqdm import tqdm

    with tqdm(items, disable=not sys.stderr.isatty() or len(items) < 2, unit="doc", leave=False) as bar:
        yield bar


def _read(inputs: Sequence[str], published: datetime | None) -> tuple[list[Dispatch | RawEvent], int]:
    """All items of the inputs and how many inputs failed; each failure is told on a line of its own."""
    from timeline.read import read_inputs

    items: list[Dispatch | RawEvent] = []
    failed = 0
    for result in read_inputs(inputs, published.date() if published else None):
        if result.error:
            _say(result.error)
            failed += 1
        items.extend(result.items)
    return items, failed


def _tell(problems: Sequence[Problem]) -> None:
    for problem in problems:
        where = f"{problem.source}: " if problem.source else ""
        _say(f"{where}{problem.message}")


@main.command()
@_inputs
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="DIR", help="The site's folder."
)
@_published
@_confidence
@_title
@_borders
@_embed
@_guarded
def build(
    inputs: tuple[str, ...],
    output: Path,
    published: datetime | None,
    min_confidence: float,
    title: str,
    borders: str,
    embed: bool,
) -> int:
    """Read dispatches or events and write a site: index.html, itinerary.csv, itinerary.json.

    Example: timeline build story.txt -o site
    """
    from timeline.pipeline import build as run

    items, failed = _read(inputs, published)
    if failed and not items:
        return 1
    with _progress(items) as bar:
        trips = run(bar, min_confidence=min_confidence)
    _tell(trips.problems)
    _site(trips, output, title, borders, embed)
    return 1 if failed else 0


def _site(trips: Trips, output: Path, title: str, borders: str, embed: bool) -> None:
    from timeline.codec import to_json
    from timeline.files import write_text
    from timeline.frame import write_csv
    from timeline.page import write_embed, write_site

    write_site(trips, output, title=title, borders=borders)
    if embed:
        write_embed(trips, output, title=title, borders=borders)
    write_csv(trips, output / "itinerary.csv")
    write_text(output / "itinerary.json", to_json(trips))
    rows = sum(1 for _ in trips.entries())
    found = f"{_counted(len(trips.trips), 'trip')}, {_counted(rows, 'row')}" if rows else "no trip found"
    click.echo(f"{output / 'index.html'}: {found}")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@main.command()
@_inputs
@click.option("--format", "form", type=click.Choice(["csv", "jsonl"]), default="csv", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write here, not to stdout.")
@click.option("--explain", is_flag=True, help="Show what was found and dropped, and why, instead of the events.")
@_published
@_guarded
def extract(inputs: tuple[str, ...], form: str, output: Path | None, explain: bool, published: datetime | None) -> int:
    """Read dispatches and print the events found, before merging.

    Example: timeline extract story.txt --format jsonl
    """
    from timeline.files import write_text

    items, failed = _read(inputs, published)
    text = _explained(items) if explain else _events(items, form)
    if output:
        write_text(output, text)
    else:
        click.echo(text, nl=False)
    return 1 if failed else 0


def _explained(items: Sequence[Dispatch | RawEvent]) -> str:
    from timeline.pipeline import explain
    from timeline.records import Dispatch

    return "".join(f"{line}\n" for item in items if isinstance(item, Dispatch) for line in explain(item))


def _events(items: Sequence[Dispatch | RawEvent], form: str) -> str:
    import json

    from timeline.frame import EVENT_COLUMNS, event_row, to_csv
    from timeline.pipeline import extract_all

    with _progress(items) as bar:
        events, problems = extract_all(bar)
    _tell(problems)
    rows = [event_row(event) for event in events]
    if form == "csv":
        return to_csv(rows, EVENT_COLUMNS)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@main.command()
@click.argument("itinerary", type=click.Path(path_type=Path), metavar="ITINERARY.csv")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="DIR", help="The site's folder."
)
@_title
@_borders
@_embed
@_guarded
def render(itinerary: Path, output: Path, title: str, borders: str, embed: bool) -> None:
    """Write the site from an itinerary that a person has edited.

    Example: timeline render site/itinerary.csv -o site2
    """
    from timeline.frame import read_csv

    _site(read_csv(itinerary), output, title, borders, embed)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@_title
@_borders
@_guarded
def serve(folder: Path, port: int, title: str, borders: str) -> None:
    """Show a site's itinerary.csv at an address of this machine; the page follows when the file is saved.

    Example: timeline serve site
    """
    from timeline.serve import Server

    server = Server(folder, port=port, title=title, borders=borders, tell=_say)
    with suppress(KeyboardInterrupt):
        click.echo(f"{server.address}: {folder / 'itinerary.csv'}; Ctrl-C stops")
        server.run()


@main.command(name="map")
@click.argument("itinerary", type=click.Path(path_type=Path), metavar="ITINERARY.csv")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE", help=".png, .svg or .pdf"
)
@click.option("--size", default="1600x1000", show_default=True, help="Width and height in pixels.")
@click.option("--theme", type=click.Choice(["light", "dark", "grey"]), default="light", show_default=True)
@_title
@_borders
@_guarded
def map_(itinerary: Path, output: Path, size: str, theme: str, title: str, borders: str) -> None:
    """Draw a static trip map.

    Example: timeline map site/itinerary.csv -o trip.png
    """
    from timeline.frame import read_csv
    from timeline.static_map import write_map

    try:
        width, height = (int(n) for n in size.lower().split("x"))
    except ValueError:
        raise click.BadParameter(f"{size!r} is not of the form 1600x1000", param_hint="--size") from None
    write_map(read_csv(itinerary), output, size=(width, height), title=title, theme_name=theme, borders=borders)
    click.echo(str(output))


@main.command()
@click.argument("itinerary", type=click.Path(path_type=Path), metavar="ITINERARY.csv")
@click.option("--format", "form", required=True, metavar="NAME", help="csv, json, geojson, ...")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE")
@_guarded
def export(itinerary: Path, form: str, output: Path) -> None:
    """Write an itinerary in another format.

    Example: timeline export site/itinerary.csv --format geojson -o trip.geojson
    """
    from timeline.export import EXPORTERS
    from timeline.frame import read_csv

    if form not in EXPORTERS:
        raise UnknownNameError("format", form, EXPORTERS)
    EXPORTERS[form](read_csv(itinerary), output)
    click.echo(str(output))


@main.group()
def gazetteer() -> None:
    """Ask the local gazetteer.

    Example: timeline gazetteer lookup Tashkent
    """


@gazetteer.command()
@click.argument("name")
@click.option("--country", default="", metavar="CC", help="ISO 3166-1 alpha-2 code.")
@click.option("--on", type=_DAY, help="The day the name is to hold, as 1974-06-01.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1))
@_guarded
def lookup(name: str, country: str, on: datetime | None, limit: int) -> int:
    """What the gazetteer knows of a name, best first, with the reason.

    Example: timeline gazetteer lookup Georgetown --country GY
    """
    from timeline.gazetteer import default

    day: date | None = on.date() if on else None
    found = default().candidates(name, country=country.upper() or None, on=day, fuzzy=True)
    if not found:
        _say(f"{name}: not in the gazetteer")
        return 1
    for candidate in found[:limit]:
        place = candidate.place
        where = ", ".join(x for x in (place.admin1, place.country or place.country_code) if x and x != place.name)
        what = f"{place.name} ({where})  {place.kind}  {place.latitude:.4f},{place.longitude:.4f}  {place.place_id}"
        click.echo(f"{candidate.score:.2f}  {what}  {candidate.reason}")
    return 0
