"""What a person changed in an itinerary by hand: found, kept through later builds, and never written over unasked.

marks      how a row shows that it was edited
settling   the place that a person's cells mean
overlay    a person's cells laid over the program's row
difference the person's table against the program's
history    what was corrected before and what is corrected now, as one
applying   corrections on a newly built itinerary
keeping    whether a folder holds a person's work
"""

from timeline.corrections.applying import apply
from timeline.corrections.history import Edited, read_edited
from timeline.corrections.keeping import check_folder
from timeline.corrections.marks import MARK

__all__ = ["MARK", "Edited", "apply", "check_folder", "read_edited"]
