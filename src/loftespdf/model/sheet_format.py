"""A bookable format as a ``formats.yaml`` says it, and what stands where the paper says nothing."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated

from msgspec import Struct
from pydantic import BeforeValidator, Field, WithJsonSchema

from loftespdf.model.layout import Sheet
from loftespdf.model.sheets import Paper, PressStandard
from loftespdf.model.values import Node, Number, Text, YesNo, as_number

FREE = "fri"


def _length(value: object) -> Decimal | None:
    return None if value == FREE else as_number(value)


#: A length in mm, or ``fri``: then it is given when the space is booked.
Length = Annotated[
    Decimal | None,
    BeforeValidator(_length),
    WithJsonSchema({"type": ["number", "string"]}),
]


class SheetFormat(Node):
    """One format of a publication. What is left out falls back on ``DEFAULTS`` of its paper."""

    publication: Text = Field(alias="publikation", description="tidningens namn")
    name: Text = Field(alias="format", description="vad tidningen kallar formatet")
    width: Length = Field(None, alias="bredd", description="bredd i mm, eller fri")
    height: Length = Field(None, alias="höjd", description="höjd i mm, eller fri")
    min_width: Number | None = Field(None, alias="minst bredd", gt=0, description="mm, när fri")
    max_width: Number | None = Field(None, alias="högst bredd", gt=0, description="mm, när fri")
    min_height: Number | None = Field(None, alias="minst höjd", gt=0, description="mm, när fri")
    max_height: Number | None = Field(None, alias="högst höjd", gt=0, description="mm, när fri")
    columns: Length = Field(None, alias="spalter", description="antal spalter, eller fri")
    column_width: Number | None = Field(
        None, alias="spaltbredd", gt=0, description="en spalts bredd i mm"
    )
    gutter: Number | None = Field(
        None, alias="mellanrum", ge=0, description="avståndet mellan två spalter i mm"
    )
    type_area: Sheet | None = Field(
        None, alias="satsyta", description="ytan som text får stå på, bredd och höjd i mm"
    )
    bleed: Number | None = Field(None, alias="utfall", ge=0, description="utfall i mm, runt om")
    marks: YesNo = Field(default=False, alias="skärmärken", description="ja: med skärmärken")
    safe_margin: Number | None = Field(
        None, alias="marginal", ge=0, description="så många mm innanför kanten börjar texten"
    )
    paper: Paper = Field(Paper.NEWSPRINT, alias="papper", description="tidning eller bestruket")
    standard: PressStandard | None = Field(
        None, alias="standard", description="x-4, x-1a eller pdf-1.4"
    )
    icc_condition: Text | None = Field(
        None, alias="icc", description="tryckvillkoret, och profilens namn i styles/profiles/"
    )
    max_ink: Number | None = Field(
        None, alias="högst färg", gt=0, le=400, description="högsta färgmängd i procent"
    )
    min_ppi: Number | None = Field(None, alias="minst ppi", gt=0, description="lägsta upplösning")
    min_type: Number | None = Field(
        None, alias="minst text", gt=0, description="minsta textstorlek i punkter"
    )
    min_negative_type: Number | None = Field(
        None, alias="minst negativ text", gt=0, description="minsta vita text på färg, i punkter"
    )
    max_megabytes: Number | None = Field(
        None, alias="högst mb", gt=0, description="största fil i megabyte"
    )
    file_name: Text | None = Field(
        None, alias="filnamn", description="hur tidningen vill att filen heter"
    )
    remark: Text | None = Field(None, alias="anmärkning", description="annat som tidningen säger")

    @property
    def full_width(self) -> Decimal | None:
        """The width in mm: as given, or of the columns; None where it is free."""
        if self.width is not None or self.columns is None:
            return self.width
        return self.width_of(int(self.columns))

    def width_of(self, columns: int) -> Decimal | None:
        """The width in mm of so many columns; None where the format has no columns."""
        if self.column_width is None:
            return None
        return columns * self.column_width + (columns - 1) * (self.gutter or Decimal(0))


class PaperLimits(Struct, frozen=True):
    """What holds for a kind of paper where the publication says nothing ("förval")."""

    icc_condition: str
    max_ink: Decimal
    min_ppi: Decimal
    min_type: Decimal
    min_negative_type: Decimal
    max_megabytes: Decimal = Decimal(25)
    standard: PressStandard = PressStandard.X_4
    #: With bleed the cut may wander; without it nothing is cut.
    margin_with_bleed: Decimal = Decimal(5)


#: Newsprint: TU's and the papers' own sheets (ad-formats); coated: ISO 12647-2 practice.
DEFAULTS: Mapping[Paper, PaperLimits] = MappingProxyType({
    Paper.NEWSPRINT: PaperLimits(
        "ISOnewspaper26v4", Decimal(220), Decimal(200), Decimal(7), Decimal(9)
    ),
    Paper.COATED: PaperLimits(
        "ISOcoated_v2_300_bas", Decimal(300), Decimal(300), Decimal(6), Decimal(8)
    ),
})  # fmt: skip
