"""What an advertisement says: which of the pledge's texts, in what form, and what may go first.

The first text proof holds every composed advertisement against the leaves made here, from the
pledge alone.
"""

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from loftespdf.language import swedish
from loftespdf.language.markdown import plain
from loftespdf.language.quantities import numbers_in
from loftespdf.model.composed import Leaf
from loftespdf.model.composition import AdPart, Composition
from loftespdf.model.document import PledgeDocument, YamlPath
from loftespdf.model.layout import Layout
from loftespdf.model.pledge import (
    Contact,
    Item,
    Picture,
    Pledge,
    SectionKind,
    Target,
    walk_sections,
)
from loftespdf.model.problem import Message, say
from loftespdf.model.rules import Promise, find_promises

#: A line on the follow-up is a line: a longer text belongs in the document.
_LONGEST_LINE = 260
#: At least so many promises stay, and at least this share of them.
_FEWEST, _SHARE = 3, 3
#: A number that measures something; a year does not.
_MEASURED = re.compile(
    r"\b(?:minst|högst)\b|(?<![\d-])(?!(?:19|20)\d\d(?!\d))\d+(?!\d)", re.IGNORECASE
)
Located = tuple[YamlPath, str]


class AdVariant(Struct, frozen=True):
    """One way to say it, by what stands in it. ``left_out`` tells what the first way also has."""

    promises: tuple[Promise, ...]
    parts: frozenset[AdPart]
    short: bool
    left_out: tuple[Message, ...] = ()


class FollowUpLine(Struct, frozen=True):
    """How it will be told what came of the promises; each text with its path."""

    when: Located | None
    channels: tuple[Located, ...]
    text: Located | None

    @property
    def texts(self) -> tuple[Located, ...]:
        """All of it in the order it is printed."""
        given = (self.when, *self.channels, self.text)
        return tuple(one for one in given if one is not None)


def ranked(
    document: PledgeDocument, layout: Layout, composition: Composition
) -> tuple[AdVariant, ...]:
    """Return the ways to say it, the fullest first.

    Each step leaves out the next thing of the composition's ``may_go``, besides all that went
    before. A promise with a measure never goes, nor one that its author chose.
    """
    promises = chosen_promises(document.pledge)
    given = _given(document)
    parts = frozenset(composition.parts) & given
    first = AdVariant(promises, parts, short=layout.short_only)
    # Who has a picture is told also where the arrangement has no place for one.
    whole = replace(first, parts=parts | (given & {AdPart.PICTURE}))
    if layout.max_promises is not None:
        first = _at_most(first, int(layout.max_promises), document)
    ways = [first]
    for part in composition.may_go:
        ways += _without(part, ways[-1], document)
    return tuple(replace(way, left_out=tuple(_left_out(whole, way))) for way in ways)


def chosen_promises(pledge: Pledge) -> tuple[Promise, ...]:
    """Return the promises the author chose for advertisements, or all, in document order."""
    wanted = set(pledge.advert.promises) if pledge.advert else set()
    return tuple(p for p in find_promises(pledge) if not wanted or p.item.id in wanted)


def _given(document: PledgeDocument) -> frozenset[AdPart]:
    """The parts that this pledge has anything for."""
    pledge, area = document.pledge, document.area
    has = {
        AdPart.PICTURE: ad_picture(pledge) is not None,
        AdPart.FOLLOW_UP: follow_up_line(pledge) is not None,
        AdPart.CONTACT: first_contact(pledge) is not None,
        AdPart.ORGANISATION: any(area.parties[i].organisation for i in area.sender_ids),
    }
    return frozenset(part for part, there in has.items() if there)


def _without(part: AdPart, way: AdVariant, document: PledgeDocument) -> Iterator[AdVariant]:
    if part is AdPart.FULL_TEXT:
        if not way.short and any(is_shortened(one.item) for one in way.promises):
            yield replace(way, short=True)
        return
    if part is not AdPart.PROMISES:
        if part in way.parts:
            yield replace(way, parts=way.parts - {part})
        return
    while (fewer := _one_fewer(way, document)) is not None:
        way = fewer
        yield way


def _one_fewer(way: AdVariant, document: PledgeDocument) -> AdVariant | None:
    """Without the last promise that may go; None when no more may."""
    advert = document.pledge.advert
    all_promises = len(tuple(find_promises(document.pledge)))
    fewest = max(min(_FEWEST, all_promises), -(-all_promises // _SHARE))
    if (advert and advert.promises) or len(way.promises) <= fewest:
        return None
    return next(
        (
            replace(way, promises=kept)
            for one in reversed(way.promises)
            if not is_measured(one.item)
            and _all_speak(kept := tuple(p for p in way.promises if p is not one), way.promises)
        ),
        None,
    )


def _all_speak(kept: tuple[Promise, ...], before: tuple[Promise, ...]) -> bool:
    """Tell whether everybody who promised something still does."""
    parties = {owner for one in before for owner in one.owners}
    return parties == {owner for one in kept for owner in one.owners}


def _at_most(way: AdVariant, most: int, document: PledgeDocument) -> AdVariant:
    while len(way.promises) > most:
        fewer = _one_fewer(way, document)
        way = fewer or replace(way, promises=way.promises[:-1])
    return way


def is_measured(item: Item) -> bool:
    """Tell whether the promise says how much: such a one is never left out."""
    return bool(item.targets) or _MEASURED.search(item.text) is not None


def _left_out(first: AdVariant, way: AdVariant) -> Iterator[Message]:
    is_cut = way.short and not first.short
    if shortened := [one for one in way.promises if is_cut and is_shortened(one.item)]:
        yield say("kort form i stället för hela texten: löfte {numbers}", numbers=_list(shortened))
    names = {
        AdPart.PICTURE: say("bilden"),
        AdPart.FOLLOW_UP: say("raden om uppföljning"),
        AdPart.CONTACT: say("kontaktuppgiften"),
        AdPart.ORGANISATION: say("organisationernas namn under avsändarna"),
    }
    yield from (name for part, name in names.items() if part in first.parts - way.parts)
    if gone := [one for one in first.promises if one not in way.promises]:
        yield say("löfte {numbers}", numbers=_list(gone))


def _list(promises: list[Promise]) -> str:
    return swedish.listing(tuple(str(one.number) for one in promises))


def is_shortened(item: Item) -> bool:
    """Tell whether the short form says less than the whole."""
    return short_of(item) is not None or bool(item.items)


def short_of(item: Item) -> str | None:
    """Return the short form, if there is one that keeps the numbers of the whole.

    A number may also stand in a target, which is then printed beside it.
    """
    if item.short is None:
        return None
    kept = numbers_in(item.short) | {target.value for target in item.targets}
    return item.short if numbers_in(item.text) <= kept else None


def shown_targets(item: Item, *, short: bool) -> tuple[tuple[int, Target], ...]:
    """Return the targets that must stand beside the text since it does not say their number."""
    said = numbers_in((short_of(item) if short else None) or item.text)
    return tuple(
        (index, target) for index, target in enumerate(item.targets) if target.value not in said
    )


# What stands in it, and where it comes from


def ad_picture(pledge: Pledge) -> tuple[YamlPath, Picture] | None:
    """Return the pledge's first picture that has a file, unless its author wants none."""
    if pledge.advert and not pledge.advert.picture:
        return None
    found = ((("bilder", i), p) for i, p in enumerate(pledge.pictures) if p.file)
    return next(found, None)


def follow_up_line(pledge: Pledge) -> FollowUpLine | None:
    """Return when and where it is told what came of it; else the text, where it is a line."""
    for path, section, kind in walk_sections(pledge.sections):
        if kind is not SectionKind.FOLLOW_UP:
            continue
        if section.when or section.channels:
            channels = (((*path, "kanaler", i), c) for i, c in enumerate(section.channels))
            when = ((*path, "när"), section.when) if section.when else None
            return FollowUpLine(when, tuple(channels), None)
        if section.text and len(plain(section.text)) <= _LONGEST_LINE:
            return FollowUpLine(None, (), ((*path, "text"), section.text))
    return None


def first_contact(pledge: Pledge) -> tuple[YamlPath, Contact] | None:
    """Return the pledge's first contact, of the whole or of a section."""
    inner = (
        ((*path, "kontakt", i), contact)
        for path, section, _ in walk_sections(pledge.sections)
        for i, contact in enumerate(section.contacts)
    )
    outer = ((("kontakt", i), contact) for i, contact in enumerate(pledge.contacts))
    return next(outer, None) or next(inner, None)


def headline(pledge: Pledge) -> Located:
    """Return the advertisement's headline: the author's own for it, otherwise the title."""
    if pledge.advert and pledge.advert.headline:
        return ("annons", "rubrik"), pledge.advert.headline
    return ("titel",), pledge.title


def leaves_of(document: PledgeDocument, variant: AdVariant) -> tuple[Leaf, ...]:
    """Return the author's texts that this variant prints, in order."""
    return tuple(
        Leaf(path, text, document.places.of(path))
        for path, text in _texts(document.pledge, variant)
        if text is not None
    )


def _texts(pledge: Pledge, variant: AdVariant) -> Iterator[tuple[YamlPath, str | None]]:
    yield headline(pledge)
    if AdPart.PICTURE in variant.parts and (picture := ad_picture(pledge)):
        yield (*picture[0], "foto"), picture[1].credit
    for one in variant.promises:
        yield from promise_texts(one, short=variant.short)
    if AdPart.FOLLOW_UP in variant.parts and (line := follow_up_line(pledge)):
        yield from ((path, plain(text)) for path, text in line.texts)
    if AdPart.CONTACT in variant.parts and (found := first_contact(pledge)):
        path, contact = found
        for key, text in (
            ("namn", contact.name), ("roll", contact.role), ("epost", contact.email),
            ("telefon", contact.phone), ("webb", contact.link),
        ):  # fmt: skip
            yield (*path, key), text


def promise_texts(one: Promise, *, short: bool) -> Iterator[tuple[YamlPath, str | None]]:
    """Yield the texts of one promise as they are printed, each with its path."""
    path, item = one.path, one.item
    if short and (words := short_of(item)):
        yield (*path, "kort"), words
    else:
        yield (*path, "term"), item.term
        yield (*path, "text"), plain(item.text)
        if not short:
            yield from _inner(item, path)
    for index, target in shown_targets(item, short=short):
        yield (*path, "mål", index), swedish.target_in_text(target)


def _inner(item: Item, path: YamlPath) -> Iterator[tuple[YamlPath, str | None]]:
    for index, inner in enumerate(item.items):
        here = (*path, "punkter", index)
        yield (*here, "term"), inner.term
        yield (*here, "text"), plain(inner.text)
        yield from _inner(inner, here)
