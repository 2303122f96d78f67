"""Names of downloads from the titles of articles."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 60
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def file_name(title: str, suffix: str) -> str:
    """A plain ASCII name that every file system takes: ``kiew-und-moskau-verhandeln.html``."""
    plain = unicodedata.normalize("NFKD", title.lower().translate(_GERMAN)).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    short = words if len(words) <= _LONGEST else words[:_LONGEST].rsplit("-", 1)[0]
    return f"{short or 'article'}{suffix}"
