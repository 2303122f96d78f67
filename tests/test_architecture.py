"""The import graph of DESIGN: imports point down, a heavy library is imported in one place, house rules hold."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.support import ROOT

PACKAGE = ROOT / "workbench"
FILES = sorted(p for p in PACKAGE.rglob("*.py"))

# Who may import whom: a part may import parts of a lower level, and itself.
LEVELS = {
    "types": 0,
    "errors": 0,
    "settings": 1,
    "protocols": 1,
    "assessment_words": 1,
    "claims": 3,
    "reading": 2,
    "models": 2,
    "exports": 2,
    "reviews": 2,
    "slots": 2,
    "corpus": 4,
    "lineage": 5,
    "misses": 5,
    "standing": 5,
    "indexing": 5,
    "weighing": 2,
    "matching": 6,
    "assessment": 6,
    "checking": 7,
    "evaluation": 8,
    "watching": 8,
    "replaying": 8,
    "sealing": 9,
    "cli": 10,
    "ui": 10,
}
# Claims read with the shipped encoder and the dates of the slots; reading needs their sentences to split an article.
LEVEL_EXCEPTIONS = {("reading", "claims")}

ONE_PLACE = {
    "duckdb": {"corpus/store.py"},
    "faiss": {"indexing/vectors.py"},
    "tantivy": {"indexing/lexical.py"},
    "sentence_transformers": {"models/sentence_transformer.py"},
    "onnxruntime": {"models/onnx_stance.py"},
    "transformers": {"models/transformers_stance.py"},
    "trafilatura": {"reading/html.py"},
}


def _imports(path: Path) -> list[tuple[str, bool]]:
    """(module, stands at the top of the file) of every import of a file."""
    tree = ast.parse(path.read_text("utf-8"))
    found: list[tuple[str, bool]] = []
    for node in ast.walk(tree):
        top = node in tree.body
        if isinstance(node, ast.Import):
            found += [(alias.name, top) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append((node.module, top))
    return found


def _part(module: str) -> str | None:
    names = module.split(".")
    return names[1] if names[0] == "workbench" and len(names) > 1 else None


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own == "__init__":
        return
    for module, _ in _imports(path):
        part = _part(module)
        if part is None or part == own or (own, part) in LEVEL_EXCEPTIONS:
            continue
        assert LEVELS[part] < LEVELS[own], f"{path.name} ({own}) imports {module}"


@pytest.mark.parametrize(("library", "places"), ONE_PLACE.items())
def test_a_heavy_library_is_imported_in_one_place(library: str, places: set[str]) -> None:
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in FILES
        for module, _ in _imports(path)
        if module.split(".")[0] == library
    }
    assert found == places


def test_streamlit_stands_only_under_ui() -> None:
    found = {
        path.relative_to(PACKAGE).parts[0]
        for path in FILES
        for module, _ in _imports(path)
        if module.split(".")[0] == "streamlit"
    }
    assert found <= {"ui"}


@pytest.mark.parametrize("library", ["torch", "transformers", "sentence_transformers", "onnxruntime", "trafilatura"])
def test_what_a_person_waits_for_is_imported_late(library: str) -> None:
    early = [p.name for p in FILES for module, top in _imports(p) if top and module.split(".")[0] == library]
    assert early == []


def test_the_library_never_prints() -> None:
    printing = [
        path.relative_to(PACKAGE).as_posix()
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert {name.split("/")[0] for name in printing} <= {"cli"}
