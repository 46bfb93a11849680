"""Gathers the names of a text into persons: rank, land, gender, kin and nicknames noted on the way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from timeline.extract.persons.naming import fold
from timeline.extract.persons.person import Person, PersonMention
from timeline.extract.persons.register import Claim, Register
from timeline.extract.persons.scan import Name, Names
from timeline.extract.persons.tables import MEN, STYLES, SUFFIXES, WOMEN
from timeline.languages import gender

_CREDIT = re.compile(
    r"(?:eport|rit|dit)(?:ing|ten|ed) by [^\n]*|eporting in [^\n]*|(?:hotos?|hotograph|ictures?) by [^\n]*"
    r"|\n[ \t]*By [A-Z][^\n.]*(?=\n)|REUTERS/[^\n)]*|Getty[^\n)]*"
)
_SPOUSES = frozenset(("wife", "husband", "spouse"))
_FEMALE_KIN = frozenset(("wife", "daughter", "sister", "mother", "daughter-in-law"))
_SURNAMED = frozenset(("wife", "husband", "spouse", "daughter", "son", "child"))
_COUPLES = {
    "king": "queen", "queen": "prince", "emperor": "empress", "prince": "princess", "duke": "duchess",
    "president": "first lady",
}  # fmt: skip


_CREDITING = (
    "eporting by ", "eported by ", "eporting in ", "riting by ", "ritten by ", "diting by ", "dited by ", "hotos by ",
    "hoto by ", "hotograph by ", "ictures by ", "icture by ", "\nBy ", "\n By ", "REUTERS/", "Getty",
)  # fmt: skip


class Gatherer:
    """Full names first, then names of one word, then kin; `mentions` holds where each stands, `taken` the tokens."""

    def __init__(self, text: str, names: Names) -> None:
        self.tokens = names.tokens
        self.names = names
        self.register = Register(names.words.particles)
        self.persons = self.register.persons
        self.mentions: list[PersonMention] = []
        self.taken = bytearray(len(names.tokens))
        self._credits = _credits(text)
        self._gather(list(names.find()))

    def _gather(self, names: Sequence[Name]) -> None:
        """Persons of the full names first, so that "President Trump" finds the right one of several Trumps."""
        meant: dict[int, Person] = {}
        claims = {i: self._claim(name) for i, name in enumerate(names)}
        full = {i for i, c in claims.items() if len(c.words) > 1 and c.words[-1] not in SUFFIXES}
        late = {i for i, c in claims.items() if c.wife or "placed" in names[i].kinds}
        for i in sorted(claims, key=lambda i: (i in late, i not in full, i)):
            name = names[i]
            if name.kin and i not in full:
                continue
            meant[i] = self._placed(name, claims[i]) if "placed" in name.kinds else self._bearer(name, claims[i])
        for i, name in enumerate(names):
            if i in meant:
                self._mention(name, meant[i])
        for i, name in enumerate(names):
            if name.kin:
                known = meant.get(i)
                meant[i] = self._kin(name, claims[i], known)
                if known is None:
                    self._mention(name, meant[i])
        self._couples(names, meant)
        new = self.register.renumber()
        self.mentions = [PersonMention(m.start, m.end, tuple(new[n] for n in m.persons), m.how) for m in self.mentions]

    def _mention(self, name: Name, person: Person) -> None:
        start, end = self.tokens[name.begin].start, self.tokens[name.end - 1].end
        self.taken[name.begin : name.end] = b"\1" * (name.end - name.begin)
        self.mentions.append(PersonMention(start, end, (person.number,), "name"))

    def _claim(self, name: Name) -> Claim:
        title = name.office or name.title
        married = name.title == "mrs"
        style = name.title if name.title in STYLES and not married else name.office if name.office in STYLES else ""
        first = title.split(" ")[-1].rstrip(".") if style else title.split(" ")[0].rstrip(".")
        heads = {first, name.title}
        gender = "f" if heads & WOMEN or title == "first lady" else "m" if heads & MEN else ""
        text = self._text(name)
        wife = married and name.begin > 0 and self.tokens[name.begin - 1].lower in ("with", "and")
        return Claim(text, self.tokens[name.first].start, name.office, style, name.country, gender, wife)

    def _text(self, name: Name) -> str:
        """The name as written, without a nickname in quotation marks."""
        words: list[str] = []
        quoted = False
        for token in self.tokens[name.first : name.end]:
            if token.text in "“”\"'‘’":
                quoted = not quoted
            elif token.text == "." and words:
                words[-1] += "."
            elif not quoted:
                words.append(token.text)
        return " ".join(words)

    def _bearer(self, name: Name, claim: Claim) -> Person:
        """The person a name means, with all that stands around the name noted."""
        person = self.register.find_or_add(claim)
        if name.office and "minor" not in name.kinds:
            if name.office not in person.offices:
                person.offices.append(name.office)
            person.dignitary, person.minor = True, False
            person.former |= name.former and person.mentions == 0
        elif "peer" in name.kinds:
            person.dignitary = True
        elif "minor" in name.kinds or self._credited(claim.offset):
            person.minor = not person.dignitary
        elif len(claim.words) == 1 and claim.words[0] in self.names.words.statesmen and not person.kin:
            person.dignitary = True  # "Mr. Nehru"
        person.country = person.country or name.country
        person.listed |= name.listed
        person.style = person.style or claim.style
        person.visiting |= any(t.lower == "visiting" for t in self.tokens[max(0, name.begin - 3) : name.begin])
        person.gender = claim.gender or person.gender
        if name.body:
            person.bodies.add(name.body)
        if name.genitive and name.country and not person.minor:
            person.dignitary = True
        self._aliases(name, person)
        if name.title == "mrs" and len(claim.words) == 1:
            self._wife(person, claim)
        return person

    def _wife(self, person: Person, claim: Claim) -> None:
        """ "Mrs. Nixon" beside a Nixon who is a man."""
        for other in self.persons:
            if other is not person and other.gender != "f" and other.forms[0][-1] == claim.words[0]:
                person.style, person.spouse, person.kin = "mrs", other.number, True
                return

    def _credited(self, offset: int) -> bool:
        return any(start <= offset < end for start, end in self._credits)

    def _aliases(self, name: Name, person: Person) -> None:
        """Nicknames: in quotation marks within the name, initials in brackets behind it, "known as X"."""
        tokens = self.tokens
        for at in range(name.first + 1, name.end - 1):
            if tokens[at].text in "“\"'‘" and tokens[at + 1].capital:
                self.register.call(person, fold(tokens[at + 1].text))
        at = name.end
        if at + 2 < len(tokens) and tokens[at].text == "(" and tokens[at + 2].text == ")":
            short = tokens[at + 1].text
            if short.isupper() and 2 <= len(short) <= 4 and short.lower()[0] == person.forms[0][0][0]:
                self.register.call(person, short.lower())
        for ahead in range(at, min(at + 6, len(tokens) - 2)):
            if tokens[ahead].lower in ("known", "nicknamed", "called", "dubbed"):
                skip = ahead + 1 + (tokens[ahead + 1].lower == "as")
                skip += tokens[skip].text in "“\"'‘" if skip < len(tokens) else 0
                if skip < len(tokens) and tokens[skip].capital:
                    self.register.call(person, fold(tokens[skip].text))
                return
            if tokens[ahead].capital and tokens[ahead].text != tokens[ahead].text.upper():
                return

    def _owned(self, name: Name) -> bool:
        """Whether a land's genitive stands before: "Saudi Arabia's King Salman and Crown Prince Mohammed"."""
        return name.begin > 0 and self.tokens[name.begin - 1].possessive and bool(name.office)

    # -- kin and titles ----------------------------------------------------------------------------------------
    def _kin(self, name: Name, claim: Claim, known: Person | None) -> Person:
        """ "his wife, Melania": a given name that takes the surname of whoever's wife she is."""
        relative = self._relative(name.begin, known, name.kin)
        if known is None:
            word = claim.words[0]
            same = [p for p in self.persons if p is not relative and any(f[0] == word and len(f) > 1 for f in p.forms)]
            if same:
                known = same[0]
            else:
                surname = relative.name.split()[-1] if relative and " " in relative.name else ""
                text = f"{claim.text} {surname}" if surname and name.kin in _SURNAMED else claim.text
                known = self.register.find_or_add(Claim(text, claim.offset))
        if name.kin not in ("spouse", "child"):
            known.gender = "f" if name.kin in _FEMALE_KIN else "m"
        else:
            known.gender = known.gender or gender(known.forms[0][0])
        known.listed, known.kin, known.minor = True, True, False
        if relative is not None and relative is not known:
            if name.kin in _SPOUSES:
                known.spouse = relative.number
                relative.gender = relative.gender or {"wife": "m", "husband": "f"}.get(name.kin, "")
            known.country = known.country or relative.country
            known.dignitary |= relative.dignitary
        return known

    def _relative(self, at: int, known: Person | None, kin: str) -> Person | None:
        """Whose kin is named at token `at`: the nearest known name of the sentence, else whoever is named most."""
        for back in range(at - 2, max(-1, at - 40), -1):
            token = self.tokens[back]
            if token.text in (".", "”", "?", "!"):
                break
            if token.lower in self.names.lexicon.offices:
                holders = [p for p in self.persons if token.lower in p.offices and not p.former and p is not known]
                if len(holders) == 1:
                    return holders[0]
            number = self.register.namesake(fold(token.text), ()) if token.capital else None
            if number is not None and self.persons[number] is not known and not self.persons[number].minor:
                return self.persons[number]
        lasts = Counter(self.names.lowers[i] for i in self.names.capitals)
        likely = [p for p in self.persons if p is not known and not p.minor and not p.kin and "of" not in p.words]
        if kin not in _SPOUSES:  # else it may be anybody's child
            whose = {"his": "m", "her": "f"}
            gender = next((whose[w] for w in self.names.lowers[max(0, at - 3) : at] if w in whose), "none")
            likely = [p for p in likely if p.gender == gender and p.dignitary]
        start = self.tokens[at].start
        return max(likely, key=lambda p: (lasts[p.forms[0][-1]], p.dignitary, -abs(start - p.first)), default=None)

    def _placed(self, name: Name, claim: Claim) -> Person:
        """ "the Prince of Wales": the one prince of the text, or whom the title stands beside; else a new name."""
        before = name.begin - 2 if self.tokens[name.begin - 1].lower == "the" else name.begin - 1
        if before > 0 and self.tokens[before].text == ",":
            number = self.register.namesake(fold(self.tokens[before - 1].text), ())
            if number is not None:
                return self.persons[number]
        princes = [p for p in self.persons if p.style == name.office]
        if len(princes) == 1:
            return princes[0]
        person = self.register.find_or_add(claim)
        person.offices, person.listed = [name.office], True
        person.dignitary = True
        person.gender = claim.gender
        return person

    def _couples(self, names: Sequence[Name], meant: Mapping[int, Person]) -> None:
        """ "King Charles and Queen Camilla", "Donald Trump and first lady Melania Trump"."""
        for i in range(1, len(names)):
            one, other = meant[i - 1], meant[i]
            if names[i].begin - names[i - 1].end > 3 or one is other or other.spouse >= 0:
                continue
            between = [t.lower for t in self.tokens[names[i - 1].end : names[i].begin]]
            wives = _COUPLES.get(names[i - 1].office, "")
            if "and" in between and "," not in between and wives and names[i].office == wives:
                other.spouse, other.kin = one.number, True
                other.country = other.country or one.country
            if between == ["and"] and names[i].office and not other.country and self._owned(names[i - 1]):
                other.country = one.country
        for i, name in enumerate(names):
            if name.office == "first lady" and meant[i].spouse < 0 and meant[i].forms:
                last = meant[i].forms[0][-1]
                for person in self.persons:
                    if person is not meant[i] and "president" in person.offices and person.forms[0][-1] == last:
                        meant[i].spouse = person.number


def _credits(text: str) -> list[tuple[int, int]]:
    """The stretches that name those who made the story."""
    found = [m.span() for m in _CREDIT.finditer(text)] if any(word in text for word in _CREDITING) else []
    if text.startswith("By "):
        found.append((0, text.find("\n") if "\n" in text else len(text)))
    return found
