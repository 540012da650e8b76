"""What an advertisement's template sees, as ``ad`` (docs/ads.md lists the names)."""

import re
from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup
from msgspec import Struct

from loftespdf.composing import advert_words
from loftespdf.composing.advert_words import whole, with_whole_ends
from loftespdf.composing.columns import share_out
from loftespdf.composing.view import ContactView
from loftespdf.composing.wording import blocks, inline
from loftespdf.language import adverts, swedish
from loftespdf.language.adverts import AdVariant
from loftespdf.model.area import Area, PartyKind
from loftespdf.model.composition import AdPart
from loftespdf.model.document import PledgeDocument
from loftespdf.model.pledge import Contact, Item, Pledge
from loftespdf.model.rules import Promise, find_promises

#: What stands round a promise, and a line with its owner, counted as characters of its text.
_OF_PROMISE, _OF_OWNER = 25, 45


class AdItemView(Struct, frozen=True):
    """A promise: ``text`` is one line in the short form, paragraphs and lists in the full."""

    number: int
    term: Markup | None
    text: Markup
    targets: tuple[Markup, ...]
    items: tuple["AdItemView", ...] = ()


class AdGroupView(Struct, frozen=True):
    """Promises of the same owner after each other. ``owner`` is None where all have the same."""

    owner: Markup | None
    owner_class: str
    promises: tuple[AdItemView, ...]


class AdSenderView(Struct, frozen=True):
    """A sender: its logo, or its name in words. All senders have the same weight."""

    name: Markup
    organisation: Markup | None
    logo: str | None
    logo_alt: str
    owner_class: str


class AdPictureView(Struct, frozen=True):
    """The picture and who took it."""

    src: str
    alt: str
    credit: Markup | None


class AdFollowUpView(Struct, frozen=True):
    """The line on follow-up: when and where, or a text."""

    when: Markup | None
    channels: tuple[Markup, ...]
    text: Markup | None


class AdView(Struct, frozen=True):
    """The whole advertisement. ``total`` counts the pledge's promises, ``shown`` those here.

    ``left_out`` is for the file's metadata: what there was no room for.
    """

    composition: str
    headline: Markup
    marked: bool
    columns: tuple[tuple[AdGroupView, ...], ...]
    shown: int
    total: int
    senders: tuple[AdSenderView, ...]
    link: Markup | None
    link_pieces: tuple[Markup, ...]
    qr: str | None
    picture: AdPictureView | None
    follow_up: AdFollowUpView | None
    contact: ContactView | None
    left_out: tuple[str, ...]


def ad_view(
    document: PledgeDocument, variant: AdVariant, composition: str, columns: int, qr: str | None
) -> AdView:
    """Prepare one variant for a template; ``qr`` is the code's path in the assets."""
    pledge, area = document.pledge, document.area
    return AdView(
        composition=composition,
        headline=advert_words.headline(adverts.headline(pledge)[1]),
        marked=bool(pledge.advert and pledge.advert.marked),
        columns=tuple(
            tuple(_groups(pledge, area, run, short=variant.short))
            for run in share_out(variant.promises, promise_weights(variant), columns)
        ),
        shown=len(variant.promises),
        total=len(tuple(find_promises(pledge))),
        senders=tuple(_sender(document, party, variant) for party in area.sender_ids),
        link=inline(readable(area.link)) if area.link else None,
        link_pieces=tuple(inline(each) for each in pieces(readable(area.link or ""))),
        qr=qr,
        picture=_picture(document) if AdPart.PICTURE in variant.parts else None,
        follow_up=_follow_up(pledge) if AdPart.FOLLOW_UP in variant.parts else None,
        contact=_contact(pledge) if AdPart.CONTACT in variant.parts else None,
        left_out=tuple(str(each) for each in variant.left_out),
    )


def readable(link: str) -> str:
    """Return the address as people read and type it: ``www.exempelby.se/lofte``."""
    bare = link.removeprefix("https://").removeprefix("http://")
    return bare.rstrip("/")


def pieces(address: str) -> tuple[str, ...]:
    """Part an address where it may break: after a slash, never inside a word."""
    return tuple(re.findall(r"[^/]*/|[^/]+$", address))


def promise_weights(variant: AdVariant) -> tuple[int, ...]:
    """Return what each promise will need of its column, in characters."""
    before: tuple[str, ...] | None = None
    weights = []
    for one in variant.promises:
        texts = adverts.promise_texts(one, short=variant.short)
        heading = _OF_OWNER if one.owners != before else 0
        weights.append(sum(len(text) for _, text in texts if text) + _OF_PROMISE + heading)
        before = one.owners
    return tuple(weights)


def _groups(
    pledge: Pledge, area: Area, promises: tuple[Promise, ...], *, short: bool
) -> Iterator[AdGroupView]:
    owners = {one.owners for one in find_promises(pledge)}
    for each, run in groupby(promises, key=lambda one: one.owners):
        words = advert_words.owners(area, each) if len(owners) > 1 else None
        items = tuple(_promise(one, short=short) for one in run)
        yield AdGroupView(words, _owner_class(area, each), items)


def _owner_class(area: Area, owners: tuple[str, ...]) -> str:
    if len(owners) != 1:
        return "owner-together"
    kind: PartyKind = area.parties[owners[0]].kind
    return f"owner-{kind.name.lower()}"


def _promise(one: Promise, *, short: bool) -> AdItemView:
    item = one.item
    targets = tuple(
        inline(swedish.target_in_text(target))
        for _, target in adverts.shown_targets(item, short=short)
    )
    if short and (words := adverts.short_of(item)):
        line = with_whole_ends(Markup("<p>{}</p>").format(inline(words)))
        return AdItemView(one.number, None, line, targets)
    term = inline(item.term) if item.term else None
    inner = () if short else tuple(_inner(each) for each in item.items)
    return AdItemView(one.number, term, with_whole_ends(blocks(item.text)), targets, inner)


def _inner(item: Item) -> AdItemView:
    term = inline(item.term) if item.term else None
    return AdItemView(0, term, blocks(item.text), (), tuple(_inner(each) for each in item.items))


def _sender(document: PledgeDocument, party_id: str, variant: AdVariant) -> AdSenderView:
    """The logo made for press wins over the one for screens."""
    area = document.area
    party, logo = area.parties[party_id], area.brand.logos.get(party_id)
    organisation = party.organisation if AdPart.ORGANISATION in variant.parts else None
    return AdSenderView(
        name=inline(party.name),
        organisation=inline(organisation) if organisation else None,
        logo=_file(document, logo.press or logo.file) if logo else None,
        logo_alt=logo.alt if logo else "",
        owner_class=_owner_class(area, (party_id,)),
    )


def _file(document: PledgeDocument, name: str) -> str:
    return f"content/{document.area_slug}/{name}"


def _picture(document: PledgeDocument) -> AdPictureView | None:
    found = adverts.ad_picture(document.pledge)
    if found is None or found[1].file is None:
        return None
    picture = found[1]
    credit = inline(picture.credit) if picture.credit else None
    return AdPictureView(_file(document, str(picture.file)), picture.alt or "", credit)


def _follow_up(pledge: Pledge) -> AdFollowUpView | None:
    line = adverts.follow_up_line(pledge)
    if line is None:
        return None
    return AdFollowUpView(
        when=inline(line.when[1]) if line.when else None,
        channels=tuple(inline(whole(text)) for _, text in line.channels),
        text=with_whole_ends(blocks(line.text[1])) if line.text else None,
    )


def _contact(pledge: Pledge) -> ContactView | None:
    found = adverts.first_contact(pledge)
    if found is None:
        return None
    contact: Contact = found[1]
    texts = (contact.name, contact.role, contact.email, contact.phone, contact.link)
    return ContactView(*(inline(text) if text else None for text in texts))
