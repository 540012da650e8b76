"""Reading one document: a value in, where it is and on what ground; a small value out.

So it can be done in any process. What is found out is told as it is; nothing is decided here that
another document could have a say in.
"""

from collections.abc import Mapping

from msgspec import Struct

from loftespdf.batch.planning import Planned, Planner
from loftespdf.batch.shelf import Box, boxed
from loftespdf.model.problem import Problem
from loftespdf.operations.check import Ground, Read, errors_in, read_document


class Seen(Struct, frozen=True):
    """What a run keeps of a document that was read.

    Attributes:
        name: "grastorp/2021".
        problems: all that were found.
        told: those of the document's own files, not of what was booked.
        refused: how many of the pledge and its follow-up have errors.
        district: the area's local police district, may be empty; None where there is no document.
        pictures: what was read with it: path → digest.
        planned: what is made of it.
        box: the jobs asked for, in the plan's order.
    """

    name: str
    problems: tuple[Problem, ...]
    told: tuple[Problem, ...]
    refused: int
    district: str | None
    pictures: Mapping[str, str]
    planned: Planned
    box: Box

    @property
    def is_readable(self) -> bool:
        """Tell whether the pledge could be read."""
        return self.district is not None

    @property
    def is_follow_up_broken(self) -> bool:
        """Tell whether the pledge could be read and its follow-up could not."""
        return self.is_readable and self.refused > 0

    @property
    def is_sound(self) -> bool:
        """Tell whether there are no errors, in a follow-up neither."""
        return self.is_readable and not errors_in(self.told)


def see(ground: Ground, planner: Planner | None, name: str) -> Seen:
    """Read one document and plan it; without a ``planner`` only its problems matter."""
    read = read_document(ground, *name.split("/"))
    jobs, planned = planner.planned(read) if planner else ((), Planned())
    return Seen(
        name,
        read.problems,
        (*read.pledge.problems, *(read.follow_up.problems if read.follow_up else ())),
        read.refused,
        _district(read),
        {asset.origin: asset.digest for asset in read.pledge.files.values()},
        planned,
        boxed(jobs, ground.theme.files),
    )


def _district(read: Read) -> str | None:
    document = read.pledge.document
    return (document.area.local_police or "") if document else None
