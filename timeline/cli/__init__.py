"""The command line: thin doors to the pipeline. Exit status 0 all well, 1 some inputs failed, 2 wrong use.

program   the program as a whole and its options
common    what the commands share: errors in one line, options, inputs, progress, the site
reading   build, extract, render
drawing   map, export
comparing compare
serving   serve
asking    gazetteer lookup
"""

from timeline.cli.asking import gazetteer
from timeline.cli.comparing import compare
from timeline.cli.drawing import export, map_
from timeline.cli.program import main
from timeline.cli.reading import build, extract, render
from timeline.cli.serving import serve

__all__ = ["main"]

for _command in (build, extract, render, map_, export, compare, serve, gazetteer):
    main.add_command(_command)
