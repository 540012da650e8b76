"""Whether a file is still the one that was read, without reading it again.

Like git's index: a file whose size, times and inode agree with what was noted is unchanged. A file
that was changed shortly before it was noted is not trusted, since it may have changed again within
the same tick of the file system's clock.
"""

import os
import time
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

#: Coarse file systems keep times to two seconds (FAT); younger changes are not trusted.
_TICK_NS = 2_000_000_000


class Signature(NamedTuple):
    """What the file system says of a file, in bytes and nanoseconds."""

    size: int
    modified: int
    changed: int
    inode: int
    device: int

    def is_settled(self, now: int) -> bool:
        """Tell whether a change after ``now`` (nanoseconds) would show in the times."""
        return max(self.modified, self.changed) + _TICK_NS < now


def signature(path: str | Path) -> Signature | None:
    """Return the signature of a file, its links followed; None where no file is."""
    try:
        status = os.stat(path)  # noqa: PTH116 - thousands of them; pathlib is slower
    except OSError:
        return None
    if not S_ISREG(status.st_mode):
        return None
    return Signature(
        status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev
    )


def digest(path: str | Path) -> str | None:
    """Return the SHA-256 of a file's content in hexadecimal; None where none can be read."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - as above
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def clock() -> int:
    """Return the time in nanoseconds, to be taken before a file is looked at."""
    return time.time_ns()


def files_below(folder: str, name: str) -> Iterator[str]:
    """Yield the files below ``folder`` as ``name/…``, without hidden ones and linked folders."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(entry.path, f"{name}/{entry.name}")
        else:
            yield f"{name}/{entry.name}"
