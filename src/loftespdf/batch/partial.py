"""Packages of police districts that hold only a part of them, since no more was asked for."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from loftespdf.batch.session import Asked
from loftespdf.language.belonging import Facet, exactly, quoted
from loftespdf.language.sorting import listed
from loftespdf.model.problem import Place, Problem, Severity, say
from loftespdf.operations.selection import select


def partial_packages(
    packages: Mapping[str, Path], districts: Collection[str], asked: Asked
) -> Iterator[Problem]:
    """Yield a warning for each package that lacks areas of its district.

    An area lacks nothing without a pledge, or without one of the year that was asked for.

    Args:
        packages: where each district's package is, by its name as ``exactly`` writes it.
        districts: their names as the documents write them.
        asked: what was asked for.
    """
    for district, areas in sorted(_left_out(packages, asked).items()):
        written = (one for one in districts if exactly(one) == district)
        name = min(written, key=lambda one: (len(one), one))
        year = "" if asked.wish.year is None else f" --year {asked.wish.year}"
        yield Problem(
            "partial-package",
            say("det här är inte hela {district}; här saknas {areas}",
                district=name, areas=listed(areas)),
            Place(packages[district].as_posix()),
            instead=say("loftespdf build {word} --zip lpo packar alla områden där",
                        word=f"{quoted(f'{Facet.LOCAL_POLICE}:{name}')}{year}"),
            severity=Severity.WARNING,
        )  # fmt: skip


def _left_out(packages: Collection[str], asked: Asked) -> dict[str, list[str]]:
    """Return the names of the areas that were not asked for, by their district."""
    chosen = {name.partition("/")[0] for name in asked.names}
    having = select(asked.workspace, (), asked.wish.year).documents
    others = tuple(dict.fromkeys(area for area, _ in having if area not in chosen))
    found: dict[str, list[str]] = defaultdict(list)
    if not others:
        return found
    from loftespdf.loading.area_facts import read_area_facts  # noqa: PLC0415 - mostly all are in

    for one in read_area_facts(asked.workspace, others):
        if (district := exactly(one.local_police)) in packages:
            found[district].append(one.name or one.slug)
    return found
