"""Speed and memory against a named baseline in the same run, as ratios. ``python -m benchmarks --help``."""
