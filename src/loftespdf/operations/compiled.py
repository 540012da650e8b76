"""Compiled templates and parsed stylesheets, kept where Python keeps our own modules compiled.

They are code that runs without being looked at, so they lie in no folder that comes from somebody
else: neither in the workspace nor in ``output/``. Beside our own ``.pyc`` files nobody can write
who could not change the program itself. Where we may not write either, as in an installation by an
administrator, or Python was told to keep nothing, all is compiled and parsed in each process.
"""

import os
import stat
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

from loftespdf.model.problem import CouldNotWrite
from loftespdf.storing.files import store

#: As Python keeps its own: whatever the umask says, others do not write here.
_OWNER_WRITES = 0o644
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


class CompiledFolder:
    """A folder of what is compiled, by name; any that cannot be read or written is not there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> bytes | None:
        """Return what is kept under a name, or None; nothing that others may have written."""
        try:
            with Path(self._folder, name).open("rb") as file:
                return None if os.fstat(file.fileno()).st_mode & _OTHERS_WRITE else file.read()
        except OSError:
            return None

    def put(self, name: str, content: bytes) -> None:
        """Keep something under a name, if that can be done."""
        with suppress(CouldNotWrite):
            store(self._folder, Path(name), content, mode=_OWNER_WRITES)


def compiled_folder() -> CompiledFolder | None:
    """Return the folder of our own compiled modules; None where Python keeps none."""
    if sys.dont_write_bytecode or sys.implementation.cache_tag is None:
        return None
    return CompiledFolder(Path(cache_from_source(__file__)).parent)
