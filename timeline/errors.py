"""One error tree: everything the project raises on purpose descends from `TimelineError`."""

from __future__ import annotations

from collections.abc import Iterable


class TimelineError(Exception):
    """Base of all errors raised on purpose; its text is one line fit for a person."""


class InputError(TimelineError, ValueError):
    """An input cannot be read; the text names the file and the cause."""


class GazetteerError(TimelineError):
    """The gazetteer is missing, damaged or cannot be built."""


class RenderError(TimelineError):
    """A page, picture or export cannot be made or written."""


class UnknownNameError(TimelineError, LookupError):
    """A name that is not among a fixed set of choices; the text lists the choices."""

    def __init__(self, what: str, name: str, choices: Iterable[str]) -> None:
        self.what = what
        self.name = name
        self.choices = tuple(sorted(choices))
        super().__init__(f"unknown {what} {name!r}; known: {', '.join(self.choices)}")
