"""Reading a model from plain values, and what the model refuses, in neutral words.

pydantic stays on this side: others see a ``Violation`` with a path, a kind and values. The kinds
are a closed list; ``loading/complaints.py`` has the sentence for each.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from msgspec import Struct, field
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from loftespdf.model.document import YamlPath
from loftespdf.model.problem import Severity
from loftespdf.model.shape import all_keys, choices_at, keys_at, meaning_of
from loftespdf.model.values import Node


class Kind(StrEnum):
    """Every way in which content can go against the model. The value is the problem's slug."""

    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    NOT_A_MAP = "not-a-map"
    NOT_A_LIST = "not-a-list"
    NOT_TEXT = "not-text"
    EMPTY_TEXT = "empty-text"
    NOT_A_CHOICE = "not-a-choice"
    NOT_A_DATE = "not-a-date"
    IMPOSSIBLE_DATE = "impossible-date"
    NOT_A_NUMBER = "not-a-number"
    NOT_YES_NO = "not-yes-no"
    NOT_AN_EMAIL = "not-an-email"
    NOT_AN_ADDRESS = "not-an-address"
    NOT_A_PERIOD = "not-a-period"
    ENDS_BEFORE_START = "ends-before-start"
    BAD_ID = "bad-id"
    BAD_COLOUR = "bad-colour"
    OUT_OF_RANGE = "out-of-range"
    TOO_FEW = "too-few"
    TOO_MANY = "too-many"
    TOO_LONG = "too-long"
    ONE_MEASURE = "one-measure"
    EMPTY_CONTACT = "empty-contact"
    EMPTY_SECTION = "empty-section"
    NO_PARTIES = "no-parties"


#: pydantic's error types, and our own PydanticCustomErrors, by what they mean to the user.
KINDS: Mapping[str, Kind] = {
    "extra_forbidden": Kind.UNKNOWN_KEY,
    "missing": Kind.MISSING_KEY,
    "model_type": Kind.NOT_A_MAP,
    "dict_type": Kind.NOT_A_MAP,
    "tuple_type": Kind.NOT_A_LIST,
    "not_text": Kind.NOT_TEXT,
    "empty_text": Kind.EMPTY_TEXT,
    "enum": Kind.NOT_A_CHOICE,
    "not_a_date": Kind.NOT_A_DATE,
    "impossible_date": Kind.IMPOSSIBLE_DATE,
    "not_a_number": Kind.NOT_A_NUMBER,
    "not_yes_no": Kind.NOT_YES_NO,
    "not_an_email": Kind.NOT_AN_EMAIL,
    "not_an_address": Kind.NOT_AN_ADDRESS,
    "not_a_period": Kind.NOT_A_PERIOD,
    "ends_before_start": Kind.ENDS_BEFORE_START,
    "string_pattern_mismatch": Kind.BAD_ID,
    "greater_than": Kind.OUT_OF_RANGE,
    "greater_than_equal": Kind.OUT_OF_RANGE,
    "less_than_equal": Kind.OUT_OF_RANGE,
    "too_short": Kind.TOO_FEW,
    "too_long": Kind.TOO_MANY,
    "string_too_long": Kind.TOO_LONG,
    "one_measure": Kind.ONE_MEASURE,
    "empty_contact": Kind.EMPTY_CONTACT,
    "empty_section": Kind.EMPTY_SECTION,
    "no_parties": Kind.NO_PARTIES,
}

_BOUNDS = ("gt", "ge", "le", "min_length", "max_length")


class Violation(Struct, frozen=True):
    """One thing in the content that goes against the model or a rule.

    ``kind`` is a slug of ``Kind`` or of ``rules.Rule``; ``path`` counts positions from 0. What
    ``values`` holds goes with the kind: ``given`` is the user's own spelling, or None where it is
    no single word.
    """

    path: YamlPath
    kind: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    severity: Severity = Severity.ERROR


M = TypeVar("M", bound=Node)


def read_model(model: type[M], raw: object) -> M | tuple[Violation, ...]:
    """Read ``raw`` (maps, lists and strings as spelled) as ``model``, or say all that is wrong."""
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        details = error.errors(include_url=False)
        return tuple(_violation(model, one) for one in details if not _follows(one))


def unknown_key(path: YamlPath, *models: type[Node]) -> Violation:
    """Say that the last part of ``path`` is no key there, in any of ``models``."""
    known = tuple(key for model in models for key in keys_at(model, path[:-1]))
    return Violation(path, Kind.UNKNOWN_KEY, _known(known, path, *models))


def _follows(error: ErrorDetails) -> bool:
    """Tell whether the error only repeats others.

    A list is counted short when its items failed, and a list of fixed length that ends early is
    told once for each item it lacks.
    """
    given = error["input"]
    if not isinstance(given, list):
        return False
    if error["type"] == "missing":
        return error["loc"][-1] != len(given)
    return error["type"] == "too_short" and len(given) >= int(error["ctx"]["min_length"])


def _violation(model: type[Node], error: ErrorDetails) -> Violation:
    path = tuple(part for part in error["loc"] if part != "[key]")
    kind = _kind(error, path)
    if kind is Kind.NO_PARTIES:
        path = (*path, "parter")  # the area as a whole was asked, but that is where they belong
    given = error["input"]
    is_word = isinstance(given, str | Decimal)
    values: dict[str, object] = {"given": str(given) if is_word else None}
    values |= dict(_extras(model, kind, path, error))
    return Violation(path, kind, MappingProxyType(values))


def _kind(error: ErrorDetails, path: YamlPath) -> Kind:
    kind = KINDS[error["type"]]
    if kind is Kind.BAD_ID and "#" in str(error["ctx"]["pattern"]):
        return Kind.BAD_COLOUR
    if kind is Kind.MISSING_KEY and isinstance(path[-1], int):
        return Kind.TOO_FEW  # a list of fixed length that ends early
    return kind


def _extras(
    model: type[Node], kind: Kind, path: YamlPath, error: ErrorDetails
) -> Iterator[tuple[str, object]]:
    """Yield what the sentence needs besides the value itself."""
    if kind is Kind.UNKNOWN_KEY:
        yield from _known(keys_at(model, path[:-1]), path, model).items()
    if kind is Kind.MISSING_KEY:
        yield "meaning", meaning_of(model, path)
    if kind is Kind.NOT_A_CHOICE:
        yield "choices", choices_at(model, path)
    if kind is Kind.NOT_A_MAP:
        yield "keys", keys_at(model, path)
    for name in _BOUNDS:
        if name in error.get("ctx", {}):
            yield name, int(error["ctx"][name])


def _known(known: tuple[str, ...], path: YamlPath, *models: type[Node]) -> Mapping[str, object]:
    """What may stand beside an unknown key, and whether it is known elsewhere."""
    return MappingProxyType({"known": known, "elsewhere": path[-1] in all_keys(*models)})
