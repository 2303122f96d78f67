"""One root exception. Every message says what was wrong, where, and what to do."""

from __future__ import annotations


class WorkbenchError(Exception):
    """Anything a user can mend. The CLI prints it without a traceback and exits with ``exit_code``."""

    exit_code = 1


class InputError(WorkbenchError):
    """An article, report file or argument that cannot be read as it stands."""

    exit_code = 2


class BadRecord(InputError):
    """One record of a report file that cannot be used: where it stands, and the kind of fault."""

    def __init__(self, where: str, fault: str, detail: str) -> None:
        super().__init__(f"{where}: {fault}: {detail}")
        self.where, self.fault, self.detail = where, fault, detail


class FetchError(WorkbenchError):
    """A URL that could not be fetched."""


class IndexMissing(WorkbenchError):
    """No published generation stands in the index directory."""

    exit_code = 3


class IndexDamaged(WorkbenchError):
    """A generation whose files do not agree with its manifest."""

    exit_code = 3


class IndexBusy(WorkbenchError):
    """Another process is building in the same index directory."""

    exit_code = 4


class ModelError(WorkbenchError):
    """A model that cannot be loaded, or does not fit the index."""

    exit_code = 5


class ProofError(WorkbenchError):
    """A replay that does not give what was recorded, or a sealed packet that was changed."""

    exit_code = 7


class ReviewError(WorkbenchError):
    """A decision the rules refuse, or a ledger that cannot be opened."""

    exit_code = 6
