"""Leaving a process that has nothing left to clear away."""

import logging
import os
import sys
from typing import NoReturn


class Leaving(SystemExit):
    """The end of a command whose files are closed and whose other processes have ended.

    Python takes a loaded engine apart piece by piece when it ends, which takes as long as a whole
    document; raised instead of ``sys.exit``, this spares it that.
    """

    def leave(self) -> NoReturn:
        """End the process with this code, after all that was printed and logged is out."""
        code = int(self.code or 0)
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except BrokenPipeError:
            pass  # whoever read it has had enough
        logging.shutdown()
        os._exit(code)
