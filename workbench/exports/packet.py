"""The sealed packet: parts in one archive, each with its hash, and a hash chain over them.

The archive's bytes follow from the parts alone (uncompressed, one fixed date, names in order), so that a change
anywhere in the file, outside the parts too, shows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

FORMAT = "claim-verification-workbench packet 1"
CHAIN = "chain.json"
# The first day that a zip archive can name.
_DATE = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644 << 16
_UNIX = 3
_DIRECTORY = "the archive's directory"


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found in a packet. ``faults`` name every part that is not as it was sealed; none means unchanged.

    ``seal`` is the last link of the chain, 64 hexadecimal digits; None where there is no chain to read.
    """

    seal: str | None
    parts: Mapping[str, bytes]
    faults: tuple[str, ...]


def sealed(parts: Mapping[str, bytes]) -> bytes:
    """The archive of these parts, by name, with their chain."""
    return _archive(parts, _chain({name: sha256(data).hexdigest() for name, data in parts.items()}))


def _links(hashes: Mapping[str, str]) -> list[str]:
    """The links over parts in the order of their names, the last of them the seal.

    A link is the SHA-256 of the line before it (at first ``FORMAT``), the part's name and its SHA-256, each on a line.
    """
    links = [sha256(FORMAT.encode()).hexdigest()]
    for name in sorted(hashes):
        links.append(sha256(f"{links[-1]}\n{name}\n{hashes[name]}\n".encode()).hexdigest())
    return links[1:]


def verify_packet(data: bytes) -> Verified:
    """Whether these bytes are a packet as it was sealed, and if not, which parts are not."""
    read, faults = _read(data)
    if read is None:
        return Verified(None, {}, tuple(faults))
    chain = read.pop(CHAIN, None)
    recorded = _recorded(chain)
    if recorded is None:
        changed = f"{CHAIN} was changed"
        faults.append(changed if chain is not None or changed in faults else f"{CHAIN} is missing")
        return Verified(None, read, tuple(dict.fromkeys(faults)))
    unread = {fault.split(" ")[0] for fault in faults}
    faults += [f"{name} is missing" for name in recorded if name not in read and name not in unread]
    faults += [f"{name} was added" for name in read if name not in recorded]
    faults += [f"{name} was changed" for name in read if recorded.get(name, "") not in ("", _hash(read[name]))]
    at = None if faults else _first_difference(data, sealed(read))
    if at is not None:
        faults.append(f"{_place(data, at)} was changed: byte {at:,} of the file is not as the packet was written")
    return Verified(_links(recorded)[-1], read, tuple(faults))


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


def _chain(hashes: Mapping[str, str]) -> bytes:
    links = _links(hashes)
    parts = [{"name": n, "sha256": hashes[n], "link": link} for n, link in zip(sorted(hashes), links, strict=True)]
    document = {"format": FORMAT, "parts": parts, "seal": links[-1]}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _recorded(chain: bytes | None) -> dict[str, str] | None:
    """Part → SHA-256 of a chain that is in itself as it was written; None for any other."""
    try:
        hashes = {str(part["name"]): str(part["sha256"]) for part in json.loads(chain or b"")["parts"]}
        return hashes if hashes and _chain(hashes) == chain else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _archive(parts: Mapping[str, bytes], chain: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, data in [*sorted(parts.items()), (CHAIN, chain)]:
            info = ZipInfo(name, _DATE)
            # zipfile would write down the system it runs on.
            info.create_system, info.external_attr = _UNIX, _MODE
            archive.writestr(info, data)
    return out.getvalue()


def _read(data: bytes) -> tuple[dict[str, bytes] | None, list[str]]:
    """The parts that can be read, and what is wrong with the others."""
    try:
        archive = ZipFile(BytesIO(data))
        names = archive.namelist()
    # zipfile fails in as many ways as there are bytes to change, here and below.
    except Exception:
        return None, [f"this is no packet, or {_DIRECTORY} at its end was changed or cut off"]
    faults = [f"{name} is there {names.count(name)} times" for name in sorted(set(names)) if names.count(name) > 1]
    parts: dict[str, bytes] = {}
    for name in dict.fromkeys(names):
        try:
            parts[name] = archive.read(name)
        except Exception:
            faults.append(f"{name} was changed")
    return parts, faults


def _first_difference(a: bytes, b: bytes) -> int | None:
    if a == b:
        return None
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _place(data: bytes, at: int) -> str:
    """The part whose record in the archive holds this byte, or the archive's directory."""
    archive = ZipFile(BytesIO(data))
    starts: Sequence[tuple[int, str]] = sorted((info.header_offset, info.filename) for info in archive.infolist())
    before = [f"the record of {name}" for start, name in starts if start <= at]
    return before[-1] if before and at < archive.start_dir else _DIRECTORY
