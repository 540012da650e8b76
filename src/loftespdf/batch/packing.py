"""Finished files packed together, an area's or a local police district's: ``output/zip/``."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from loftespdf.batch.outcome import Outcome
from loftespdf.language.slugs import slug
from loftespdf.storing.files import store
from loftespdf.storing.zips import zipped

_FOLDER = "zip"


def pack_outcomes(
    outcomes: Iterable[Outcome], output: Path, districts: Mapping[str, str] | None = None
) -> Iterator[Path]:
    """Write a zip file for each area, or for each district that ``districts`` gives an area.

    An area without a district is packed by itself. Products that failed are in none. Yields the
    files. Raises CouldNotWrite.
    """
    packs: dict[str, dict[str, bytes]] = defaultdict(dict)
    for outcome in outcomes:
        if outcome.file is not None:
            area = outcome.product.area
            name = slug((districts or {}).get(area, "")) or area
            packs[name][outcome.product.path.as_posix()] = outcome.file.read_bytes()
    for name, files in sorted(packs.items()):
        yield store(output, Path(_FOLDER, f"{name}.zip"), zipped(files))
