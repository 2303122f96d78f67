"""Claim verification workbench: article in, claims out, with the evidence for and against each."""

__version__ = "0.1.0"
