"""What a layout says of itself in ``templates/<layout>/layout.yaml``."""

from enum import StrEnum

from pydantic import Field

from loftespdf.model.composition import Composition
from loftespdf.model.file_format import Format as Format  # noqa: PLC0414 - many know it here
from loftespdf.model.pledge import SectionKind
from loftespdf.model.values import Id, Node, Number, Text, YesNo


class Standard(StrEnum):
    """Standards a finished PDF is held to."""

    PDF_A_2A = "pdf/a-2a"
    PDF_UA_1 = "pdf/ua-1"
    PDF_X_4 = "pdf/x-4"


class Pictures(StrEnum):
    """Where a web page's pictures are."""

    INSIDE = "i filen"
    BESIDE = "bredvid"


class Sheet(Node):
    """A sheet of paper, in mm."""

    width: Number = Field(alias="bredd", gt=0, description="bredd i mm")
    height: Number = Field(alias="höjd", gt=0, description="höjd i mm")


class Layout(Node):
    """A layout's rules: everything that is neither words nor looks."""

    description: Text = Field(alias="beskrivning", description="vad layouten är till för")
    formats: tuple[Format, ...] = Field(alias="format", min_length=1, description="filformat")
    standards: tuple[Standard, ...] = Field((), alias="standard", description="standarder")
    editions: tuple[Id, ...] = Field(
        (), alias="utgåvor", description="utgåvor som också byggs, med namn efter layoutens"
    )
    edition_formats: dict[Id, tuple[Format, ...]] = Field(
        {}, alias="utgåvornas format", description="filformat för utgåvor som har andra än layouten"
    )
    sheet: Sheet = Field(alias="ark", description="arkets mått i mm")
    fonts: tuple[Text, ...] = Field(
        alias="typsnitt", min_length=1, description="typsnittsfamiljer som får finnas i filen"
    )
    max_pages: Number | None = Field(None, alias="högst sidor", gt=0, description="sidgräns")
    omitted_kinds: tuple[SectionKind, ...] = Field(
        (), alias="utelämnar avsnitt", description="slag av avsnitt som inte trycks"
    )
    omitted_fields: tuple[Text, ...] = Field(
        (), alias="utelämnar fält", description="nycklar vars text inte trycks"
    )
    pictures: Pictures = Field(
        Pictures.INSIDE, alias="bilder", description="webbsidans bilder: i filen eller bredvid"
    )
    needs_follow_up: YesNo = Field(
        default=False,
        alias="kräver uppföljning",
        description="ja: byggs bara där det finns en fil <period>.uppfoljning.yaml",
    )
    sheet_formats: YesNo = Field(
        default=False,
        alias="bokade format",
        description="ja: arket är ett format ur formats.yaml i samma mapp, bokat eller angivet",
    )
    frame: YesNo = Field(default=False, alias="ram", description="ja: en tunn ram innanför kanten")
    always: tuple[Id, ...] = Field(
        (), alias="byggs alltid", description="format som byggs utan att de nämns"
    )
    compositions: tuple[Composition, ...] = Field(
        (), alias="kompositioner", description="uppställningar; den första som passar ytan gäller"
    )
    short_only: YesNo = Field(
        default=False, alias="bara kort form", description="ja: löftena står i kort form direkt"
    )
    max_promises: Number | None = Field(
        None, alias="högst löften", gt=0, description="så många löften står här högst"
    )

    def formats_of(self, edition: str | None) -> tuple[Format, ...]:
        """Return the formats that an edition is made in; None is the layout without edition."""
        return self.edition_formats.get(edition or "", self.formats)
