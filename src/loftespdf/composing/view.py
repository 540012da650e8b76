"""What a template sees: the pledge with every word ready to print and every number counted.

Field names are the vocabulary of the templates (docs/new-layout.md lists them).
"""

from markupsafe import Markup
from msgspec import Struct


class SenderView(Struct, frozen=True):
    """A party in the head. ``logo`` is a path in the assets, or None: then the name is set."""

    id: str
    name: Markup
    organisation: Markup | None
    logo: str | None
    logo_alt: str


class PictureView(Struct, frozen=True):
    """A picture; ``src`` None is a quiet placeholder."""

    src: str | None
    alt: str
    caption: Markup | None
    credit: Markup | None


class ContactView(Struct, frozen=True):
    """A contact, each part on its own line."""

    name: Markup | None
    role: Markup | None
    email: Markup | None
    phone: Markup | None
    link: Markup | None


class ItemView(Struct, frozen=True):
    """A list item, or a promise when ``number`` is set.

    ``owner`` is said of every promise; ``says_owner`` is true where owners differ in its group.
    ``owner_ids`` joined by a space are the classes of its rule; ``short`` falls back on the text.
    """

    number: int | None
    anchor: str
    term: Markup | None
    text: Markup
    plain: Markup
    short: Markup
    owner: Markup
    owner_class: str
    says_owner: bool
    responsible: Markup | None
    where: Markup | None
    targets: tuple[Markup, ...]
    items: tuple["ItemView", ...]


class SectionView(Struct, frozen=True):
    """A section. ``level`` is its heading's, 2–6; ``owner`` is set where all items share it."""

    kind: str
    heading: Markup | None
    level: int
    form: str
    text: Markup | None
    when: Markup | None
    channels: tuple[Markup, ...]
    pictures: tuple[PictureView, ...]
    items: tuple[ItemView, ...]
    holds_promises: bool
    owner: Markup | None
    owner_class: str
    sections: tuple["SectionView", ...]
    closing: Markup | None
    contacts: tuple[ContactView, ...]


class SignerView(Struct, frozen=True):
    """A signature block; None is a blank line."""

    party: Markup
    name: Markup | None
    title: Markup | None
    organisation: Markup | None
    place: Markup | None
    day: Markup | None


class DecisionView(Struct, frozen=True):
    """The decision line."""

    body: Markup
    day: Markup | None
    reference: Markup | None


class SourceView(Struct, frozen=True):
    """A source of the situation."""

    kind: Markup
    day: Markup | None


class DocumentView(Struct, frozen=True):
    """The whole pledge for a template."""

    title: Markup
    full_title: str
    language: str
    status: str
    draft: bool
    area: Markup
    genitive: Markup
    place_in_police: Markup | None
    period: Markup
    interval: str
    senders: tuple[SenderView, ...]
    pictures: tuple[PictureView, ...]
    sections: tuple[SectionView, ...]
    promises: tuple[ItemView, ...]
    contacts: tuple[ContactView, ...]
    agreement: Markup | None
    sources: tuple[SourceView, ...]
    decision: DecisionView | None
    signers: tuple[SignerView, ...]
    fingerprint: str
    author: str
