"""How persons are tied to a site: as the subject of its clause, the owner of its noun, an object, a companion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline.extract.agents import Agents, agents
from timeline.extract.sites import Site
from timeline.extract.story import Sentence, Story
from timeline.extract.syntax.clause import Arg, Clause
from timeline.extract.syntax.phrase import Phrase


def manner(pieces: Sequence[Phrase]) -> str:
    """How the persons are named: by name (empty), by pronoun, by office or as a group."""
    kinds = {piece.what for piece in pieces}
    if kinds <= {"person"}:
        return ""
    return (
        " by pronoun" if "pronoun" in kinds else " by group" if "party" in kinds or "event" in kinds else " by office"
    )


def ties(story: Story, sentence: Sentence, site: Site) -> dict[int, str]:
    """The persons to judge for a site, each with how it is tied to it."""
    discourse, clause = story.discourse, site.clause
    found: dict[int, str] = {}
    told = agents(story, sentence, site)
    pieces, how, numbers = told.pieces, told.how, told.numbers
    by_name = {number for piece in pieces if piece.what == "person" for number in piece.data[1]}
    unnamed = manner([piece for piece in pieces if piece.what != "person"])  # "he and Secretary Austin are to meet"
    for number in numbers:
        found[number] = how if number in by_name else how + unnamed
    for number, tie in () if how == "possessor" else _others(story, sentence, site):
        found.setdefault(number, tie)
    if not numbers and clause.subject and all(p.what == "place" for p in clause.subject) and how != "trip day":
        station = site.reading is not None and site.reading.rule.startswith("the place")
        if not station:
            return found  # a government acts
    if not numbers and (how == "others" or _of_others(clause) or (how != "trip day" and _strangers(clause))):
        return found
    tells = clause.verb is not None and "v.report" in clause.verb.kinds  # what a spokesman says may be another's trip
    real = bool(numbers) and not (tells and all(story.people.persons[n].minor for n in numbers))
    named = real and {p.what for p in pieces} <= {"person"}
    rival = " against a name" if named else " against a subject" if real else ""
    for number in _spoken_of(story, told) if not named else ():
        found.setdefault(number, f"carried {how}{' against a subject' if real else ''}")
    if discourse.main is not None and not discourse.section and _may_mean(story, pieces, discourse.main):
        found.setdefault(discourse.main, f"main {how}{rival}")
    if numbers:
        return found
    for piece in sentence.phrases:
        if piece.what == "person":
            for number in piece.data[1]:
                found.setdefault(number, f"beside {'before' if piece.first < site.at else 'behind'}")
    if clause.subject:
        what = clause.subject[0].what
        found = {n: f"{tie} {what}" if tie.startswith(("main", "carried")) else tie for n, tie in found.items()}
    return found


def _of_others(clause: Clause) -> bool:
    """Whether the subject belongs to several who are not known ("their team had been in China")."""
    owners = [p.owner for p in clause.subject if p.owner is not None and p.owner.what == "pronoun"]
    return any(owner.data is not None and owner.data[1] == "p" for owner in owners)


def _strangers(clause: Clause) -> bool:
    """Whether the subject is somebody whom the text does not name: "officials", "Tehran's minister"."""
    piece = clause.subject[-1] if clause.subject else None
    if piece is None or (piece.owner is not None and piece.owner.what != "place"):
        return False
    if piece.what == "party":
        return not piece.definite and piece.head.endswith("s") and piece.words[:1] not in (("both",), ("all",))
    return piece.what == "office" and bool(piece.data[2])


def _may_mean(story: Story, pieces: Sequence[Phrase], number: int) -> bool:
    """Whether a subject can mean a person: "she" no man, "he" no woman."""
    if len(pieces) != 1 or pieces[0].what != "pronoun" or pieces[0].data is None or pieces[0].data[1] not in ("m", "f"):
        return True
    return story.people.persons[number].gender in ("", pieces[0].data[1])


def _spoken_of(story: Story, told: Agents) -> Iterator[int]:
    """The subjects of the sentence before; for a pronoun those of its sex."""
    pieces = told.pieces
    pronoun = len(pieces) == 1 and pieces[0].what == "pronoun" and len(told.numbers) <= 1
    for number in story.discourse.subject:
        if not pronoun or story.people.persons[number].gender in ("", pieces[0].data[1]):
            yield number


def one_of(site: Site) -> bool:
    """Whether the site's subject is a single person who is not named, so that only one candidate can be right."""
    pieces = site.clause.subject
    if site.noun is not None and site.noun.owner is not None:
        pieces = [site.noun.owner]
    return (
        len(pieces) == 1
        and pieces[0].what == "pronoun"
        and pieces[0].data is not None
        and pieces[0].data[1] in ("m", "f")
    )


def _others(story: Story, sentence: Sentence, site: Site) -> Iterator[tuple[int, str]]:
    """Other persons of the clause: objects, companions, hosts."""
    clause = site.clause
    verb = clause.verb
    hosted = verb is not None and "v.hosted" in verb.kinds
    for number in (
        sentence.who.get(clause.number, ()) if hosted and "v.presence" not in (verb.kinds if verb else ()) else ()
    ):
        yield number, "host"
    for arg in clause.args:
        if arg.np.what not in ("person", "office", "pronoun"):
            continue
        if arg.prep and _elsewhere(site, arg):
            continue
        tie = f"object of {'hosted' if hosted else 'other'}" if not arg.prep else f"with {arg.prep}"
        for number in story.discourse.resolve([arg.np]):
            yield number, tie


def _elsewhere(site: Site, arg: Arg) -> bool:
    """Whether somebody is met at another place of the clause ("to Rome to see A and to Oslo for talks with B")."""
    places = [a.np for a in site.clause.args if a.np.what == "place"]
    before = [np for np in places if np.first < arg.np.first]
    near = before[-1] if before else places[0] if places else site.arg.np
    together = {id(a.np) for a in site.clause.args if a.head is not None or a.np is near}
    return site.arg.np is not near and not (id(site.arg.np) in together and id(near) in together)
