"""The command line: parse, call the library, print, exit code. Results go to stdout, everything else to stderr."""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point of the ``workbench`` script. A user's mistake ends in one line and an exit code."""
    from workbench.cli.app import app
    from workbench.errors import WorkbenchError

    try:
        app(prog_name="workbench")
    except WorkbenchError as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("stopped; nothing was changed", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        # `workbench … | head` closes our stdout; Python would complain again while it shuts down.
        sys.stderr.close()
        sys.exit(141)
