"""Where an article comes from: a file or standard input, decoded."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TextIO

from workbench.errors import InputError

# No article comes near; what is larger was named by mistake.
MAX_BYTES = 20_000_000

_HTML = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|main|p|h1)\b",
    re.I | re.S,
)
_DOCUMENTS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a Word document or archive",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "a rich text document",
    b"\x1f\x8b": "a compressed file",
}


def looks_like_html(text: str) -> bool:
    """Whether a text begins as an HTML page or fragment does."""
    return bool(_HTML.match(text[:4000]))


def read_stdin(stdin: TextIO | None) -> str:
    """All of standard input; InputError where it is not text."""
    stream = stdin or sys.stdin
    try:
        raw = getattr(stream, "buffer", None)
        return decode(raw.read(), "standard input") if raw is not None else stream.read()
    except UnicodeDecodeError:
        raise InputError("standard input is not text; save the article as UTF-8 text or HTML") from None


def read_path(path: Path) -> str:
    """The text of a file; InputError says what is wrong with it and what to do."""
    if path.is_dir():
        raise InputError(f"{path} is a directory; name one text or HTML file in it")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path} is larger than {MAX_BYTES // 1_000_000} MB; that is no article")
        return decode(path.read_bytes(), str(path))
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; give a text or HTML file, a URL, or - for standard input") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from None


def decode(raw: bytes, where: str) -> str:
    """Text of ``raw``: UTF-8, UTF-16 with its mark, else Windows-1252. InputError for documents and binary data."""
    for mark, name in _DOCUMENTS.items():
        if raw.startswith(mark):
            raise InputError(f"{where} is {name}, which is not supported; copy its text and paste it")
    for encoding in _encodings(raw):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _binary(text):
            return text
    raise InputError(f"{where} is not readable text; save it as UTF-8 text or HTML")


def _encodings(raw: bytes) -> tuple[str, ...]:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("utf-8-sig", "cp1252")


def _binary(text: str) -> bool:
    """Control characters that no text has. One in a thousand is let pass: pages carry strays."""
    control = sum(1 for c in text if (ord(c) < 32 and c not in "\t\n\r\f\v\x1b") or 127 <= ord(c) < 133)
    return "\x00" in text or control > max(2, len(text) // 1000)
