"""Who is named in a dispatch: persons with office, country and full name, and every mention of them.

A person is known by an office before or behind the name ("Foreign Minister Wang Yi", "Lloyd Austin, the U.S. defense
secretary"), by a country's genitive ("Venezuela's Hugo Chávez"), or by a full name. Full names are gathered first,
then names of one word find their bearers, and last the bare surnames. Offices alone ("the secretary") and pronouns are
resolved by `discourse`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from timeline.extract.persons.bare import Bare
from timeline.extract.persons.gather import Gatherer
from timeline.extract.persons.holders import BODY_OFFICES, Description, describe
from timeline.extract.persons.naming import fold
from timeline.extract.persons.person import Person, PersonMention
from timeline.extract.persons.scan import Names
from timeline.extract.persons.tables import MEN, SUFFIXES, WOMEN
from timeline.extract.tokens import Tokens
from timeline.languages import Lexicon, known_persons, titles_as_names
from timeline.records import Place, PlaceMention

__all__ = ["People", "Person", "PersonMention", "fold"]


class People:
    """Finds the persons of one dispatch and resolves later mentions of them."""

    def __init__(
        self,
        tokens: Tokens,
        places: Sequence[PlaceMention],
        lexicon: Lexicon,
        demonyms: Mapping[str, str],
        text: str,
    ) -> None:
        self.tokens = tokens
        self.demonyms = demonyms
        self.lexicon = lexicon
        self._names = Names(text, tokens, places, lexicon, demonyms)
        found = Gatherer(text, self._names)
        Bare(text, found)
        self.persons: list[Person] = found.persons
        for person in self.persons:
            _recognise(person)
        self.mentions: list[PersonMention] = found.mentions
        self._descriptions: dict[tuple[str, ...], Description | None] = {}  # those that were read so far
        self._offices: set[str] | None = None

    @property
    def openers(self) -> list[int]:
        """The numbers of the tokens at which an office may begin."""
        return self._names.openers

    def place_at(self, at: int) -> Place | None:
        """The place that the token numbered `at` names."""
        mention = self._names.place_at(at)
        return mention.place if mention else None

    def office_holders(self, words: Sequence[str], country: str) -> list[int]:
        """The persons who hold this office, else those who hold a like one; whoever held it once comes last.

        Where a country is named they must be of it, as far as theirs is known.
        """
        wanted = self._description(words)
        if wanted is None:
            return []
        return self._holding(Description(wanted.offices, country or wanted.country, wanted.body, " ".join(words)))

    def described(self, words: Sequence[str]) -> list[int]:
        """Whom a description means, in lower-case words without its article: `("top", "u.s.", "diplomat")`.

        Several only where the text has several such persons; none where it has none.
        """
        wanted = self._description(words)
        return self._holding(wanted) if wanted is not None else []

    def _description(self, words: Sequence[str]) -> Description | None:
        key = tuple(words)
        if key not in self._descriptions:
            self._descriptions[key] = describe(key, self.demonyms)
        return self._descriptions[key]

    def _holding(self, wanted: Description) -> list[int]:
        if not [o for o in self._held() if o in wanted.offices or o.endswith(wanted.exact)]:
            return []  # as for most descriptions of things
        exact: list[Person] = []
        like: list[Person] = []
        loose: list[Person] = []
        for person in self.persons:
            if wanted.country and person.country and person.country != wanted.country:
                continue
            if wanted.body and not _of_body(person, wanted.body):
                continue
            offices = _shortened(person)
            if wanted.exact in person.offices:
                exact.append(person)
            elif any(o in wanted.offices for o in offices):
                like.append(person)
            elif any(o.endswith(wanted.exact) and not o.startswith("vice") for o in offices):
                loose.append(person)
        like.sort(key=lambda p: min(wanted.offices.index(o) for o in _shortened(p) if o in wanted.offices))
        found = exact or like or loose
        if wanted.country:
            found = [p for p in found if p.country == wanted.country] or found
        found.sort(key=lambda p: (p.former, not p.dignitary))
        now = [p for p in found if not p.former]
        return [p.number for p in now or found]

    def _held(self) -> set[str]:
        """The offices that persons of the text hold, in each form."""
        if self._offices is None:
            self._offices = {office for person in self.persons for office in _shortened(person)}
        return self._offices

    def unnamed(self, title: str, offset: int) -> int:
        """A person known only by a title ("the Queen"), added on first need."""
        style = title.lower()
        style = "pope" if style in ("pontiff", "holy father") else style
        for person in self.persons:
            if person.names == [title] or person.style == style or style in person.offices:
                return person.number
        gender = "f" if style in WOMEN else "m"
        for person in self.persons:  # "the King", where the text has a Charles III
            regnal = person.forms and person.forms[0][-1] in SUFFIXES - {"jr", "sr"}
            if regnal and person.gender in ("", gender) and person.mentions:
                return person.number
        person = Person(len(self.persons), [title], offices=[style], dignitary=True, first=offset, style=style)
        person.gender = "f" if style in WOMEN else "m" if style in MEN else ""
        person.forms.append(tuple(fold(w) for w in title.split()))
        self.persons.append(person)
        self._offices = None
        return person.number


def _shortened(person: Person) -> list[str]:
    """The offices, also without what follows "of"."""
    return [
        *person.offices,
        *(o.split(" of ")[0] for o in person.offices if " of " in o and not o.endswith("of state")),
    ]


@cache
def _title_tails() -> frozenset[str]:
    """The last words of titles by which one person is known, lower case."""
    return frozenset(title.rpartition(" ")[2].lower() for title in titles_as_names())


def _recognise(person: Person) -> None:
    """Add what is known of a person of public office: the country and the sex, where the text tells neither."""
    known = known_persons()
    tails = [name.rpartition(" ")[2].lower() for name in person.names]  # the rest is worked out where it can matter
    alias = titles_as_names().get(person.name) if not _title_tails().isdisjoint(tails) else None
    if alias:
        person.names, person.dignitary = [alias], True
    for form in person.forms:
        key = (form[0], form[-1]) if len(form) > 1 else ("", form[0])
        found = known.get(key)
        if found is None or (len(form) == 1 and person.minor):
            continue
        person.country = (found.country or person.country) if len(form) > 1 else (person.country or found.country)
        person.gender = person.gender or found.gender
        person.dignitary |= not person.minor
        return


def _of_body(person: Person, body: str) -> bool:
    """Whether the person can head the body: named with it, or with an office that such bodies have and no land."""
    if person.bodies:
        return body in person.bodies
    return not person.country and any(office in BODY_OFFICES for office in person.offices)
