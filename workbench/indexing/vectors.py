"""The only module that speaks to FAISS."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

import faiss
import numpy as np

from workbench.errors import IndexDamaged
from workbench.protocols import Ids, Vectors

# Up to here an exact scan answers in well under 0.1 s on two cores (see docs/measurements.md); above, inverted lists.
FLAT_UP_TO = 200_000
# Of 2,048 lists with 8-bit codes over 665,739 German news passages. Swept 64, 128, 256, 384, 512: recall of the exact
# 100 is .708, .800, .882, .920, .942 at 703, 404, 242, 164, 124 queries a second; the exact scan makes 14.
PROBES = 384
# FAISS asks for 39 to 256 points a centroid; the sample also tells the corpus's background of similarities.
TRAINING_POINTS_PER_LIST = 50


class FaissIndex:
    """Passages by inner product of unit vectors; FAISS ids are passage ids."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def build(cls, batches: Iterable[tuple[Ids, Vectors]], count: int, sample: Vectors) -> Self:
        """An index over ``count`` unit vectors, given as (n,) ids and (n, dimension) vectors a batch.

        Flat for few; for many IVF with 8-bit codes, its lists trained on the ``sample`` of vectors.
        """
        flat = count <= FLAT_UP_TO
        index = faiss.IndexIDMap2(faiss.IndexFlatIP(sample.shape[1])) if flat else _trained_lists(sample, count)
        for ids, vectors in batches:
            if len(ids) != len(vectors):
                raise ValueError(f"{len(ids)} ids for {len(vectors)} vectors")
            index.add_with_ids(vectors, ids)
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> Self:
        try:
            return cls(faiss.read_index(str(path)))
        except RuntimeError as error:
            raise IndexDamaged(f"{path} cannot be read: {error}") from None

    def save(self, path: Path) -> None:
        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        return int(self._index.d)

    @property
    def layout(self) -> str:
        """What the manifest says of it: ``flat`` or ``ivf<lists>,sq8``."""
        return f"ivf{self._index.nlist},sq8" if isinstance(self._index, faiss.IndexIVF) else "flat"

    def ids(self) -> Ids:
        """All passage ids, ascending."""
        if isinstance(self._index, faiss.IndexIVF):
            lists = self._index.invlists
            parts = [
                faiss.rev_swig_ptr(lists.get_ids(i), lists.list_size(i)).copy()
                for i in range(self._index.nlist)
                if lists.list_size(i)
            ]
            return np.sort(np.concatenate(parts))
        return np.sort(faiss.vector_to_array(self._index.id_map))

    def search(self, queries: Vectors, k: int, allowed: Ids | None = None) -> list[list[tuple[int, float]]]:
        """See ``protocols.VectorIndex``. FAISS pads with -1 where it finds fewer than ``k``; that stays in here."""
        if queries.ndim != 2 or queries.shape[1] != self.dimension:
            raise ValueError(f"queries of shape {queries.shape} for an index of dimension {self.dimension}")
        k = min(k, len(self) if allowed is None else len(allowed))
        if k < 1 or not len(queries):
            return [[] for _ in queries]
        scores, ids = self._index.search(queries, k, params=self._parameters(allowed))
        return [
            [(int(i), float(s)) for i, s in zip(row_ids, row_scores, strict=True) if i >= 0]
            for row_ids, row_scores in zip(ids, scores, strict=True)
        ]

    def _parameters(self, allowed: Ids | None) -> Any:
        selector = None if allowed is None else faiss.IDSelectorBatch(allowed)
        if isinstance(self._index, faiss.IndexIVF):
            # Few probes would miss the few passages that a filter leaves; skipping the others makes all lists cheap.
            probes = PROBES if allowed is None else self._index.nlist
            return faiss.SearchParametersIVF(sel=selector, nprobe=probes)
        return faiss.SearchParameters(sel=selector)


def lists_for(count: int) -> int:
    """Inverted lists for so many vectors: the power of two next below four times the root, as FAISS advises."""
    return int(2 ** int(np.log2(4 * np.sqrt(count))))


def _trained_lists(sample: Vectors, count: int) -> Any:
    """An empty IVF index with its centroids trained on a sample."""
    dimension = sample.shape[1]
    quantizer = faiss.IndexFlatIP(dimension)
    index = faiss.IndexIVFScalarQuantizer(
        quantizer, dimension, lists_for(count), faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    # The index must own what Python would otherwise free.
    index.own_fields = True
    quantizer.this.disown()
    index.train(sample)
    return index
