"""What came of a pledge: outcomes by promise id (``<period>.uppfoljning.yaml``), and their rules.

The pledge itself never changes by what happens later, so outcomes live in a file of their own.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct
from pydantic import Field

from loftespdf.model.document import Places, PledgeDocument, YamlPath
from loftespdf.model.pledge import Item, Pledge, Target
from loftespdf.model.problem import Severity
from loftespdf.model.rules import find_promises
from loftespdf.model.values import Day, Markdown, Node, Number, Text, Title
from loftespdf.model.violations import Violation


class Degree(StrEnum):
    """How far a promise has been kept."""

    MET = "uppfyllt"
    PARTLY = "delvis"
    NOT_MET = "ej uppfyllt"
    UNDER_WAY = "pågår"


class Outcome(Node):
    """What had come of one promise on one day.

    ``value`` is in ``unit``, else in the target's. For a target per year, month or day it is the
    count from the period's first day; for one with a baseline it is the new level; for a change
    without one it is how far it went the target's way.
    """

    promise: Text = Field(alias="löfte", description="löftets id, som i löftets egen fil")
    day: Day = Field(alias="datum", description="dagen som utfallet gäller, inom perioden")
    degree: Degree = Field(alias="grad", description="uppfyllt, delvis, ej uppfyllt eller pågår")
    value: Number | None = Field(
        None, alias="värde", description="utfallet som tal, i målets enhet"
    )
    unit: Text | None = Field(
        None, alias="enhet", description="enheten; behövs när löftet har inget mål eller flera"
    )
    comment: Markdown | None = Field(None, alias="kommentar", description="vad som gjordes")
    reason: Markdown | None = Field(
        None, alias="orsak", description="varför det blev så, särskilt när löftet inte hölls"
    )
    source: Text | None = Field(None, alias="källa", description="var uppgiften kommer ifrån")


class FollowUp(Node):
    """One report, as in ``content/<area>/<period>.uppfoljning.yaml``."""

    title: Title | None = Field(None, alias="titel", description="rapportens titel")
    day: Day | None = Field(None, alias="datum", description="dagen då uppföljningen gjordes")
    text: Markdown | None = Field(None, description="inledande text om året som gått")
    outcomes: tuple[Outcome, ...] = Field(
        alias="utfall", min_length=1, description="utfallet av löftena, ett eller flera per löfte"
    )


class EarlierPeriod(Struct, frozen=True):
    """The period before, and its follow-up where there is one."""

    document: PledgeDocument
    follow_up: FollowUp | None = None


class FollowUpDocument(Struct, frozen=True):
    """A follow-up with the pledge it is about; ``places`` are those of the follow-up's file."""

    pledge: PledgeDocument
    follow_up: FollowUp
    places: Places
    earlier: EarlierPeriod | None = None


class FollowUpRule(StrEnum):
    """Every rule of a follow-up beyond its shape. The value is the problem's slug."""

    UNKNOWN_PROMISE = "unknown-promise"
    PROVISIONAL_PROMISE = "provisional-promise"
    OUTSIDE_PERIOD = "outside-period"
    WRONG_UNIT = "wrong-unit"
    UNCLEAR_UNIT = "unclear-unit"
    UNIT_WITHOUT_VALUE = "unit-without-value"
    BELOW_ZERO = "below-zero"
    OUTCOME_TWICE = "outcome-twice"
    DEGREES_DIFFER = "degrees-differ"
    FEW_PERSONS = "few-persons"
    DEGREE_CONTRADICTED = "degree-contradicted"


#: Below this a count of persons may tell who they are.
FEWEST_PERSONS = 5
_PERSONS_IN_WORDS = """
person personer individ individer barn elev elever ungdom ungdomar unga flicka flickor pojke pojkar
tjej tjejer kille killar kvinna kvinnor man män vuxna äldre boende invånare medborgare deltagare
förare gärningspersoner gärningsmän brottsoffer offer utsatta misstänkta gripna dömda lagförda
anmälda omhändertagna klienter vårdnadshavare föräldrar familj familjer hushåll
"""
_PERSONS = frozenset(_PERSONS_IN_WORDS.split())
_PERCENT = frozenset({"procent", "%"})


def broken_follow_up_rules(pledge: Pledge, follow_up: FollowUp) -> tuple[Violation, ...]:
    """Return every rule the follow-up breaks, with paths in its own file."""
    items = {one.item.id: one.item for one in find_promises(pledge) if one.item.id}
    found: list[Violation] = []
    for index, outcome in enumerate(follow_up.outcomes):
        path: YamlPath = ("utfall", index)
        item = items.get(outcome.promise)
        if item is None:
            found += _identity(pledge, outcome, path)
        else:
            found += (*_unit(item, outcome, path), *_size(item, outcome, path))
        found += (*_day(pledge, outcome, path), *_persons(item, outcome, path))
    return (*found, *_repeated(items, follow_up))


def target_of(item: Item, outcome: Outcome) -> Target | None:
    """Return the target that the outcome's value is measured against, or None where there is none.

    It is the one in the outcome's unit; without a unit, the promise's only target.
    """
    if outcome.value is None:
        return None
    if outcome.unit is None:
        return item.targets[0] if len(item.targets) == 1 else None
    return next((one for one in item.targets if same_unit(one.unit, outcome.unit)), None)


def same_unit(one: str, other: str) -> bool:
    """Tell whether two units are the same: case does not matter, and % is procent."""
    one, other = one.casefold().strip(), other.casefold().strip()
    return one == other or {one, other} <= _PERCENT


def newest_first(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Sort outcomes by day, the newest first; those of one day keep the author's order."""
    return tuple(sorted(outcomes, key=lambda one: one.day, reverse=True))


def degree_of(outcomes: tuple[Outcome, ...]) -> Degree | None:
    """Return where a promise stands: the newest outcome's degree, or None without outcomes."""
    ordered = newest_first(outcomes)
    return ordered[0].degree if ordered else None


def degrees(pledge: Pledge, follow_up: FollowUp) -> tuple[Degree | None, ...]:
    """Return where each promise stands, in document order; None where nothing is reported."""
    return tuple(
        degree_of(tuple(one for one in follow_up.outcomes if one.promise == promise.item.id))
        for promise in find_promises(pledge)
    )


def _identity(pledge: Pledge, outcome: Outcome, path: YamlPath) -> Iterator[Violation]:
    """An outcome is of a promise that has an id of its own: a number may be another's next year."""
    promises, where = tuple(find_promises(pledge)), (*path, "löfte")
    number = outcome.promise.removeprefix("~")
    if number.isdecimal():
        named = {str(one.number): one.item.id for one in promises}
        yield _violation(
            where,
            FollowUpRule.PROVISIONAL_PROMISE,
            outcome.promise,
            id=named.get(number),
            exists=number in named,
            number=number,
        )
    else:
        known = tuple(one.item.id for one in promises if one.item.id)
        yield _violation(where, FollowUpRule.UNKNOWN_PROMISE, outcome.promise, known=known)


def _day(pledge: Pledge, outcome: Outcome, path: YamlPath) -> Iterator[Violation]:
    if not pledge.period.contains(outcome.day):
        given, period = outcome.day.isoformat(), pledge.period
        yield _violation((*path, "datum"), FollowUpRule.OUTSIDE_PERIOD, given, period=period)


def _unit(item: Item, outcome: Outcome, path: YamlPath) -> Iterator[Violation]:
    """A value is in the unit of a target, so that the two can be laid side by side."""
    units, given = tuple(dict.fromkeys(one.unit for one in item.targets)), outcome.unit
    if given is not None and outcome.value is None:
        yield _violation((*path, "enhet"), FollowUpRule.UNIT_WITHOUT_VALUE, given)
    elif given is None and outcome.value is not None and len(item.targets) != 1:
        value = str(outcome.value)
        yield _violation((*path, "värde"), FollowUpRule.UNCLEAR_UNIT, value, units=units)
    elif given is not None and units and not any(same_unit(given, unit) for unit in units):
        yield _violation((*path, "enhet"), FollowUpRule.WRONG_UNIT, given, units=units)


def _size(item: Item, outcome: Outcome, path: YamlPath) -> Iterator[Violation]:
    """Only what is a change may be below zero: it went the other way."""
    target = target_of(item, outcome)
    if outcome.value is not None and outcome.value < 0 and not (target and target.is_change):
        given = str(outcome.value)
        yield _violation((*path, "värde"), FollowUpRule.BELOW_ZERO, given)


def _persons(item: Item | None, outcome: Outcome, path: YamlPath) -> Iterator[Violation]:
    unit = _unit_of(item, outcome)
    if outcome.value is None or not _PERSONS.intersection(unit.split()):
        return
    if outcome.value < FEWEST_PERSONS:
        where, given = (*path, "värde"), f"{outcome.value} {unit}"
        yield _violation(where, FollowUpRule.FEW_PERSONS, given, Severity.WARNING)


def _unit_of(item: Item | None, outcome: Outcome) -> str:
    """The unit the value is in, comparable: its own, else the target's; nothing without either."""
    target = target_of(item, outcome) if item else None
    return (outcome.unit or (target.unit if target else "")).casefold()


def _repeated(items: Mapping[str, Item], follow_up: FollowUp) -> Iterator[Violation]:
    """One day says one thing: one value in a unit, and one degree of a promise."""
    values: dict[tuple[str, date, str], YamlPath] = {}
    said: dict[tuple[str, date], tuple[Degree, YamlPath]] = {}
    for index, outcome in enumerate(follow_up.outcomes):
        path: YamlPath = ("utfall", index)
        day = (outcome.promise, outcome.day)
        degree, before = said.setdefault(day, (outcome.degree, path))
        first = values.setdefault((*day, _unit_of(items.get(outcome.promise), outcome)), path)
        if first != path:
            yield _violation(path, FollowUpRule.OUTCOME_TWICE, outcome.promise, first=first)
        elif degree is not outcome.degree:
            where, given = (*path, "grad"), outcome.degree.value
            yield _violation(where, FollowUpRule.DEGREES_DIFFER, given, first=before, other=degree)


def _violation(
    path: YamlPath,
    rule: FollowUpRule,
    given: str,
    severity: Severity = Severity.ERROR,
    **values: object,
) -> Violation:
    return Violation(path, rule, MappingProxyType({"given": given, **values}), severity)
