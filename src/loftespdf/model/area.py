"""The area a pledge is for: its names, its place in the police organisation, its parties."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from loftespdf.model.values import (
    Address,
    FileName,
    Id,
    Name,
    Node,
    Number,
    PartyIds,
    ScreenColour,
    Text,
)


class AreaKind(StrEnum):
    """What sort of area a pledge covers."""

    MUNICIPALITY = "kommun"
    CITY_DISTRICT = "stadsdel"
    DISTRICT_AREA = "stadsområde"
    PLACE = "plats"
    SEVERAL = "flera"


class PartyKind(StrEnum):
    """Whose side of the table a party sits on."""

    POLICE = "polis"
    MUNICIPALITY = "kommun"
    OTHER = "annan"


InkShare = Annotated[
    Number,
    Field(ge=0, le=100),
    WithJsonSchema({"type": ["number", "string"], "minimum": 0, "maximum": 100}),
]


class Colour(Node):
    """One brand colour, for screen and press."""

    screen: ScreenColour = Field(alias="skärm", description="färg på skärm, #rrggbb")
    press: tuple[InkShare, InkShare, InkShare, InkShare] | None = Field(
        None, alias="tryck", description="[cyan, magenta, gul, svart] i procent"
    )


class Logo(Node):
    """A party's own logo. The project ships none: they are protected (lag 1970:498)."""

    file: FileName = Field(alias="fil", description="SVG, PNG eller JPEG i områdets mapp")
    alt: Text = Field(description="vad logotypen säger, oftast partens namn")
    press: FileName | None = Field(None, alias="tryck", description="variant för tryck, i CMYK")


class Party(Node):
    """Somebody who promises, and how they are named and shown."""

    kind: PartyKind = Field(PartyKind.OTHER, alias="slag", description="polis, kommun eller annan")
    name: Text = Field(alias="namn", description="namnet i löpande text, till exempel Polisen")
    organisation: Text | None = Field(
        None, description="hela organisationen, till exempel Lokalpolisområde västra Skaraborg"
    )


class Brand(Node):
    """Colours and logos, each by party id. Nothing here is needed: names are set in text."""

    colours: dict[Id, Colour] = Field(
        default_factory=dict, alias="färger", description="en färg per part"
    )
    logos: dict[Id, Logo] = Field(
        default_factory=dict, alias="logotyper", description="en logotyp per part"
    )


class Area(Node):
    """What ``omrade.yaml`` says of an area; a pledge may state any of it anew for its own year."""

    name: Name = Field(alias="namn", description="områdets namn, till exempel Grästorp")
    genitive: Text | None = Field(None, alias="genitiv", description="till exempel Grästorps")
    kind: AreaKind = Field(AreaKind.MUNICIPALITY, alias="slag", description="slag av område")
    codes: tuple[Text, ...] = Field((), alias="koder", description="kommunkoder, fyra siffror")
    municipalities: tuple[Text, ...] = Field((), alias="kommuner", description="kommunernas namn")
    local_police: Text | None = Field(None, alias="lpo", description="lokalpolisområde")
    police_area: Text | None = Field(None, alias="polisområde", description="polisområde")
    police_region: Text | None = Field(None, alias="region", description="polisregion")
    neighbours: tuple[Text, ...] = Field((), alias="grannar", description="grannkommuner")
    parties: dict[Id, Party] = Field(alias="parter", description="de som lovar, med egna namn")
    senders: PartyIds | None = Field(
        None, alias="avsändare", description="parter i sidhuvudet; annars polisen och kommunen"
    )
    link: Address | None = Field(None, alias="länk", description="webbadress där hela löftet finns")
    brand: Brand = Field(
        default_factory=lambda: Brand.model_validate({}),
        alias="varumärke",
        description="färger och logotyper",
    )

    @model_validator(mode="after")
    def _has_parties(self) -> Self:
        if not self.parties:
            raise PydanticCustomError("no_parties", "no parties")
        return self

    @property
    def sender_ids(self) -> tuple[str, ...]:
        """The parties in the head: those named, otherwise police first, then municipalities."""
        if self.senders:
            return self.senders
        order = (PartyKind.POLICE, PartyKind.MUNICIPALITY)
        return tuple(i for kind in order for i, p in self.parties.items() if p.kind is kind)
