"""What the author wrote, piece by piece, in the order a document prints it.

This list is made from the pledge alone, never from a template: it is what the first text proof
holds every composed page against.
"""

from collections.abc import Callable, Iterator
from typing import TypeVar

from loftespdf.language import swedish
from loftespdf.language.markdown import plain
from loftespdf.model.composed import Leaf
from loftespdf.model.document import PledgeDocument, YamlPath
from loftespdf.model.layout import Layout
from loftespdf.model.pledge import (
    Contact,
    Decision,
    Item,
    Picture,
    Pledge,
    Section,
    Signer,
    Source,
    walk_sections,
)

Given = TypeVar("Given")
Pieces = Iterator[tuple[YamlPath, str | None]]


def all_leaves(document: PledgeDocument) -> tuple[Leaf, ...]:
    """Return every text of the pledge that a document may print, in the order it prints them."""
    return tuple(
        Leaf(path, text, document.places.of(path))
        for path, text in _pledge(document.pledge)
        if text is not None
    )


def printed(
    leaves: tuple[Leaf, ...], layout: Layout, sections: tuple[Section, ...]
) -> tuple[Leaf, ...]:
    """Return the leaves without those that ``layout`` openly leaves out, by field or section."""
    fields, kinds = set(layout.omitted_fields), set(layout.omitted_kinds)
    gone = {path for path, _, kind in walk_sections(sections) if kind in kinds}
    return tuple(
        leaf
        for leaf in leaves
        if not fields.intersection(map(str, leaf.path))
        and not any(leaf.path[: len(path)] == path for path in gone)
    )


def _pledge(pledge: Pledge) -> Pieces:
    yield ("titel",), pledge.title
    yield from _pictures(pledge.pictures, ())
    for index, section in enumerate(pledge.sections):
        yield from _section(section, ("avsnitt", index))
    yield from _contacts(pledge.contacts, ())
    if pledge.agreement:
        words = swedish.period_in_text(pledge.agreement.period)
        yield ("överenskommelse", "period"), words
    for index, source in enumerate(pledge.sources):
        yield from _source(source, ("källor", index))
    if pledge.decision:
        yield from _decision(pledge.decision)
    for index, signer in enumerate(pledge.signers):
        yield from _signer(signer, ("underskrifter", index))


def _section(section: Section, path: YamlPath) -> Pieces:
    yield (*path, "rubrik"), section.heading
    yield (*path, "text"), _maybe(section.text, plain)
    yield (*path, "när"), section.when
    for index, channel in enumerate(section.channels):
        yield (*path, "kanaler", index), channel
    yield from _pictures(section.pictures, path)
    for index, item in enumerate(section.items):
        yield from _item(item, (*path, "punkter", index))
    for index, inner in enumerate(section.sections):
        yield from _section(inner, (*path, "avsnitt", index))
    yield (*path, "avslutning"), _maybe(section.closing, plain)
    yield from _contacts(section.contacts, path)


def _item(item: Item, path: YamlPath) -> Pieces:
    yield (*path, "term"), item.term
    yield (*path, "text"), plain(item.text)
    yield (*path, "kort"), item.short
    for index, inner in enumerate(item.items):
        yield from _item(inner, (*path, "punkter", index))
    yield (*path, "ansvarig"), item.responsible
    yield (*path, "plats"), item.where
    for index, target in enumerate(item.targets):
        yield (*path, "mål", index), swedish.target_in_text(target)


def _pictures(pictures: tuple[Picture, ...], path: YamlPath) -> Pieces:
    for index, picture in enumerate(pictures):
        yield (*path, "bilder", index, "bildtext"), picture.caption
        yield (*path, "bilder", index, "foto"), picture.credit


def _contacts(contacts: tuple[Contact, ...], path: YamlPath) -> Pieces:
    for index, contact in enumerate(contacts):
        here = (*path, "kontakt", index)
        yield (*here, "namn"), contact.name
        yield (*here, "roll"), contact.role
        yield (*here, "epost"), contact.email
        yield (*here, "telefon"), contact.phone
        yield (*here, "webb"), contact.link


def _source(source: Source, path: YamlPath) -> Pieces:
    yield (*path, "slag"), source.kind
    yield (*path, "datum"), _maybe(source.day, swedish.day_in_table)


def _decision(decision: Decision) -> Pieces:
    yield ("beslut", "organ"), decision.body
    yield ("beslut", "datum"), _maybe(decision.day, swedish.day_in_text)
    yield ("beslut", "dnr"), decision.reference


def _signer(signer: Signer, path: YamlPath) -> Pieces:
    yield (*path, "ort"), signer.place
    yield (*path, "datum"), _maybe(signer.day, swedish.day_in_text)
    yield (*path, "namn"), signer.name
    yield (*path, "titel"), signer.title
    yield (*path, "organisation"), signer.organisation


def _maybe(value: Given | None, words: Callable[[Given], str]) -> str | None:
    return None if value is None else words(value)
