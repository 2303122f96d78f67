"""What a passage is worth besides its words: copies, dates, corrections and the ratings of fact-checks."""

from workbench.standing.copies import distinct, speakers
from workbench.standing.corrections import corrected, is_correction
from workbench.standing.dates import before_event, event_start
from workbench.standing.ratings import Checked, checked_claims, rated

__all__ = [
    "Checked",
    "before_event",
    "checked_claims",
    "corrected",
    "distinct",
    "event_start",
    "is_correction",
    "rated",
    "speakers",
]
