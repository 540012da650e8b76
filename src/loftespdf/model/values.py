"""The kinds of single values a YAML file may hold.

The loader hands every scalar over exactly as it is spelled; the field's type here decides what it
becomes. So ``0114`` stays text in a text field and becomes a number only where a number is asked.
Every refusal is a PydanticCustomError whose type is a stable slug; words for it live in
``loading/complaints.py``.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

_EMAIL = re.compile(r"[^@\s()<>,;]+@[^@\s()<>,;]+\.[^@\s()<>,;.]+")
_ADDRESS = re.compile(r"(?:https?://)?[^\s/:@]+\.[^\s/:@.]{2,}(?::\d+)?(?:[/?#]\S*)?")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_NUMBER = re.compile(r"-?\d{1,3}([  ]?\d{3})*(,\d+)?|-?\d+([.,]\d+)?")


class Node(BaseModel):
    """A map in a YAML file: Swedish keys, no unknown ones, never changed after reading."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        populate_by_name=False,
        use_enum_values=False,
        defer_build=True,  # until something of that kind is read
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("not_text", "not text")
    if not value.strip():
        raise PydanticCustomError("empty_text", "empty text")
    return value.strip()


def _email(value: object) -> str:
    if not _EMAIL.fullmatch(text := _text(value)):
        raise PydanticCustomError("not_an_email", "not an address for mail")
    return text


def _address(value: object) -> str:
    if not _ADDRESS.fullmatch(text := _text(value)):
        raise PydanticCustomError("not_an_address", "not an address of the web")
    return text


def _date(value: object) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not (match := _ISO_DATE.fullmatch(value.strip())):
        raise PydanticCustomError("not_a_date", "not a date")
    year, month, day = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        raise PydanticCustomError("impossible_date", "impossible date") from None


def _number(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not _NUMBER.fullmatch(value.strip()):
        raise PydanticCustomError("not_a_number", "not a number")
    return Decimal(re.sub(r"[  ]", "", value.strip()).replace(",", "."))


def as_number(value: object) -> Decimal:
    """Read a number as the content spells it; for types that also take a word."""
    return _number(value)


def _boolean(value: object) -> bool:
    match value:
        case bool():
            return value
        case "ja":
            return True
        case "nej":
            return False
        case _:
            raise PydanticCustomError("not_yes_no", "not ja or nej")


def _as_list(value: object) -> object:
    """Let a single word stand for a list of one: ``part: polisen``."""
    return [value] if isinstance(value, str) else value


_ANY_SCALAR = {"type": ["string", "number", "boolean"]}

#: One line or several of plain text, never empty.
Text = Annotated[str, BeforeValidator(_text), WithJsonSchema(_ANY_SCALAR)]
#: A document's title: the properties of a Word file take no more than 255 characters, with what we
#: write before it (UTKAST – Uppföljning: …).
Title = Annotated[
    str,
    Field(max_length=200),
    BeforeValidator(_text),
    WithJsonSchema(_ANY_SCALAR | {"maxLength": 200}),
]
#: A name that the foot of every page has room for.
Name = Annotated[
    str,
    Field(max_length=70),
    BeforeValidator(_text),
    WithJsonSchema(_ANY_SCALAR | {"maxLength": 70}),
]
#: Text in the small Markdown of docs/reference.md: paragraphs, *emphasis*, **strong**, lists.
Markdown = Annotated[str, BeforeValidator(_text), WithJsonSchema(_ANY_SCALAR)]
#: A calendar day written 2021-05-11.
Day = Annotated[
    date,
    BeforeValidator(_date),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
#: A number written 8, 1 000 or 2,5 (decimal comma).
Number = Annotated[
    Decimal, BeforeValidator(_number), WithJsonSchema({"type": ["number", "string"]})
]
#: A number that is not below zero.
Amount = Annotated[
    Decimal,
    BeforeValidator(_number),
    Field(ge=0),
    WithJsonSchema({"type": ["number", "string"], "minimum": 0}),
]
#: One address for mail: what stands here becomes a link.
Email = Annotated[str, BeforeValidator(_email), WithJsonSchema({"type": "string"})]
#: The address of a page on the web, with or without https://.
Address = Annotated[str, BeforeValidator(_address), WithJsonSchema({"type": "string"})]
#: ``ja`` or ``nej``.
YesNo = Annotated[bool, BeforeValidator(_boolean), WithJsonSchema({"enum": ["ja", "nej"]})]
#: An identifier: a–z, 0–9 and hyphen, beginning with a letter.
Id = Annotated[Text, Field(pattern=r"^[a-z][a-z0-9-]*$")]
#: Parties by their id under ``parter:`` in omrade.yaml; one may stand alone without a list.
PartyIds = Annotated[
    tuple[Id, ...],
    BeforeValidator(_as_list),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
#: A colour on the screen, #rrggbb.
ScreenColour = Annotated[Text, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
#: The address of a file inside the area's folder, with forward slashes.
FileName = Text
