"""Finished files packed together, an area's or a local police district's: ``output/zip/``."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from loftespdf.batch.outcome import Outcome
from loftespdf.language.belonging import alike
from loftespdf.language.slugs import shortened
from loftespdf.storing.files import refused, store
from loftespdf.storing.zips import zipped

_FOLDER = "zip"
_LONGEST = 80


def pack_outcomes(
    outcomes: Iterable[Outcome], output: Path, districts: Mapping[str, str] | None = None
) -> Iterator[Path]:
    """Write a zip file for each area, or for each district that ``districts`` gives a document.

    A document without a district is packed with its area. Products that failed are in none; what
    goes beside a product goes with it. One package at a time is read. Yields the files. Raises
    CouldNotWrite.
    """
    packs: dict[str, set[PurePosixPath]] = defaultdict(set)
    for outcome in outcomes:
        if outcome.file is not None:
            product = outcome.product
            district = (districts or {}).get(f"{product.area}/{product.period}", "")
            name = shortened(alike(district), _LONGEST) or product.area
            packs[name] |= {product.path, *outcome.beside}
    for name, paths in sorted(packs.items()):
        files = {path.as_posix(): _read(output, path) for path in paths}
        yield store(output, Path(_FOLDER, f"{name}.zip"), zipped(files))


def _read(output: Path, path: PurePosixPath) -> bytes:
    with refused(Path(path)):  # somebody may have taken it away meanwhile
        return (output / path).read_bytes()
