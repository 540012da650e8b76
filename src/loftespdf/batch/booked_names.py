"""What a finished file was booked as, read from its name: a command may have named the format."""

from collections.abc import Iterable, Iterator

from loftespdf.batch.plan import Booked, jobs_of
from loftespdf.operations.build import Job
from loftespdf.operations.check import Everything
from loftespdf.operations.sheets import bookings_named


def booked_jobs(everything: Everything, file: str) -> Iterator[Job]:
    """Yield the ads in all that a file of this name may be booked as, each in every edition.

    There are none for a name that no ad of these documents can have.
    """
    stem = file.rpartition(".")[0]
    for name, one in everything.loaded.items():
        for layout in everything.counter.with_sheets:
            start = f"{name.replace('/', '-')}-{layout}-"
            if not stem.startswith(start):
                continue
            editions = everything.layouts[layout].editions
            for booked in _bookings(everything, layout, _marks(stem.removeprefix(start), editions)):
                yield from jobs_of(everything, one, None, (layout,), booked)


def _marks(rest: str, editions: Iterable[str]) -> Iterator[str]:
    """Yield what a name says of the format, where an edition may stand after it."""
    yield rest
    for edition in editions:
        if (mark := rest.removesuffix(f"-{edition}")) != rest:
            yield mark


def _bookings(everything: Everything, layout: str, marks: Iterable[str]) -> Iterator[Booked]:
    formats = everything.counter.formats.get(layout, {})
    for mark in marks:
        for one in bookings_named(mark, formats):
            yield Booked((one.sheet,) if one.sheet else (), one.size)
