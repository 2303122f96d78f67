"""How every shipped weight was made; run the modules with ``python -m training.<name>``."""
