"""Finished files packed together, an area's or a local police district's: ``output/zip/``."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from loftespdf.batch.outcome import Outcome
from loftespdf.language.belonging import alike, exactly
from loftespdf.language.slugs import shortened, told_apart
from loftespdf.storing.files import refused, store
from loftespdf.storing.zips import zipped

_FOLDER = "zip"
_LONGEST = 80


class _Pack(NamedTuple):
    """A district's files, or an area's, whose ``district`` is empty. ``name`` is a slug."""

    name: str
    district: str


class Package(NamedTuple):
    """A package as it was written; ``district`` is as ``exactly`` writes it, "" for an area's."""

    file: Path
    district: str


def pack_outcomes(
    outcomes: Iterable[Outcome], output: Path, districts: Mapping[str, str]
) -> Iterator[Package]:
    """Write a zip file for each area, or for each district that ``districts`` gives a document.

    A document without a district is packed with its area, never with a district of that name; of
    names that differ in å, ä and ö only, each has its own package. Products that failed are in
    none; what goes beside a product goes with it. One package at a time is read. Yields what was
    written. Raises CouldNotWrite.
    """
    packs: dict[_Pack, set[PurePosixPath]] = defaultdict(set)
    for outcome in outcomes:
        if outcome.output is not None:
            product = outcome.product
            district = districts.get(f"{product.area}/{product.period}", "")
            packs[_pack_of(product.area, district)] |= {product.path, *outcome.beside}
    sharing = Counter(pack.name for pack in packs)
    for pack, paths in sorted(packs.items()):
        name = pack.name
        if pack.district and sharing[name] > 1:
            name = told_apart(name, pack.district)
        files = {path.as_posix(): _read(output, path) for path in paths}
        file = store(output, Path(_FOLDER, f"{name}.zip"), zipped(files))
        yield Package(file, pack.district)


def _pack_of(area: str, district: str) -> _Pack:
    name = shortened(alike(district), _LONGEST)
    return _Pack(name, exactly(district)) if name else _Pack(area, "")


def _read(output: Path, path: PurePosixPath) -> bytes:
    with refused(Path(path)):  # somebody may have taken it away meanwhile
        return (output / path).read_bytes()
