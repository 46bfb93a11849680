"""A person of a dispatch, and a mention of one."""

from __future__ import annotations

from dataclasses import dataclass, field

from timeline.extract.persons.naming import canonical


@dataclass(slots=True)
class Person:
    """One person of the dispatch, as far as it tells.

    `listed` tells of a known given or family name, `style` is a title that stays with a bare name ("king"), `bodies`
    are the international bodies an office was named with, `spouse` is the number of the wife or husband.
    """

    number: int
    names: list[str]
    offices: list[str] = field(default_factory=list)
    country: str = ""
    gender: str = ""
    minor: bool = False
    dignitary: bool = False
    listed: bool = False
    heading: bool = False
    visiting: bool = False
    former: bool = False
    kin: bool = False
    spouse: int = -1
    mentions: int = 0
    first: int = 0
    style: str = ""
    bodies: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    forms: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The fullest name given, without titles, never in capitals only; "King Abdullah" where that is all."""
        return canonical(self.names, self.style)

    @property
    def role(self) -> str:
        """The fullest office given."""
        return max(self.offices, key=len) if self.offices else ""


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A name, and the person it stands for (by number)."""

    start: int
    end: int
    persons: tuple[int, ...]
    how: str
