"""Reports and passages in DuckDB: reading them in, keeping them, finding them again."""
