"""Claims of an article: sentences with exact spans, scored for check-worthiness."""

from workbench.claims.extraction import Extraction, extract, extract_claims
from workbench.claims.splitting import split_sentences

__all__ = ["Extraction", "extract", "extract_claims", "split_sentences"]
