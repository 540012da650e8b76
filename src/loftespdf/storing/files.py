"""Write a file whole, or leave what was there."""

import errno
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from re import compile as pattern

from loftespdf.model.problem import CouldNotWrite, Message, Place, Problem, say

#: mkstemp makes files only their owner may read; a document is as open as the umask says.
_EVERYBODY = 0o666
#: What ``mkstemp`` makes beside a finished file: ``.grastorp-2021-lofte.pdf.k3v_9x2a``.
_LEFTOVER = pattern(r"\..+\.(?i:pdf|docx|html|zip|json|csv|jpe?g|png|svg)\.[a-z0-9_]{8}")
#: No file takes so long to write, in seconds.
_ABANDONED = 3600.0


def store(root: Path, path: Path, content: bytes, mode: int = _EVERYBODY) -> Path:
    """Write ``content`` to ``root / path`` and return where it stands.

    ``mode`` is what the umask is taken from.

    The bytes are written beside the target, flushed to the disk and put in its place in one step:
    a full disk, a killed run or a power cut leaves the earlier file as it was.
    Raises CouldNotWrite with the reason and what to do about it.
    """
    target = root / path
    with refused(path):
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, content, mode)
    return target


def store_as(file: Path, content: bytes) -> Path:
    """Write ``content`` to a file that somebody named, wherever it is; return it.

    As ``store``, but a device or a pipe (``/dev/null``, ``/dev/stdout``) is written to and never
    replaced. Raises CouldNotWrite.
    """
    with refused(file, say("försök igen, eller ge filen ett annat namn")):
        if file.exists() and not file.is_file() and not file.is_dir():
            file.write_bytes(content)
            return file
        target = file.resolve()  # a link stays one
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, content)
    return file


def _replace(target: Path, content: bytes, mode: int = _EVERYBODY) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode & ~_umask())
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    _flush_folder(target.parent)


def _umask() -> int:
    """The process's umask. It can only be read by setting it; there are no threads here."""
    umask = os.umask(0)
    os.umask(umask)
    return umask


def _flush_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut, where folders can be flushed."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(root: Path) -> None:
    """Remove what killed runs left half written below ``root``: never files of anybody else's.

    Only who holds the lock there may do so. Directly in ``root`` others write too, without it: what
    lies there must have been abandoned long since.
    """
    for path in root.rglob(".*"):
        if _LEFTOVER.fullmatch(path.name) and path.is_file():
            with suppress(OSError):
                age = time.time() - path.stat().st_mtime
                if path.parent != root or age > _ABANDONED:
                    path.unlink()


def sweep_beside(target: Path) -> None:
    """Remove what a killed process left half written of one file; others may be writing beside."""
    for path in target.parent.glob(f".{target.name}.*"):
        if _LEFTOVER.fullmatch(path.name):
            with suppress(OSError):
                path.unlink()


@contextmanager
def refused(path: Path, otherwise: Message | None = None) -> Iterator[None]:
    """Turn the system's refusal to write ``path`` into CouldNotWrite, with what to do about it.

    ``otherwise`` is that where the reason says nothing of it.
    """
    try:
        yield
    except OSError as error:
        elsewhere = otherwise or say("försök igen, eller välj en annan mapp med --output")
        what, instead = _reason(error, elsewhere)
        raise CouldNotWrite(
            Problem("could-not-write", what, Place(path.as_posix()), instead=instead)
        ) from error


def _reason(error: OSError, otherwise: Message) -> tuple[Message, Message]:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return say("disken är full"), say("frigör plats och kör samma kommando igen")
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return say("mappen eller filen får inte skrivas"), say(
                "stäng filen i andra program och se till att du får skriva i mappen"
            )
        case errno.ENOENT:
            return say("här går det inte att skriva"), otherwise
        case errno.EISDIR | errno.ENOTDIR | errno.EEXIST:
            return say("en mapp och en fil har samma namn"), say(
                "flytta undan det som står i vägen"
            )
        case errno.ENAMETOOLONG:
            return say("filens namn är för långt"), say(
                "korta namnet på mappen, filen eller layouten som den heter efter"
            )
        case _:
            what = say("filen kunde inte skrivas ({reason})", reason=str(error.strerror))
            return what, otherwise
