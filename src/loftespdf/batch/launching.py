"""How a worker's process begins: forked from this one, or as a Python of its own.

A Python of its own is started as a plain program, not by ``multiprocessing``: that does not let a
daemonic process have children, which a cluster's worker often is, and begins by importing the main
module of whoever asked, which is not ours there.
"""

import os
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import cast

from loftespdf.batch.parcels import pack, unpack
from loftespdf.batch.processes import Launched, forked
from loftespdf.batch.serving import Settings, serve
from loftespdf.operations.logfile import log_file

#: The same modules as here are found, wherever they lie.
_PROGRAM = (
    "import sys; sys.path[:] = sys.argv[2:]; "
    "from loftespdf.operations.starting import start_engine; start_engine(); "
    "from loftespdf.batch.launching import begin; begin(int(sys.argv[1]))"
)


def fork(
    theirs: Connection, inherited: Iterable[Connection], settings: Settings, scratch: Path
) -> Launched:
    """Start a worker as a copy of this process; it takes jobs from ``theirs``.

    Its settings are this process's own: nothing of the theme's megabytes is written or read.
    It closes those that it ``inherited``: held open there, no end would be noticed.
    """
    launched = forked(serve, theirs, inherited, settings, str(scratch), os.getpid())
    theirs.close()
    return launched


def spawn(ours: Connection, theirs: Connection, settings: Settings, scratch: Path) -> Launched:
    """Start a worker as a Python of its own; it takes jobs from ``theirs``."""
    handle = theirs.fileno()
    command = [sys.executable, "-c", _PROGRAM, str(handle), *sys.path]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=(handle,))  # noqa: S603 - our own words
    theirs.close()
    with suppress(OSError):  # it died; that is heard when it is given a job
        ours.send_bytes(pack((settings, str(scratch), os.getpid(), log_file())))

    def end() -> None:
        process.kill()
        process.wait()

    return Launched(process.pid, end)


def begin(handle: int) -> None:
    """Begin to work, in the new process."""
    connection = Connection(handle)
    first = unpack(connection.recv_bytes())
    settings, scratch, parent, log = cast("tuple[Settings, str, int, Path | None]", first)
    serve(connection, (), settings, scratch, parent, log)
