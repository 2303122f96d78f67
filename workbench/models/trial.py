"""Trying a model on a few sentences of both languages: does it load, answer in form, and read what it should?"""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from workbench.protocols import Encoder, StanceModel, Vectors
from workbench.types import STANCE_ORDER, Stance

# (passage, claim, stance); plain enough that a model which misses most of them is no NLI model for news.
PAIRS = (
    ("Bei dem Brand in Halle wurden drei Menschen verletzt.", "In Halle gab es bei einem Brand Verletzte.", "supports"),
    ("Bei dem Brand in Halle wurde niemand verletzt.", "Bei dem Brand in Halle gab es drei Verletzte.", "refutes"),
    ("Der Stadtrat tagt am Montag.", "Der Bürgermeister wohnt seit 2019 in Leipzig.", "not_enough_info"),
    ("Three people were injured in the fire in Halle.", "A fire in Halle left people injured.", "supports"),
    ("Nobody was injured in the fire in Halle.", "Three people were injured in the fire in Halle.", "refutes"),
    ("The council meets on Monday.", "The mayor has lived in Leipzig since 2019.", "not_enough_info"),
    ("Three people were injured in the fire in Halle.", "In Halle gab es bei einem Brand Verletzte.", "supports"),
    ("Bei dem Brand in Halle wurde niemand verletzt.", "Three people were injured in the fire in Halle.", "refutes"),
)
# Each text and its like; an encoder for both languages finds the like among all of them.
LIKES = (
    ("Die Zentralbank senkt den Leitzins.", "The central bank cuts its key rate."),
    ("Ein Erdbeben hat die Küste Chiles erschüttert.", "An earthquake shook the coast of Chile."),
    ("Der Verein verpflichtet einen neuen Torwart.", "The club signs a new goalkeeper."),
    ("Die Klinik schließt ihre Geburtsstation.", "The hospital closes its maternity ward."),
)
_TOLERANCE = 1e-3


def try_stance_model(model: StanceModel) -> dict[str, Any]:
    """``right`` of ``tried`` pairs, and ``faults``: what makes the model unusable."""
    started = time.monotonic()
    probabilities = model.predict([(passage, claim) for passage, claim, _ in PAIRS])
    seconds = time.monotonic() - started
    faults = []
    if probabilities.shape != (len(PAIRS), 3) or not np.isfinite(probabilities).all():
        faults.append(f"its answer is no table of {len(PAIRS)} by 3 probabilities but {probabilities.shape}")
    elif np.abs(probabilities.sum(axis=1) - 1).max() > _TOLERANCE:
        faults.append("its probabilities do not sum to one")
    right, notes = (0, []) if faults else _read(probabilities)
    return {
        "model": model.name,
        "kind": "stance",
        "fingerprint": model.fingerprint,
        "right": right,
        "tried": len(PAIRS),
        "pairs_per_second": round(len(PAIRS) / seconds, 1),
        "notes": notes,
        "faults": faults,
    }


def _read(probabilities: Vectors) -> tuple[int, list[str]]:
    """How many trial pairs were read rightly, and what a user should know."""
    guess = [STANCE_ORDER[i].value for i in probabilities.argmax(axis=1)]
    right = sum(guessed == stance for guessed, (_, _, stance) in zip(guess, PAIRS, strict=True))
    notes = []
    if not probabilities[:, STANCE_ORDER.index(Stance.REFUTES)].any():
        notes.append("it knows entailment alone: no passage will ever be shown as conflicting")
    if right < len(PAIRS) / 2:
        notes.append("it misses most of the trial pairs: look at its labels (`workbench models show`)")
    return right, notes


def try_encoder(model: Encoder) -> dict[str, Any]:
    """``right`` of ``tried`` sentences that found their translation, and ``faults``: what makes it unusable."""
    started = time.monotonic()
    german = model.encode_claims([de for de, _ in LIKES])
    english = model.encode_passages([en for _, en in LIKES])
    seconds = time.monotonic() - started
    faults = []
    for vectors in (german, english):
        if vectors.shape != (len(LIKES), model.dimension):
            faults.append(f"its vectors have the shape {vectors.shape}, expected {(len(LIKES), model.dimension)}")
        elif not np.isfinite(vectors).all() or np.abs(np.linalg.norm(vectors, axis=1) - 1).max() > _TOLERANCE:
            faults.append("its vectors are not of length one")
    if not faults and np.abs(model.encode_claims([de for de, _ in LIKES]) - german).max() > _TOLERANCE:
        faults.append("it gives other vectors each time")
    right = 0 if faults else int(((german @ english.T).argmax(axis=1) == np.arange(len(LIKES))).sum())
    notes = ["it does not find translations: use it for a corpus of one language"] if right < len(LIKES) / 2 else []
    return {
        "model": model.name,
        "kind": "encoder",
        "fingerprint": model.fingerprint,
        "dimension": model.dimension,
        "right": right,
        "tried": len(LIKES),
        "texts_per_second": round(2 * len(LIKES) / seconds, 1),
        "notes": notes,
        "faults": faults,
    }
