"""The program as a whole: its own options, and wrong use told in one line."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Sequence
from typing import Any

import click

from timeline.cli.common import on_terminal, output_failed, say, state


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
            say(f"{err.format_message().rstrip('.')}{hint}")
            sys.exit(err.exit_code)
        except click.Abort:
            say("interrupted")
            sys.exit(1)
        except OSError as err:  # of --help and --version; the commands tell their own
            output_failed(err)


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(package_name="diplomatic-timeline", prog_name="timeline")
def main(debug: bool) -> None:
    """Reads reports on diplomatic travel and gives back the trip: map, timeline, itinerary.

    Example: timeline build story.txt -o site
    """
    state["debug"] = debug
    if isinstance(sys.stdout, io.TextIOWrapper):  # a name that the terminal's encoding lacks is shown by its code
        sys.stdout.reconfigure(errors="backslashreplace")
    if on_terminal():  # what takes long is told to people, not to programs
        _log_to_terminal()


def _log_to_terminal() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("timeline: %(message)s"))
    logger = logging.getLogger("timeline")
    logger.handlers = [handler]
    logger.setLevel(logging.INFO)
