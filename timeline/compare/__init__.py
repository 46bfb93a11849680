"""Two itineraries side by side: what only one has, days that differ, order that differs.

aligning   which rows, and which trips, of the two belong together
differing  what two rows say differently
telling    the comparison as text and as CSV
drawing    the comparison as a page
"""

from timeline.compare.aligning import Comparison, Journey, Line, compare
from timeline.compare.drawing import to_page
from timeline.compare.telling import COLUMNS, to_csv, to_text

__all__ = ["COLUMNS", "FORMATS", "Comparison", "Journey", "Line", "compare", "to_csv", "to_page", "to_text"]

FORMATS = {"text": to_text, "csv": to_csv, "html": to_page}
"""The forms of a comparison, each a function that gives it as text."""
