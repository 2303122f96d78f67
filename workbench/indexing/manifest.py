"""What a generation holds and was made of, with the checksum of every file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

from workbench.errors import IndexDamaged, ModelError
from workbench.protocols import Encoder

# 2: parts of compounds in the lexical index.
FORMAT_VERSION = 2
MANIFEST = "manifest.json"
_LIBRARIES = ("duckdb", "faiss-cpu", "tantivy", "numpy", "sentencex")


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation, as written to manifest.json. Times are ISO 8601 in UTC; ``files`` maps path → SHA-256.

    ``similarity_mean`` and ``similarity_deviation`` are those of the cosines between random passages: what no relation
    at all looks like to this encoder on this corpus.
    """

    generation: str
    created_at: str
    encoder: str
    encoder_fingerprint: str
    dimension: int
    reports: int
    passages: int
    vector_layout: str
    similarity_mean: float
    similarity_deviation: float
    sources: tuple[str, ...]
    parameters: Mapping[str, Any]
    files: Mapping[str, str]
    parent: str | None = None
    libraries: Mapping[str, str] = field(default_factory=lambda: {name: version(name) for name in _LIBRARIES})
    format_version: int = FORMAT_VERSION

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The manifest of a generation's folder; IndexDamaged when it is missing, broken or of another format."""
        path = folder / MANIFEST
        try:
            found = json.loads(path.read_text("utf-8"))
            if found.get("format_version") != FORMAT_VERSION:
                theirs = found.get("format_version")
                raise IndexDamaged(f"{path} has format {theirs}, this workbench reads {FORMAT_VERSION}; build again")
            return cls(**{**found, "sources": tuple(found["sources"])})
        except FileNotFoundError:
            raise IndexDamaged(f"{path} is missing; run `workbench index rollback` or build again") from None
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise IndexDamaged(f"{path} is no manifest: {error}") from None

    def require_encoder(self, encoder: Encoder) -> None:
        """ModelError, naming both, where the generation was built with another encoder."""
        if self.encoder_fingerprint != encoder.fingerprint:
            raise ModelError(
                f"the index was built with encoder {self.encoder} ({self.encoder_fingerprint[:12]}), "
                f"loaded is {encoder.name} ({encoder.fingerprint[:12]}); "
                f"run `workbench index build` again, or set the encoder to {self.encoder}"
            )

    def write(self, folder: Path) -> None:
        (folder / MANIFEST).write_text(json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n", "utf-8")


def checksums(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a generation's folder but the manifest, by POSIX path."""
    found = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name != MANIFEST and not _is_lock(p)):
        with path.open("rb") as file:
            found[path.relative_to(folder).as_posix()] = file_digest(file, "sha256").hexdigest()
    return found


def _is_lock(path: Path) -> bool:
    # tantivy leaves empty lock files behind, readers make them anew.
    return path.name.startswith(".tantivy") and path.suffix == ".lock"
