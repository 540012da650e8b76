"""How a layout arranges an advertisement: which arrangement for which space, and what may go."""

from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from loftespdf.model.values import Id, Node, Number

#: Guesses of what text needs before any type is set: a character's width and a line's height as
#: shares of the size of type, and the height of a picture across the page by its width.
CHARACTER_WIDTH, LINE_HEIGHT, PICTURE_HEIGHT = 0.48, 1.28, 0.6


class AdPart(StrEnum):
    """Parts of an advertisement besides headline, promises, senders, period and link."""

    PICTURE = "bild"
    FOLLOW_UP = "uppföljning"
    CONTACT = "kontakt"
    ORGANISATION = "organisation"
    FULL_TEXT = "hel text"
    PROMISES = "löften"


class Composition(Node):
    """One arrangement. The first in a layout's list whose bounds a space keeps is used.

    ``may_go`` is the order in which parts are left out when the space is too small: *hel text*
    makes way for the short form, *löften* are promises, one at a time. Sizes of type are those of
    the promises' text, in pt.
    """

    name: Id = Field(alias="namn", description="namn; sidans klass är l- och namnet")
    max_width: Number | None = Field(None, alias="högst bredd", gt=0, description="mm")
    min_ratio: Number | None = Field(
        None, alias="minst proportion", gt=0, description="bredd delad med höjd, minst"
    )
    max_ratio: Number | None = Field(
        None, alias="högst proportion", gt=0, description="bredd delad med höjd, högst"
    )
    min_area: Number | None = Field(None, alias="minst yta", gt=0, description="cm²")
    max_area: Number | None = Field(None, alias="högst yta", gt=0, description="cm²")
    column_width: Number | None = Field(
        None, alias="spalt per", gt=0, description="en spalt löften för var så många mm av bredden"
    )
    fewest_characters: Number | None = Field(
        None, alias="minst tecken per rad", gt=0,
        description="färre spalter och större text, om raderna annars skulle bli kortare än så",
    )  # fmt: skip
    share: Number = Field(
        Decimal(1), alias="löftenas andel", gt=0, le=1, description="av bredden, där löftena står"
    )
    smallest: Number = Field(alias="minst text", gt=0, description="minsta brödtext i punkter")
    largest: Number = Field(alias="högst text", gt=0, description="största brödtext i punkter")
    parts: tuple[AdPart, ...] = Field((), alias="delar", description="vad som är med, om det ryms")
    may_go: tuple[AdPart, ...] = Field(
        (), alias="får utgå", description="vad som utgår när det inte ryms, i denna ordning"
    )

    def columns(self, width: Decimal) -> int:
        """Return how many columns of promises stand in so many mm of width, at the most."""
        return max(1, int(width / self.column_width)) if self.column_width else 1

    def suits(self, width: Decimal, height: Decimal) -> bool:
        """Tell whether a space of so many mm keeps the bounds."""
        area, ratio = width * height / 100, width / height
        return (
            (self.max_width is None or width <= self.max_width)
            and (self.min_ratio is None or ratio >= self.min_ratio)
            and (self.max_ratio is None or ratio <= self.max_ratio)
            and (self.min_area is None or area >= self.min_area)
            and (self.max_area is None or area <= self.max_area)
        )
