"""What governs a place, in named facts: its preposition, noun and verb, and one word for these taken together."""

from __future__ import annotations

from timeline.extract.mood import noun_prep
from timeline.extract.sites import Site
from timeline.extract.syntax.phrase import Phrase

_USUAL_PREPS = frozenset(("in", "to", "at", "for", "from", "of", "on", ""))
_VISITING_PREPS = frozenset(("on", "during", "for", "as"))
_CLASSES = tuple(
    (f"v.{kind}", kind)
    for kind in "arrive visit return depart stop stay go carry transit include hosted presence report".split()
)
_ATTRIBUTE_CLASSES = tuple(
    (f"v.{kind}", kind) for kind in "presence arrive go return depart cancel plan report".split()
)


def cue_class(site: Site) -> str:
    """One word for what governs the place."""
    reading, noun, verb = site.reading, site.noun, site.clause.verb
    if reading is None:
        return f"unread {site.form}"
    if site.form == "attr" and noun is not None and verb is not None:
        kind = next((name for known, name in _ATTRIBUTE_CLASSES if known in verb.kinds), "else")
        return f"attr {'visit' if 'n.visit' in noun.kinds else 'meeting'} {kind}"
    if site.form in ("attr", "subject"):
        return site.form
    if noun is not None and reading.rule.startswith(noun.head):
        return f"{'visit' if 'n.visit' in noun.kinds else 'meeting'} noun {reading.role}"
    if verb is None:
        return f"no verb {reading.role} {site.form}"
    if reading.rule != "opens the clause":
        kinds = verb.kinds
        for known, name in _CLASSES:
            if known in kinds:
                return f"{name} {reading.role}"
    if verb.head == "be" and _complement(site):
        return "be something in"
    return f"be {reading.role}" if verb.head.startswith("be") else f"{reading.rule}"


def _complement(site: Site) -> bool:
    """Whether "is" has a noun of its own before the place ("was ambassador in Washington")."""
    return any(
        not a.prep and a.np.what in ("noun", "office", "event", "party") and a.np.first < site.at
        for a in site.clause.args
    )


def cues(site: Site, named: str) -> list[str]:
    """The facts about what governs the place; `named` is its `cue_class`."""
    arg, clause, reading, noun = site.arg, site.clause, site.reading, site.noun
    prep, role = arg.prep or "no", reading.role if reading else "none"
    usual = prep if arg.prep in _USUAL_PREPS else "other"
    found = [f"prep {prep}", f"form {site.form}"]
    if reading is None:
        found += ("no reading", f"unread {prep}")
    else:
        found += (f"role {role}", f"strength {int(reading.strength * 10)}")
    for other in clause.args:
        if "n.visit" in other.np.kinds and other.prep in _VISITING_PREPS:
            found += ("on a visit", f"on a visit {role}")
            break
    if arg.before:
        found.append(f"before {prep}: {arg.before}")
    if arg.fronted:
        found += ("fronted", f"fronted {prep}")
    if site.listed:
        found.append("in a list")
    if noun is not None:
        found += (f"noun {noun.head}", f"noun behind {noun_prep(site)} {role}")
        found += [f"cue {kind} {usual}" for kind in noun.kinds]
    if clause.verb is None:
        found.append(f"no verb {prep}")
    else:
        found += _verbal(site, clause.verb, usual, named)
    return found


def _verbal(site: Site, verb: Phrase, usual: str, named: str) -> list[str]:
    """What the verb of the place's clause tells, and how far it stands from the place."""
    arg, noun = site.arg, site.noun
    if noun is None:
        found, last = [f"word {verb.head}"], verb.last
        for kind in verb.kinds:
            found += (f"cue {kind}", f"cue {kind} {usual}")
    else:
        found, last = [f"over noun {verb.head}", *[f"over {kind}" for kind in verb.kinds]], noun.last
    if arg.left:
        found += (f"attach {arg.left} {usual}", f"attach {arg.left} {named}")
    gap = abs(arg.np.first - last)
    found.append("cue near" if gap <= 4 else "cue far" if gap > 12 else "cue within twelve")
    return found
