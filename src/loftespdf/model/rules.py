"""Rules that a pledge must keep beyond its shape: who promises, who signs, what belongs together.

Pure functions on (area, pledge); each yields violations with the path in the YAML. What is asked of
a *good* pledge (measures, clear words) is advice and lives elsewhere.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct

from loftespdf.model.area import Area
from loftespdf.model.document import YamlPath
from loftespdf.model.foreign import foreign_names, mentions
from loftespdf.model.period import Period
from loftespdf.model.pledge import Item, Picture, Pledge, Section, SectionKind, Status
from loftespdf.model.problem import Severity
from loftespdf.model.register import Register
from loftespdf.model.violations import Violation


class Rule(StrEnum):
    """Every rule. The value is the problem's slug."""

    NO_PROMISES = "no-promises"
    MISSING_OWNER = "missing-owner"
    UNKNOWN_PARTY = "unknown-party"
    DUPLICATE_ID = "duplicate-id"
    MISSING_ID = "missing-id"
    PERIOD_DISAGREES = "period-disagrees"
    PICTURE_WITHOUT_FILE = "picture-without-file"
    PICTURE_WITHOUT_ALT = "picture-without-alt"
    LOW_CONTRAST = "low-contrast"
    FOREIGN_MUNICIPALITY = "foreign-municipality"
    UNKNOWN_MUNICIPALITY = "unknown-municipality"
    UNKNOWN_PROMISE = "unknown-promise"
    TITLE_OF_OTHER_YEAR = "title-of-other-year"


#: WCAG 2.1, success criterion 1.4.3 (level AA), text of ordinary size.
LEAST_CONTRAST = 4.5
_STRAIGHT_BELOW = 0.04045

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


class Promise(Struct, frozen=True):
    """A promise where it stands, with its document number from 1 and the owners it has."""

    path: YamlPath
    number: int
    item: Item
    owners: tuple[str, ...]


def broken_rules(
    area: Area, pledge: Pledge, period_slug: str, register: Register
) -> tuple[Violation, ...]:
    """Return every rule the pledge breaks. ``period_slug`` is the file's stem, as ``2021``."""
    promises = tuple(find_promises(pledge))
    return (
        *_some(pledge, promises),
        *_owners(area, promises),
        *_parties(area, pledge),
        *_ids(pledge, promises),
        *_period(pledge.period, period_slug),
        *_title(pledge),
        *_pictures(pledge),
        *_contrast(area),
        *_foreign(area, pledge, register),
        *_municipalities(area, register),
        *_chosen(pledge, promises),
    )


def find_promises(pledge: Pledge) -> Iterator[Promise]:
    """Yield the promises in document order: the items of sections that are or inherit *löften*."""
    found = _promises_in(pledge.sections, (), SectionKind.OTHER, ())
    for number, (path, item, owners) in enumerate(found, start=1):
        yield Promise(path, number, item, owners)


def _promises_in(
    sections: tuple[Section, ...], path: YamlPath, kind: SectionKind, owners: tuple[str, ...]
) -> Iterator[tuple[YamlPath, Item, tuple[str, ...]]]:
    for index, section in enumerate(sections):
        here = (*path, "avsnitt", index)
        its_kind, its_owners = section.kind or kind, section.owners or owners
        if its_kind is SectionKind.PROMISES:
            for place, item in enumerate(section.items):
                yield (*here, "punkter", place), item, item.owners or its_owners
        yield from _promises_in(section.sections, here, its_kind, its_owners)


def _some(pledge: Pledge, promises: tuple[Promise, ...]) -> Iterator[Violation]:
    """A pledge promises something, once it is written."""
    if not promises and pledge.status is not Status.IN_PREPARATION:
        yield _violation(("avsnitt",), Rule.NO_PROMISES, Severity.WARNING)


def _owners(area: Area, promises: tuple[Promise, ...]) -> Iterator[Violation]:
    for promise in promises:
        if not promise.owners:
            number, known = promise.number, tuple(area.parties)
            yield _violation(promise.path, Rule.MISSING_OWNER, number=number, known=known)


def _parties(area: Area, pledge: Pledge) -> Iterator[Violation]:
    """Every party named anywhere must be declared under ``parter:``."""
    known = tuple(area.parties)
    for path, party in _named_parties(area, pledge):
        if party not in known:
            yield _violation(path, Rule.UNKNOWN_PARTY, given=party, known=known)


def _named_parties(area: Area, pledge: Pledge) -> Iterator[tuple[YamlPath, str]]:
    for index, party in enumerate(area.senders or ()):
        yield ("avsändare", index), party
    for party in area.brand.colours:
        yield ("varumärke", "färger", party), party
    for party in area.brand.logos:
        yield ("varumärke", "logotyper", party), party
    for path, node in _nodes(pledge.sections, ()):
        for index, party in enumerate(node.owners or ()):
            yield (*path, "part", index), party
    for index, signer in enumerate(pledge.signers):
        yield ("underskrifter", index, "part"), signer.party


def _nodes(
    sections: tuple[Section, ...], path: YamlPath
) -> Iterator[tuple[YamlPath, Section | Item]]:
    """Yield every section and every item, in document order."""
    for index, section in enumerate(sections):
        here = (*path, "avsnitt", index)
        yield here, section
        yield from _items(section.items, here)
        yield from _nodes(section.sections, here)


def _items(items: tuple[Item, ...], path: YamlPath) -> Iterator[tuple[YamlPath, Item]]:
    for index, item in enumerate(items):
        here = (*path, "punkter", index)
        yield here, item
        yield from _items(item.items, here)


def _ids(pledge: Pledge, promises: tuple[Promise, ...]) -> Iterator[Violation]:
    """An id names one item; a promise without one is only known by its number of today."""
    for promise in promises:
        if promise.item.id is None:
            number = promise.number
            yield _violation(promise.path, Rule.MISSING_ID, Severity.WARNING, number=number)
    first: dict[str, YamlPath] = {}
    for path, node in _nodes(pledge.sections, ()):
        if isinstance(node, Item) and node.id is not None:
            here = (*path, "id")
            if (before := first.setdefault(node.id, here)) != here:
                yield _violation(here, Rule.DUPLICATE_ID, given=node.id, first=before)


def _period(period: Period, slug: str) -> Iterator[Violation]:
    """The years in the file's name are those of the period inside (E9)."""
    years = tuple(int(year) for year in _YEAR.findall(slug))
    if years and not _agrees(period, years):
        yield _violation(("period",), Rule.PERIOD_DISAGREES, slug=slug, years=_expected(period))


def _title(pledge: Pledge) -> Iterator[Violation]:
    """Last year's file is copied, and the year in its title is what people forget."""
    years = [int(year) for year in _YEAR.findall(pledge.title)]
    first, end = pledge.period.start.year, pledge.period.end
    if years and not any(first <= year <= (end.year if end else year) for year in years):
        given, period = str(years[0]), _expected(pledge.period)
        yield _violation(("titel",), Rule.TITLE_OF_OTHER_YEAR, Severity.WARNING,
                         given=given, years=period)  # fmt: skip


def _agrees(period: Period, years: tuple[int, ...]) -> bool:
    """Whole years must be named exactly; of odd dates the first year, and none outside."""
    if period.whole_years:
        return (min(years), max(years)) == period.whole_years
    last = period.end.year if period.end else max(years)
    return min(years) == period.start.year and max(years) <= last


def _expected(period: Period) -> str:
    """The years a file name would have: ``2021`` or ``2023-2026``."""
    end = period.end.year if period.end else period.start.year
    return "-".join(str(year) for year in dict.fromkeys((period.start.year, end)))


def _pictures(pledge: Pledge) -> Iterator[Violation]:
    for path, picture in find_pictures(pledge):
        if picture.file is None:
            yield _violation(path, Rule.PICTURE_WITHOUT_FILE, Severity.WARNING)
        elif picture.alt is None:
            yield _violation(path, Rule.PICTURE_WITHOUT_ALT, given=picture.file)


def find_pictures(pledge: Pledge) -> Iterator[tuple[YamlPath, Picture]]:
    """Yield every picture with its path, in document order."""
    yield from _numbered(pledge.pictures, ())
    yield from _pictures_in(pledge.sections, ())


def _pictures_in(
    sections: tuple[Section, ...], path: YamlPath
) -> Iterator[tuple[YamlPath, Picture]]:
    for index, section in enumerate(sections):
        here = (*path, "avsnitt", index)
        yield from _numbered(section.pictures, here)
        yield from _pictures_in(section.sections, here)


def _numbered(pictures: tuple[Picture, ...], path: YamlPath) -> Iterator[tuple[YamlPath, Picture]]:
    for index, picture in enumerate(pictures):
        yield (*path, "bilder", index), picture


def _chosen(pledge: Pledge, promises: tuple[Promise, ...]) -> Iterator[Violation]:
    """What an advertisement is to hold are promises of this pledge."""
    known = tuple(one.item.id for one in promises if one.item.id)
    for index, chosen in enumerate(pledge.advert.promises if pledge.advert else ()):
        if chosen not in known:
            path = ("annons", "löften", index)
            yield _violation(path, Rule.UNKNOWN_PROMISE, given=chosen, known=known)


def _contrast(area: Area) -> Iterator[Violation]:
    for party, colour in area.brand.colours.items():
        ratio = contrast_with_white(colour.screen)
        if ratio < LEAST_CONTRAST:
            path = ("varumärke", "färger", party, "skärm")
            darker = _darker(colour.screen)
            yield _violation(
                path, Rule.LOW_CONTRAST, given=colour.screen, ratio=ratio, darker=darker
            )


def _foreign(area: Area, pledge: Pledge, register: Register) -> Iterator[Violation]:
    """No other municipality is named where the area's own should be (E8)."""
    for path, mention in foreign_names(area, pledge, register):
        yield _violation(
            path,
            Rule.FOREIGN_MUNICIPALITY,
            Severity.WARNING,
            given=mention.whole,
            area=area.name,
            name=mention.municipality.short,
        )


def _municipalities(area: Area, register: Register) -> Iterator[Violation]:
    """What is named as a municipality is one: by it the area is found, and E8 knows its own."""
    known = tuple(one.short for one in register.municipalities)
    for key, names in (("kommuner", area.municipalities), ("grannar", area.neighbours)):
        for index, name in enumerate(names if known else ()):
            if next(mentions(name, register), None) is None:
                yield _violation(
                    (key, index),
                    Rule.UNKNOWN_MUNICIPALITY,
                    Severity.WARNING,
                    given=name,
                    known=known,
                )


def contrast_with_white(colour: str) -> float:
    """Return the contrast, 1–21, of ``#rrggbb`` with white (WCAG 2.1, "contrast ratio")."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _darker(colour: str) -> str:
    """Return the nearest shade of the colour, towards black, that has enough contrast."""
    channels = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    shades = (
        "#" + "".join(f"{channel * percent // 100:02x}" for channel in channels)
        for percent in range(100, -1, -1)
    )
    return next(shade for shade in shades if contrast_with_white(shade) >= LEAST_CONTRAST)


def _linear(share: float) -> float:
    """Undo the screen's gamma (WCAG 2.1, "relative luminance")."""
    return share / 12.92 if share <= _STRAIGHT_BELOW else float(((share + 0.055) / 1.055) ** 2.4)


def _violation(
    path: YamlPath, rule: Rule, severity: Severity = Severity.ERROR, **values: object
) -> Violation:
    return Violation(path, rule, MappingProxyType({"given": None, **values}), severity)
