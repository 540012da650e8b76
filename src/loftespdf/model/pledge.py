"""The pledge as its author wrote it: sections, promises and signers in the author's order.

Keys are Swedish in the file and English here; this module and ``area.py`` are the only place where
the two meet. The descriptions become the JSON Schema that editors show while somebody types.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from loftespdf.model.advert import Advert
from loftespdf.model.period import Period
from loftespdf.model.values import (
    Amount,
    Day,
    Email,
    FileName,
    Id,
    Markdown,
    Node,
    Number,
    PartyIds,
    Text,
    Title,
)


class Status(StrEnum):
    """Where the pledge is in its life."""

    DRAFT = "utkast"
    VALID = "gällande"
    PROLONGED = "förlängt"
    FORMER = "tidigare"
    IN_PREPARATION = "under framtagning"


class SectionKind(StrEnum):
    """What a section is about, whatever its author called it."""

    LEAD = "ingress"
    BACKGROUND = "bakgrund"
    SITUATION = "lägesbild"
    PROMISES = "löften"
    EFFECT = "effekt"
    TIME = "tid"
    FOLLOW_UP = "uppföljning"
    CHANNELS = "kanaler"
    CONTACT = "kontakt"
    OTHER = "övrigt"


class ItemForm(StrEnum):
    """How the items of a section stand on the page."""

    BULLETS = "punkter"
    NUMBERS = "siffror"
    TERMS = "termer"
    PROSE = "löptext"


class Measure(StrEnum):
    """How the number of a target is to be read."""

    AT_LEAST = "minst"
    AT_MOST = "högst"
    EXACTLY = "exakt"
    INCREASE_BY = "öka med"
    DECREASE_BY = "minska med"
    WITHIN = "inom"


class Target(Node):
    """A promise's measure, such as *at least 8 operations a year*.

    Exactly one of the six measures is given; ``measure`` and ``value`` tell which.
    """

    at_least: Amount | None = Field(None, alias="minst", description="minst så många")
    at_most: Amount | None = Field(None, alias="högst", description="högst så många")
    exactly: Amount | None = Field(None, alias="exakt", description="precis så många")
    increase_by: Amount | None = Field(None, alias="öka med", description="ökning, i enheten")
    decrease_by: Amount | None = Field(None, alias="minska med", description="minskning")
    within: Amount | None = Field(None, alias="inom", description="inom så lång tid, i enheten")
    unit: Text = Field(alias="enhet", description="insatser, timmar, procent …")
    per: Text | None = Field(None, description="år, månad, termin, dygn …")
    baseline: Number | None = Field(None, alias="utgångsläge", description="värdet idag")

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if len(self._given()) != 1:
            raise PydanticCustomError("one_measure", "exactly one measure")
        return self

    def _given(self) -> list[tuple[Measure, Number]]:
        values = ((measure, getattr(self, measure.name.lower())) for measure in Measure)
        return [(measure, value) for measure, value in values if value is not None]

    @property
    def measure(self) -> Measure:
        """Which of the six measures this target uses."""
        return self._given()[0][0]

    @property
    def is_change(self) -> bool:
        """Tell whether it is a change, which may go either way, and not an amount."""
        return self.measure in (Measure.INCREASE_BY, Measure.DECREASE_BY)

    @property
    def value(self) -> Number:
        """The number of that measure, in ``unit``."""
        return self._given()[0][1]


def _bare_text(value: Any) -> Any:  # noqa: ANN401 - whatever the file holds
    """Let a plain line of text stand for an item with nothing but text."""
    return {"text": value} if isinstance(value, str) else value


class Item(Node):
    """A point of a list. In a section of promises it is one promise."""

    id: Id | None = Field(
        None, description="namn på löftet som består över åren: a–z, 0–9 och bindestreck"
    )
    text: Markdown = Field(description="löftets eller punktens hela text")
    owners: PartyIds | None = Field(
        None, alias="part", description="vem som lovar: polisen, kommunen … eller flera"
    )
    term: Text | None = Field(None, description="inledande ord före ett tankstreck")
    short: Text | None = Field(
        None,
        alias="kort",
        description="löftet i kort form, för annons och affisch",
    )
    targets: tuple[Target, ...] = Field((), alias="mål", description="mätbara mål")
    responsible: Text | None = Field(
        None, alias="ansvarig", description="funktion som ansvarar för löftet"
    )
    where: Text | None = Field(None, alias="plats", description="var löftet gäller")
    items: "tuple[ItemOrText, ...]" = Field(
        (), alias="punkter", description="aktiviteter under löftet"
    )


ItemOrText = Annotated[
    Item,
    BeforeValidator(_bare_text),
]


class Picture(Node):
    """A picture with caption and credit. Without a file a placeholder keeps its place."""

    file: FileName | None = Field(None, alias="fil", description="bildfil i områdets mapp")
    alt: Text | None = Field(None, description="vad bilden visar, för den som inte ser den")
    caption: Text | None = Field(None, alias="bildtext", description="texten under bilden")
    credit: Text | None = Field(None, alias="foto", description="vem som tagit bilden")


class Contact(Node):
    """Somebody a resident may turn to."""

    name: Text | None = Field(None, alias="namn", description="namn eller funktion")
    role: Text | None = Field(None, alias="roll", description="roll eller titel")
    email: Email | None = Field(None, alias="epost", description="e-postadress")
    phone: Text | None = Field(None, alias="telefon", description="telefonnummer")
    link: Text | None = Field(None, alias="webb", description="webbadress")

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not any((self.name, self.role, self.email, self.phone, self.link)):
            raise PydanticCustomError("empty_contact", "nothing in it")
        return self


class Section(Node):
    """A part of the pledge. Sections nest; inside come text, pictures, items, sections, closing."""

    kind: SectionKind | None = Field(
        None, alias="slag", description="vad avsnittet handlar om; ärvs av avsnitten inuti"
    )
    heading: Text | None = Field(None, alias="rubrik", description="rubriken som den ska stå")
    owners: PartyIds | None = Field(
        None, alias="part", description="vem som lovar; gäller alla löften i avsnittet"
    )
    form: ItemForm = Field(
        ItemForm.BULLETS, alias="punktform", description="hur punkterna står på sidan"
    )
    text: Markdown | None = Field(None, description="brödtext före punkterna")
    pictures: tuple[Picture, ...] = Field((), alias="bilder", description="bilder i avsnittet")
    items: tuple[ItemOrText, ...] = Field((), alias="punkter", description="löften eller punkter")
    sections: "tuple[Section, ...]" = Field((), alias="avsnitt", description="avsnitt inuti")
    closing: Markdown | None = Field(None, alias="avslutning", description="brödtext sist")
    when: Text | None = Field(
        None, alias="när", description="hur ofta uppföljning sker: tertialvis, varje kvartal …"
    )
    channels: tuple[Text, ...] = Field(
        (), alias="kanaler", description="var uppföljningen berättas"
    )
    contacts: tuple[Contact, ...] = Field((), alias="kontakt", description="kontaktuppgifter")

    @model_validator(mode="after")
    def _something(self) -> Self:
        parts = (self.heading, self.text, self.pictures, self.items, self.sections)
        if not any((*parts, self.closing, self.when, self.channels, self.contacts)):
            raise PydanticCustomError("empty_section", "nothing in it")
        return self


class Signer(Node):
    """One signature. What is left out becomes a blank line to fill in by hand."""

    party: Id = Field(alias="part", description="parten som skriver under")
    name: Text | None = Field(None, alias="namn", description="namnförtydligande")
    title: Text | None = Field(
        None, alias="titel", description="titel, till exempel kommundirektör"
    )
    organisation: Text | None = Field(None, description="organisationens namn")
    place: Text | None = Field(None, alias="ort", description="ort för underskriften")
    day: Day | None = Field(None, alias="datum", description="dag för underskriften")


class Decision(Node):
    """The formal decision behind the pledge."""

    body: Text = Field(alias="organ", description="vem som beslutat, till exempel kommunstyrelsen")
    day: Day | None = Field(None, alias="datum", description="beslutsdag")
    reference: Text | None = Field(None, alias="dnr", description="diarienummer")


class Agreement(Node):
    """The longer agreement the pledge is part of."""

    period: Period = Field(description="överenskommelsens period")


class Source(Node):
    """What the situation is built on, such as a dialogue with residents."""

    kind: Text = Field(alias="slag", description="medborgardialog, trygghetsmätning …")
    day: Day | None = Field(None, alias="datum", description="när")


_MAX_SIGNERS = 4


class Pledge(Node):
    """One pledge for one area and period, as in ``content/<area>/<period>.yaml``."""

    title: Title = Field(alias="titel", description="dokumentets titel")
    period: Period = Field(
        description="2021, 2023–2026, eller från och till",
        json_schema_extra={"anyOf": [{"type": ["integer", "string"]}, {"type": "object"}]},
    )
    status: Status = Field(Status.VALID, description="var löftet är i sin livstid")
    changed: Day | None = Field(None, alias="ändrad", description="dag då texten senast ändrades")
    sections: tuple[Section, ...] = Field(
        alias="avsnitt", min_length=1, description="löftets delar, i författarens ordning"
    )
    contacts: tuple[Contact, ...] = Field((), alias="kontakt", description="kontaktuppgifter sist")
    pictures: tuple[Picture, ...] = Field((), alias="bilder", description="bilder under titeln")
    signers: tuple[Signer, ...] = Field(
        (), alias="underskrifter", max_length=_MAX_SIGNERS, description="en till fyra underskrifter"
    )
    decision: Decision | None = Field(None, alias="beslut", description="beslutet bakom löftet")
    agreement: Agreement | None = Field(
        None, alias="överenskommelse", description="samverkansöverenskommelsen"
    )
    sources: tuple[Source, ...] = Field((), alias="källor", description="vad lägesbilden bygger på")
    advert: Advert | None = Field(
        None, alias="annons", description="rubrik, urval och bokade format för annons och affisch"
    )


SectionPath = tuple[str | int, ...]


def walk_sections(
    sections: tuple[Section, ...],
    path: SectionPath = (),
    inherited: SectionKind = SectionKind.OTHER,
) -> Iterator[tuple[SectionPath, Section, SectionKind]]:
    """Yield every section in document order with its YAML path and the kind it has or inherits."""
    for index, section in enumerate(sections):
        here = (*path, "avsnitt", index)
        kind = section.kind or inherited
        yield here, section, kind
        yield from walk_sections(section.sections, here, kind)
