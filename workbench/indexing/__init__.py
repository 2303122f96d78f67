"""Generations of corpus and index: built aside, published at once, kept for rollback."""
