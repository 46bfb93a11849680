"""Places of a text: found by rules and the gazetteer, read for the whole document at once, each with its reason.

No model is involved. `scan` finds the stretches that the gazetteer knows, `evidence` (with `people` and `relate`)
judges which of them name places, `choose` decides which place each name means; all weights stand in `weights`.
"""

from timeline.locate.document import find_places
from timeline.locate.several import resolve_all
from timeline.locate.single import resolve

__all__ = ["find_places", "resolve", "resolve_all"]
