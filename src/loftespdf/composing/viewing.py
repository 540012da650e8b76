"""Prepares a document for a template: one walk, in which its promises are counted."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from markupsafe import Markup

from loftespdf.composing.view import (
    ContactView,
    DecisionView,
    DocumentView,
    ItemView,
    PictureView,
    SectionView,
    SenderView,
    SignerView,
    SourceView,
)
from loftespdf.composing.wording import blocks, inline
from loftespdf.language import swedish
from loftespdf.language.markdown import plain
from loftespdf.language.typography import unbroken
from loftespdf.model.area import Area
from loftespdf.model.document import PledgeDocument
from loftespdf.model.pledge import (
    Agreement,
    Contact,
    Decision,
    Item,
    Picture,
    Section,
    SectionKind,
    Signer,
    Source,
    Status,
)

Given = TypeVar("Given")
Shown = TypeVar("Shown")

_DEEPEST_HEADING = 6
_DRAFT = "UTKAST – "
_SHOWN_FINGERPRINT = 16


def view_of(document: PledgeDocument) -> DocumentView:
    """Prepare a document for a template."""
    return _Viewer(document).document()


class _Viewer:
    """Walks one document once, counting its promises."""

    def __init__(self, document: PledgeDocument) -> None:
        self._document = document
        self._area = document.area
        self._promises: list[ItemView] = []
        self._owners: dict[tuple[str, ...], Markup] = {(): Markup("")}

    def document(self) -> DocumentView:
        pledge, area = self._document.pledge, self._area
        draft = pledge.status is Status.DRAFT
        sections = tuple(self._section(s, SectionKind.OTHER, (), 2) for s in pledge.sections)
        return DocumentView(
            title=inline(pledge.title),
            full_title=f"{_DRAFT if draft else ''}{inline(pledge.title).unescape()}",
            language="sv",
            status=pledge.status.value,
            draft=draft,
            area=inline(area.name),
            genitive=inline(swedish.genitive(area)),
            place_in_police=_maybe_inline(area.local_police),
            period=inline(swedish.period_in_text(pledge.period)),
            interval=f"{pledge.period.start}/{pledge.period.end or '..'}",
            senders=tuple(self._sender(party) for party in area.sender_ids),
            pictures=self._pictures(pledge.pictures),
            sections=sections,
            promises=tuple(self._promises),
            contacts=_contacts(pledge.contacts),
            agreement=_maybe(pledge.agreement, _agreement),
            sources=tuple(_source(source) for source in pledge.sources),
            decision=_maybe(pledge.decision, _decision),
            signers=tuple(_signer(area, signer) for signer in pledge.signers),
            fingerprint=_grouped(self._document.fingerprint[:_SHOWN_FINGERPRINT]),
            author=swedish.owners_in_text(area, area.sender_ids),
        )

    def _section(
        self, section: Section, inherited: SectionKind, owners: tuple[str, ...], level: int
    ) -> SectionView:
        kind = section.kind or inherited
        owners = section.owners or owners
        promises = kind is SectionKind.PROMISES and bool(section.items)
        sets = {item.owners or owners for item in section.items} if promises else set()
        items = tuple(
            self._item(i, owners, promises=promises, says=len(sets) > 1) for i in section.items
        )
        below = min(level + (section.heading is not None), _DEEPEST_HEADING)
        shared = next(iter(sets)) if len(sets) == 1 else ()
        return SectionView(
            kind=kind.name.lower().replace("_", "-"),
            heading=_maybe_inline(section.heading),
            level=level,
            form=section.form.name.lower(),
            text=_maybe(section.text, blocks),
            when=_maybe_inline(section.when),
            channels=tuple(inline(channel) for channel in section.channels),
            pictures=self._pictures(section.pictures),
            items=items,
            holds_promises=promises,
            owner=self._owner(shared) if shared else None,
            owner_class=self._owner_class(shared),
            sections=tuple(self._section(s, kind, owners, below) for s in section.sections),
            closing=_maybe(section.closing, blocks),
            contacts=_contacts(section.contacts),
        )

    def _item(self, item: Item, owners: tuple[str, ...], *, promises: bool, says: bool) -> ItemView:
        owners = item.owners or owners
        number = len(self._promises) + 1 if promises else None
        in_one_line = inline(plain(item.text))  # for a table cell: paragraphs and lists as one run
        view = ItemView(
            number=number,
            anchor=f"lofte-{number}" if number else "",
            term=_maybe_inline(item.term),
            text=blocks(item.text),
            plain=in_one_line,
            short=inline(item.short) if item.short else in_one_line,
            owner=self._owner(owners),
            owner_class=self._owner_class(owners),
            says_owner=says,
            responsible=_maybe_inline(item.responsible),
            where=_maybe_inline(item.where),
            targets=tuple(inline(swedish.target_in_text(target)) for target in item.targets),
            items=tuple(self._item(i, owners, promises=False, says=False) for i in item.items),
        )
        if promises:
            self._promises.append(view)
        return view

    def _owner(self, owners: tuple[str, ...]) -> Markup:
        if owners not in self._owners:  # few are the owners, and many the promises
            self._owners[owners] = inline(swedish.owners_in_text(self._area, owners))
        return self._owners[owners]

    def _owner_class(self, owners: tuple[str, ...]) -> str:
        """One party has its own colour; several together have the shared one."""
        if not owners:
            return ""
        if len(owners) > 1:
            return "owner-together"
        return f"owner-{self._area.parties[owners[0]].kind.name.lower()}"

    def _sender(self, party_id: str) -> SenderView:
        party, logo = self._area.parties[party_id], self._area.brand.logos.get(party_id)
        return SenderView(
            id=party_id,
            name=inline(party.name),
            organisation=_maybe_inline(party.organisation),
            logo=self._file(logo.file) if logo else None,
            logo_alt=logo.alt if logo else "",
        )

    def _pictures(self, pictures: tuple[Picture, ...]) -> tuple[PictureView, ...]:
        return tuple(
            PictureView(
                src=_maybe(picture.file, self._file),
                alt=picture.alt or "",
                caption=_maybe_inline(picture.caption),
                credit=_maybe_inline(picture.credit),
            )
            for picture in pictures
        )

    def _file(self, name: str) -> str:
        return f"content/{self._document.area_slug}/{name}"


def _maybe(value: Given | None, shown: Callable[[Given], Shown]) -> Shown | None:
    return None if value is None else shown(value)


def _maybe_inline(text: str | None) -> Markup | None:
    return _maybe(text, inline)


def _name(name: str) -> Markup:
    return inline(unbroken(name))


def _text_day(day: date) -> Markup:
    return inline(swedish.day_in_text(day))


def _table_day(day: date) -> Markup:
    return inline(swedish.day_in_table(day))


def _agreement(agreement: Agreement) -> Markup:
    return inline(swedish.period_in_text(agreement.period))


def _contacts(contacts: tuple[Contact, ...]) -> tuple[ContactView, ...]:
    return tuple(
        ContactView(
            name=_maybe_inline(contact.name),
            role=_maybe_inline(contact.role),
            email=_maybe_inline(contact.email),
            phone=_maybe_inline(contact.phone),
            link=_maybe_inline(contact.link),
        )
        for contact in contacts
    )


def _source(source: Source) -> SourceView:
    return SourceView(inline(source.kind), _maybe(source.day, _table_day))


def _decision(decision: Decision) -> DecisionView:
    return DecisionView(
        body=inline(decision.body),
        day=_maybe(decision.day, _text_day),
        reference=_maybe_inline(decision.reference),
    )


def _signer(area: Area, signer: Signer) -> SignerView:
    return SignerView(
        party=inline(area.parties[signer.party].name),
        name=_maybe(signer.name, _name),
        title=_maybe_inline(signer.title),
        organisation=_maybe_inline(signer.organisation),
        place=_maybe_inline(signer.place),
        day=_maybe(signer.day, _text_day),
    )


def _grouped(digits: str) -> str:
    """Four and four, so that a person can compare two fingerprints."""
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))
