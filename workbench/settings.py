"""One frozen Settings: defaults < workbench.toml < environment < flags."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Self

from workbench.errors import InputError

CONFIG_FILE = "workbench.toml"
ENV_PREFIX = "WORKBENCH_"
SHIPPED = "shipped"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. Each field is a key of workbench.toml and, upper-cased, WORKBENCH_<FIELD>."""

    index: Path = Path("index")
    # A path to a SQLite file, or a SQLAlchemy URL (postgresql+psycopg://…).
    reviews: str = "data/ledger.sqlite"
    encoder: str = SHIPPED
    stance_model: str = SHIPPED
    # Passages that the stance model reads per claim, and passages shown at least, where there are that many.
    candidates: int = 24
    evidence: int = 12
    # Sentences that score below are not taken for claims.
    min_check_worthiness: float = 0.5
    # A side is suggested when its two surest origins together reach this, otherwise the claim is left open. Swept .5 to
    # .99 by training/risk_coverage.py. At .8: 4 of 9 suggestions wrong on the sample (26 claims), 5 of 8 on the public
    # cases (76), which nothing was chosen by; at .5 it is 12 of 22 and 16 of 35 (docs/risk_coverage.svg).
    min_confidence: float = 0.8
    keep_generations: int = 3
    port: int = 8501

    @classmethod
    def load(cls, folder: Path | None = None, env: Mapping[str, str] | None = None, **flags: Any) -> Self:
        """Defaults, then ``folder``/workbench.toml, then the environment, then flags that are not None."""
        path = (folder or Path()) / CONFIG_FILE
        found = _from_file(path) if path.is_file() else {}
        found |= _from_environment(os.environ if env is None else env)
        found |= {key: value for key, value in flags.items() if value is not None}
        return replace(cls(), **{key: _cast(key, value) for key, value in found.items()})


_TYPES: dict[str, type] = {f.name: type(f.default) for f in fields(Settings)}
_TYPES["index"] = Path


def _from_file(path: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is not valid TOML: {error}") from None
    unknown = sorted(set(found) - set(_TYPES))
    if unknown:
        raise InputError(f"{path}: unknown setting {', '.join(unknown)}; known are {', '.join(sorted(_TYPES))}")
    return found


def _from_environment(env: Mapping[str, str]) -> dict[str, Any]:
    return {name: env[ENV_PREFIX + name.upper()] for name in _TYPES if env.get(ENV_PREFIX + name.upper())}


def _cast(name: str, value: Any) -> Any:
    kind = _TYPES[name]
    try:
        return value if isinstance(value, kind) else kind(value)
    except (TypeError, ValueError):
        raise InputError(f"setting {name}: {value!r} is not a valid {kind.__name__}") from None
