"""Jobs that wait: of each document what it takes to make it again, in some kilobytes.

A country's documents with their pictures would fill the memory of the process that reads them. So a
document is packed as soon as it is planned and unpacked when a worker is free; pictures are not
kept at all, they are read from their files again.
"""

import zlib
from collections.abc import Mapping
from typing import NamedTuple, cast

from loftespdf.batch.parcels import pack, unpack
from loftespdf.loading.pictures import Remembered, read_again, remembered
from loftespdf.model.assets import Asset
from loftespdf.model.document import PledgeDocument
from loftespdf.model.file_format import Format
from loftespdf.model.followup import FollowUpDocument
from loftespdf.model.product import Product
from loftespdf.model.sheets import PrintSheet
from loftespdf.operations.build import Job
from loftespdf.operations.check import Ground

#: zlib's quickest: a tenth of a millisecond a document, and a quarter of the size.
_LEVEL = 1
_Parts = tuple[Product, PledgeDocument, FollowUpDocument | None, PrintSheet | None]


class Box(NamedTuple):
    """The jobs of one document, packed together, and the pictures they were planned with."""

    parcel: bytes
    pictures: dict[str, Remembered]


def boxed(jobs: tuple[Job, ...], theme: Mapping[str, Asset]) -> Box:
    """Pack the jobs of one document, without the theme's files."""
    parts: tuple[_Parts, ...] = tuple(
        (job.product, job.document, job.follow_up, job.sheet) for job in jobs
    )
    files = jobs[0].assets.files if jobs else {}
    own = {path: asset for path, asset in files.items() if theme.get(path) is not asset}
    return Box(zlib.compress(pack(parts), _LEVEL), remembered(own))


class Shelf:
    """Many jobs by number, of which one document's at a time stand open."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        #: The formats of what will be made, and whether as ads.
        self.kinds: set[tuple[Format, bool]] = set()
        self._boxes: list[Box] = []
        self._where: list[tuple[int, int]] = []
        self._open: tuple[int, tuple[Job, ...]] = (-1, ())

    def add(self, box: Box, waiting: Mapping[int, Product]) -> None:
        """Put jobs of one document last; they are the same values when they are taken.

        ``waiting`` is what they make, by their place in the box; other jobs in it do not wait.
        """
        if not waiting:
            return
        self._where += ((len(self._boxes), number) for number in waiting)
        self.kinds.update((one.format, one.sheet is not None) for one in waiting.values())
        self._boxes.append(box)

    def __len__(self) -> int:
        """Return how many jobs there are."""
        return len(self._where)

    def __getitem__(self, index: int, /) -> Job:
        """Return a job, its pictures read again."""
        box, number = self._where[index]
        if self._open[0] != box:
            self._open = box, self._opened(self._boxes[box])
        return self._open[1][number]

    def _opened(self, box: Box) -> tuple[Job, ...]:
        ground = self._ground
        parts = cast("tuple[_Parts, ...]", unpack(zlib.decompress(box.parcel)))
        assets = ground.theme.with_files(read_again(ground.workspace.root, box.pictures))
        return tuple(
            Job(product, document, ground.layouts[product.layout], assets, follow_up, sheet)
            for product, document, follow_up, sheet in parts
        )
