"""The command that shows a site to this machine: `serve`."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from timeline.cli.common import borders_option, guarded, say, title_option


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@title_option
@borders_option
@guarded
def serve(folder: Path, port: int, title: str, borders: str) -> None:
    """Show a site's itinerary.csv at an address of this machine; the page follows when the file is saved.

    Example: timeline serve site
    """
    from timeline.serve import Server

    server = Server(folder, port=port, title=title, borders=borders, tell=say)
    with suppress(KeyboardInterrupt):
        click.echo(f"{server.address}: {folder / 'itinerary.csv'}; Ctrl-C stops")
        server.run()
