"""Takes the scrape's noise out of a text: lines of the page around the story, not of the story."""

from __future__ import annotations

import re

_NOISE = re.compile(
    r"""(?ix)^\W*(?:
      leave\ a\ (?:reply|comment) | your\ email\ address\ will\ not | required\ fields\ are | post\ comment
    | related\ (?:posts?|stor(?:y|ies)|articles?|links?|news)\W*$ | most\ (?:read|popular)\W*$
    | (?:read|see)\ (?:more|also)\b.{0,80}$ | share\ this.{0,40}$ | sign\ up\ (?:for|to).{0,80}$
    | (?:tweet|print|email|facebook|twitter|whatsapp)\W*$
    | subscribe.{0,60}$ | follow\ us.{0,60}$ | advertisement\W*$ | all\ rights\ reserved\.?
    | (?:accept\ )?cookie.{0,60}$
    | previous\ (?:post|article).{0,80}$ | next\ (?:post|article).{0,80}$ | save\ my\ name.{0,120}$ | loading\W*$
    )"""
)
# a headline of another story, with the agency's name behind it, as aggregators string them together
_OTHER_STORY = re.compile(
    r"^.{15,160}\s(?:(?:By|via)\s(?:Reuters|AP|AFP|Bloomberg|CNN|UPI|Xinhua)(?:\s\w+)?|Reuters\ via)\s*$"
)
_TAIL = re.compile(r"(?i)^\W*(?:leave\ a\ (?:reply|comment)|related\ posts?\W*$|your\ email\ address\ will)")


def clean(text: str) -> str:
    """The text without such lines; line ends are LF. A text that is noise throughout stays as it is."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept: list[str] = []
    for number, line in enumerate(lines):
        if _TAIL.match(line) and number > len(lines) // 2:
            break
        if not _NOISE.match(line) and not _OTHER_STORY.match(line):
            kept.append(line)
    cleaned = "\n".join(kept).strip("\n")
    return cleaned if cleaned.strip() else text
