"""What the commands share: an error told in one line, their options, the inputs, progress, the site."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from timeline.errors import InputError, TimelineError, UnknownNameError

if TYPE_CHECKING:
    from tqdm import tqdm

    from timeline.corrections import Edited
    from timeline.read import Options
    from timeline.records import Dispatch, Problem, RawEvent, Trips

T = TypeVar("T")
DAY = click.DateTime(["%Y-%m-%d"])
state = {"debug": False}


_OUTPUT_ERRORS = (errno.ENOSPC, errno.EIO, errno.EBADF, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def say(message: str) -> None:
    """Tell a person something, in one line on standard error; what would steer the terminal is shown as its code."""
    line = _CONTROL.sub(lambda m: f"\\x{ord(m[0]):02x}", " ".join(message.split()))
    click.echo(f"timeline: {line}", err=True)


def guarded(command: Callable[..., int | None]) -> Callable[..., None]:
    """One line for an error made on purpose, a traceback only with `--debug`; sets the exit status."""

    @wraps(command)
    def run(*args: Any, **options: Any) -> None:
        try:
            status = command(*args, **options) or 0
            if sys.stdout is not None:
                sys.stdout.flush()  # what cannot be written is told here, not when Python ends
        except UnknownNameError as err:
            _fail(err, 2)
        except TimelineError as err:
            _fail(err, 1)
        except OSError as err:
            output_failed(err)
        else:
            sys.exit(status)

    return run


def output_failed(err: OSError) -> NoReturn:
    """Ends the program where its output cannot be written; that nobody reads on is not told."""
    if state["debug"]:
        raise err
    with suppress(OSError, ValueError, AttributeError):  # what is left of it goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if not isinstance(err, BrokenPipeError):
        where = err.filename or ("standard output" if err.errno in _OUTPUT_ERRORS else "")
        say(f"{where}: {(err.strerror or str(err)).lower()}".removeprefix(": "))
    sys.exit(1)


def _fail(err: TimelineError, status: int) -> None:
    if state["debug"]:
        raise err
    say(str(err))
    sys.exit(status)


inputs_argument = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
published_option = click.option(
    "--published", type=DAY, help="Publication date of documents that give none, as 2023-02-28."
)
columns_option = click.option(
    "--columns", default="", metavar="FIELD=HEADING,...", help="Headings of a table, as place=city,start=from,end=till."
)
size_option = click.option(
    "--max-mb",
    type=click.FloatRange(0, min_open=True),
    default=64,
    show_default=True,
    help="Largest file to read.",
)
limit_option = click.option(
    "--limit",
    "limits",
    multiple=True,
    metavar="NAME=NUMBER",
    help="Another limit of reading, as pages=5000: pages, text, seconds, memory, unpacking, wait, redirects.",
)
confidence_option = click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out rows below this."
)
title_option = click.option("--title", default="", help="Title of the page or the map.")
corrections_option = click.option(
    "--corrections",
    type=click.Path(path_type=Path),
    metavar="ITINERARY.csv",
    help="An itinerary edited by hand, whose edits go into the new one.",
)
overwrite_option = click.option(
    "--overwrite", is_flag=True, help="Write over an itinerary that was edited by hand; its edits are lost."
)
borders_option = click.option(
    "--borders", type=click.Choice(["on", "off"]), default="on", show_default=True, help="Draw borders."
)
embed_option = click.option("--embed", is_flag=True, help="Also write embed.html, for a frame of another page.")

_site_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="DIR", help="The site's folder."
)


def site_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where a site is written and how: `output`, `overwrite`, `title`, `borders`, `embed`."""
    for option in reversed((_site_option, overwrite_option, title_option, borders_option, embed_option)):
        command = option(command)
    return command


def on_terminal() -> bool:
    """Whether a person reads standard error as it comes."""
    return sys.stderr is not None and sys.stderr.isatty()


def waiting(items: Iterable[T], unit: str = "doc") -> tqdm[T]:
    """The items with a progress bar on a terminal, if they take a while, and nothing on a pipe."""
    from tqdm import tqdm

    return tqdm(items, disable=not on_terminal(), unit=unit, leave=False, delay=0.5)


def read_items(
    inputs: Sequence[str],
    published: datetime | None,
    columns: str = "",
    max_mb: float = 64,
    limits: Sequence[str] = (),
) -> tuple[list[Dispatch | RawEvent], int]:
    """All items of the inputs and how many inputs failed; each failure is told on a line of its own."""
    from timeline.read import parse_columns, read_inputs

    try:
        options = replace(limits_of(max_mb, limits), columns=parse_columns(columns))
    except InputError as err:
        raise click.BadParameter(str(err), param_hint="--columns") from None
    items: list[Dispatch | RawEvent] = []
    failed = 0
    with waiting(read_inputs(inputs, published.date() if published else None, options), "file") as results:
        for result in results:
            if result.error:
                say(result.error)
                failed += 1
            items.extend(result.items)
    return items, failed


def limits_of(max_mb: float, limits: Sequence[str]) -> Options:
    """What `--max-mb` and `--limit` say."""
    from timeline.read import MB, Options

    try:
        return Options(max_bytes=int(max_mb * MB)).limited(limits)
    except InputError as err:
        raise click.BadParameter(str(err), param_hint="--limit") from None


def edited_table(corrections: Path | None, output: Path, overwrite: bool) -> Edited | None:
    """The table that a person edited, to be applied to what is built.

    Raises `RenderError` if the folder `output` holds another one that would be lost and `overwrite` does not say so.
    """
    from timeline.corrections import check_folder, read_edited

    if not overwrite:
        check_folder(output, source=corrections)
    edited = read_edited(corrections) if corrections else None
    if edited and not edited.known:
        alone = "no itinerary.json of it stands beside it"
        say(f"{corrections}: {alone}; what it says otherwise counts as edited by hand")
    return edited


def tell(problems: Sequence[Problem]) -> None:
    """Tell every problem in a line of its own."""
    for problem in problems:
        where = f"{problem.source}: " if problem.source and not problem.message.startswith(problem.source) else ""
        say(f"{where}{problem.message}")


def publish(trips: Trips, output: Path, title: str, borders: str, *, table: bool = True, embed: bool = False) -> None:
    """Write the site (page, CSV, JSON) into the folder `output` and tell where it is and what it holds.

    Without `table` the CSV is left as it stands there; with `embed` the page for a frame is written, too.
    """
    from timeline.codec import to_json
    from timeline.files import as_bytes, write_all
    from timeline.frame import row, to_csv
    from timeline.page import render_embed, render_page

    page = output / "index.html"
    texts = {page: render_page(trips, title=title, borders=borders), output / "itinerary.json": to_json(trips)}
    if table:
        texts[output / "itinerary.csv"] = to_csv(row(e) for e in trips.entries())
    if embed:
        texts |= {output / name: text for name, text in render_embed(trips, title=title, borders=borders).items()}
    write_all({path: as_bytes(text) for path, text in texts.items()})
    rows = sum(1 for _ in trips.entries())
    found = f"{counted(len(trips.trips), 'trip')}, {counted(rows, 'row')}" if rows else "no trip found"
    click.echo(f"{page}: {found}")


def counted(number: int, noun: str) -> str:
    """Such as "1 trip", "3 trips"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
