"""Target and outcome on one scale: how long their bars are, and whether the target was reached."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from operator import eq, ge, le
from types import MappingProxyType

from msgspec import Struct

from loftespdf.language import swedish
from loftespdf.language.followup import outcome_in_text, rate_of, units_elapsed
from loftespdf.model.document import YamlPath
from loftespdf.model.followup import (
    Degree,
    FollowUp,
    FollowUpRule,
    Outcome,
    same_unit,
    target_of,
)
from loftespdf.model.period import Period
from loftespdf.model.pledge import Item, Measure, Pledge, Target
from loftespdf.model.problem import Severity
from loftespdf.model.rules import find_promises
from loftespdf.model.violations import Violation

_REACHED: Mapping[Measure, Callable[[Decimal, Decimal], bool]] = {
    Measure.AT_LEAST: ge,
    Measure.INCREASE_BY: ge,
    Measure.AT_MOST: le,
    Measure.WITHIN: le,
    Measure.EXACTLY: eq,
}


class Levels(Struct, frozen=True):
    """Where target and outcome stand on one scale; ``start`` is the baseline of a change."""

    goal: Decimal
    reached: Decimal
    start: Decimal | None = None

    @property
    def longest(self) -> Decimal:
        """The greatest of them."""
        return max(self.goal, self.reached, self.start or self.goal)


def levels_of(target: Target, outcome: Outcome, period: Period) -> Levels | None:
    """Return the levels to lay side by side, or None where they are not of one scale.

    A change from a baseline is told by levels: 14 and 10 more are 24. In percent it is not, since
    ten percent more than forty may be 44 or 50. A change without one is told by its size alone.
    """
    if outcome.value is None:
        return None
    rate = rate_of(target, outcome, period)
    levels = Levels(target.value, outcome.value if rate is None else rate)
    if target.is_change and target.baseline is not None:
        if same_unit(target.unit, "procent"):
            return None
        down = target.measure is Measure.DECREASE_BY
        goal = target.baseline - target.value if down else target.baseline + target.value
        levels = Levels(goal, outcome.value, target.baseline)
    lowest = min(levels.goal, levels.reached, levels.start or levels.goal)
    return levels if lowest >= 0 and levels.longest > 0 else None


def is_reached(target: Target, outcome: Outcome, period: Period) -> bool | None:
    """Tell whether the outcome reaches the target; None where the numbers alone do not tell.

    They do not for a target per something that is no time: "två besök per skola".
    """
    levels = levels_of(target, outcome, period)
    if levels is None or (
        target.per is not None and units_elapsed(period, outcome.day, target.per) is None
    ):
        return None
    if target.measure is Measure.DECREASE_BY:
        fell = levels.reached >= levels.goal  # told by its size
        return fell if levels.start is None else levels.reached <= levels.goal
    return _REACHED[target.measure](levels.reached, levels.goal)


def contradictions(pledge: Pledge, follow_up: FollowUp) -> Iterator[Violation]:
    """Yield a warning for each degree that the numbers of its day speak against.

    Kept, though a target was missed; or not kept, though every target was reached.
    """
    items = {one.item.id: one.item for one in find_promises(pledge) if one.item.id}
    days: defaultdict[tuple[str, date], list[int]] = defaultdict(list)
    for index, outcome in enumerate(follow_up.outcomes):
        if outcome.promise in items:
            days[outcome.promise, outcome.day].append(index)
    for (promise, _), indexes in days.items():
        item = items[promise]
        told = [_Told(i, item, follow_up.outcomes[i], pledge.period) for i in indexes]
        yield from _of_day(item, told)


class _Told(Struct, frozen=True):
    """An outcome at its place in the file."""

    index: int
    item: Item
    outcome: Outcome
    period: Period

    @property
    def target(self) -> Target | None:
        return target_of(self.item, self.outcome)

    @property
    def reached(self) -> bool | None:
        return is_reached(self.target, self.outcome, self.period) if self.target else None

    def violation(self) -> Violation:
        path: YamlPath = ("utfall", self.index, "grad")
        values = {
            "given": self.outcome.degree.value,
            "outcome": outcome_in_text(self.item, self.outcome),
            "target": swedish.target_in_text(self.target) if self.target else "",
        }
        rule = FollowUpRule.DEGREE_CONTRADICTED
        return Violation(path, rule, MappingProxyType(values), Severity.WARNING)


def _of_day(item: Item, told: list[_Told]) -> Iterator[Violation]:
    for one in told:
        if one.outcome.degree is Degree.MET and one.reached is False:
            yield one.violation()
    reached = {id(one.target) for one in told if one.reached}
    missed = [one for one in told if one.outcome.degree is Degree.NOT_MET and one.reached]
    if missed and all(id(target) in reached for target in item.targets):
        yield missed[0].violation()
