"""Reading one file of the workspace, bounded in size and never outside of it."""

import stat
from errno import ELOOP
from itertools import accumulate, islice
from os import strerror
from os.path import islink, join
from pathlib import Path

from loftespdf.model.problem import Figure, Message, Place, Problem, say, with_comma

_MEGABYTE = 1_000_000


def inside(root: Path, path: Path) -> bool:
    """Tell whether ``path``, its symbolic links followed, is ``root`` or stands below it."""
    return _is_without_links(root, path) or (
        not _in_a_ring(path) and path.resolve().is_relative_to(root.resolve())
    )


def entry_inside(root: Path, path: Path) -> bool:
    """Tell whether an entry of a folder that is itself inside is so too: only a link leads out."""
    return not islink(path) or inside(root, path)  # noqa: PTH114 - False where nobody may look


def _is_without_links(root: Path, path: Path) -> bool:
    """Tell whether ``path`` is named below ``root`` and no name on the way there is a link.

    So it is with nearly all; to resolve both would ask the system of every folder above them too.
    """
    names = _below(root, path)
    if names is None or ".." in names:
        return False
    steps = accumulate(names, join, initial=str(root))
    return not any(map(islink, islice(steps, 1, None)))


def _below(root: Path, path: Path) -> tuple[str, ...] | None:
    """Return the names that lead from ``root`` to ``path``; None where it does not begin there."""
    if root.is_absolute() != path.is_absolute():  # "." has no parts for anything to begin with
        return None
    start = root.parts
    return path.parts[len(start) :] if path.parts[: len(start)] == start else None


def _in_a_ring(path: Path) -> bool:
    """Tell whether links lead to each other. From Python 3.13 on, ``resolve`` does not say so."""
    try:
        path.stat()
    except OSError as error:
        return error.errno == ELOOP
    return False


def read_bounded(root: Path, path: Path, limit: int) -> bytes | Problem:
    """Return the content of ``path``, or what is wrong with it as a file.

    The size, at most ``limit`` bytes, is asked of the file system before a byte is read. Folders,
    pipes and devices are refused, and so is a symbolic link that leads out of ``root``.
    """
    place = Place(shown(root, path))
    if not inside(root, path):
        return outside(place)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Problem("not-a-file", say("det här är ingen vanlig fil"), place)
        if status.st_size > limit:
            return _too_big(place, status.st_size, limit)
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as error:
        return unreadable(place, error)
    return content if len(content) <= limit else _too_big(place, len(content), limit)


def shown(root: Path, path: Path) -> str:
    """Return the path as messages show it: from the workspace, with forward slashes."""
    names = _below(root, path)
    return path.as_posix() if names is None else "/".join(names) or "."


def outside(place: Place) -> Problem:
    """Say that a file or folder leads out of the workspace."""
    return Problem(
        "outside-workspace",
        say("det här leder ut ur arbetsytan, och utanför den läses ingenting"),
        place,
        instead=say("lägg en kopia av filen i arbetsytan i stället för en genväg"),
    )


def megabytes(size: int) -> Figure:
    """Write a size in bytes for people: ``2,5 MB``."""
    return with_comma(f"{size / _MEGABYTE:.1f} MB".replace(".0 ", " "))


def _too_big(place: Place, size: int, limit: int) -> Problem:
    return Problem(
        "file-too-big",
        say(
            "filen är {size}, men högst {limit} läses",
            size=megabytes(size),
            limit=megabytes(limit),
        ),
        place,
        instead=_smaller(place),
    )


def _smaller(place: Place) -> Message:
    if place.file.endswith(".yaml"):
        return say("kontrollera att det är rätt fil: ett löfte brukar rymmas på några tusen tecken")
    return say("spara en mindre variant av filen")


def unreadable(place: Place, error: OSError) -> Problem:
    """Say that the system refuses to open a file or folder."""
    reason = strerror(error.errno) if error.errno else str(error)
    if isinstance(error, FileNotFoundError):
        return Problem("file-missing", say("filen finns inte"), place)
    return Problem(
        "file-unreadable",
        say("filen eller mappen får inte läsas")
        if isinstance(error, PermissionError)
        else say("filen går inte att öppna ({reason})", reason=reason),
        place,
        instead=say("stäng filen i andra program och se till att du får läsa den"),
    )
