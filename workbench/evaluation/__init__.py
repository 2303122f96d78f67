"""The suites of ``workbench eval``: stance, retrieval, similarity, check-worthiness, and whole cases."""
