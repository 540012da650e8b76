"""What a worker does: take a job, make it, say what came of it, until it is ended."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple, cast

from msgspec.structs import replace

from loftespdf.batch.garbage import housekeeping
from loftespdf.batch.parcels import pack, unpack
from loftespdf.batch.processes import stay_with
from loftespdf.batch.run import make_one, prove
from loftespdf.model.assets import Assets
from loftespdf.operations.build import Job, Workshop
from loftespdf.operations.logfile import join_log

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class Settings(NamedTuple):
    """What a worker is told once; without ``output`` it stores nothing.

    ``idle`` is how long to wait for a job, in seconds.
    """

    theme: Assets
    output: Path | None
    idle: float | None


def serve(  # noqa: PLR0913, PLR0917 - all that another process has to be told
    connection: Connection,
    inherited: Iterable[Connection],
    settings: Settings,
    scratch: str,
    parent: int,
    log: Path | None = None,
) -> None:
    """Work until the supervisor ends the process or is gone itself.

    Args:
        connection: jobs come in here as parcels, and outcomes go out with the memory in use.
        inherited: the supervisor's ends of pipes, to be closed here.
        settings: what all its jobs have in common.
        scratch: a folder for the engine's temporary files; the supervisor removes it.
        parent: the supervisor's process id.
        log: the log to join; a forked worker has it open already.
    """
    for other in inherited:
        other.close()
    stay_with(parent)
    work_alone()
    if log is not None:
        join_log(log)
    tempfile.tempdir = scratch
    theme, output, idle = settings
    workshop = Workshop(theme)
    with housekeeping() as tidy:
        while parcel := _next(connection, idle):
            job = cast("Job", unpack(parcel))
            full = replace(job, assets=theme.with_files(job.assets.files))
            outcome = make_one(full, workshop, output) if output else prove(full, workshop)
            del job, full
            tidy()
            connection.send_bytes(pack((outcome, resident(os.getpid()))))


def work_alone() -> None:
    """Let the validators start no threads of their own: there is a worker for each processor.

    As published they start one for each, which on a machine of 64 cost them a third more CPU time.
    """
    os.environ.setdefault("RAYON_NUM_THREADS", "1")


def _next(connection: Connection, idle: float | None) -> bytes | None:
    try:
        return connection.recv_bytes() if connection.poll(idle) else None
    except (EOFError, OSError):
        return None


def resident(process: int) -> int:
    """Return a process's resident memory in bytes; 0 when it is gone."""
    try:
        return int(Path(f"/proc/{process}/statm").read_bytes().split()[1]) * _PAGE
    except OSError:
        return 0 if sys.platform == "linux" else _asked(process)


def _asked(process: int) -> int:
    command = ["/bin/ps", "-o", "rss=", "-p", str(process)]
    found = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own words
    return int(found.stdout or 0) * 1024
