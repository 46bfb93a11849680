"""How a command speaks: one line for each problem on standard error, and the exit status."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from timeline.errors import TimelineError, UnknownNameError

state = {"debug": False}


def say(message: str) -> None:
    """One line on standard error."""
    click.echo(f"timeline: {' '.join(message.split())}", err=True)


def guarded(command: Callable[..., int | None]) -> Callable[..., None]:
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
    if state["debug"]:
        raise err
    say(str(err))
    sys.exit(status)
