"""``python -m workbench.cli``: the same as the ``workbench`` script."""

from workbench.cli import main

main()
