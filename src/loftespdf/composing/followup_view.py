"""What the follow-up's template sees: every outcome in words, and drawn where that tells more.

Field names are the template's vocabulary; ``doc`` beside it is the pledge's own view.
"""

from markupsafe import Markup
from msgspec import Struct

from loftespdf.composing.followup_drawing import INKS, BarsView, DrawnView, bars, segment
from loftespdf.composing.form import follow_up_title
from loftespdf.composing.view import ItemView
from loftespdf.composing.viewing import view_of
from loftespdf.composing.wording import blocks, inline
from loftespdf.language import swedish
from loftespdf.language.followup import (
    answer,
    degree_counts,
    degree_in_words,
    outcome_in_text,
    outcomes_of,
    rate_in_text,
    rate_of,
)
from loftespdf.language.followup_levels import levels_of
from loftespdf.language.followup_years import Change, compare, fates_in_text, wording
from loftespdf.language.markdown import plain
from loftespdf.model.drawing import Ink
from loftespdf.model.followup import Degree, FollowUpDocument, Outcome, degrees, target_of
from loftespdf.model.pledge import Item, Target
from loftespdf.model.rules import Promise, find_promises

_SLUGS: dict[Degree | None, str] = {
    Degree.MET: "met",
    Degree.PARTLY: "partly",
    Degree.UNDER_WAY: "under-way",
    Degree.NOT_MET: "not-met",
    None: "untold",
}


class DegreeView(Struct, frozen=True):
    """A degree: ``slug`` and ``ink`` for its sign, ``word`` with a capital."""

    slug: str
    ink: Ink
    word: Markup


class OutcomeView(Struct, frozen=True):
    """One outcome. ``target`` is the target it is measured against."""

    degree: DegreeView
    value: Markup | None
    rate: Markup | None
    target: Markup | None
    bars: BarsView | None
    comment: Markup | None
    reason: Markup | None
    source: Markup | None
    day: Markup


class PromiseView(Struct, frozen=True):
    """A promise with what came of it: ``current`` is of the newest day, ``earlier`` before that.

    ``targets`` are those that no current outcome is measured against.
    """

    promise: ItemView
    degree: DegreeView
    current: tuple[OutcomeView, ...]
    earlier: tuple[OutcomeView, ...]
    targets: tuple[Markup, ...]


class CountView(Struct, frozen=True):
    """How many promises came to one degree, and which: ``2 ej uppfyllda``, ``löfte 3 och 7``."""

    degree: DegreeView
    words: Markup
    which: Markup


class SegmentView(Struct, frozen=True):
    """One promise in the strip: its number and a picture of its degree."""

    number: int
    picture: DrawnView


class ChangeView(Struct, frozen=True):
    """A promise of the period before, and what became of it.

    ``number`` is its number now, None where it is gone. ``now`` is the new wording where the text
    changed, ``new_targets`` the new targets where those did.
    """

    text: Markup
    targets: tuple[Markup, ...]
    degree: DegreeView
    number: int | None
    fate: Markup
    now: Markup | None
    new_targets: tuple[Markup, ...]


class YearsView(Struct, frozen=True):
    """The comparison with the period before; ``new`` is ``Nya är löfte 3 och 7.``, or None."""

    period: Markup
    words: Markup
    new: Markup | None
    changes: tuple[ChangeView, ...]


class FollowUpView(Struct, frozen=True):
    """The whole follow-up for a template."""

    title: Markup | None
    full_title: str
    day: Markup | None
    text: Markup | None
    answer: Markup
    segments: tuple[SegmentView, ...]
    counts: tuple[CountView, ...]
    promises: tuple[PromiseView, ...]
    years: YearsView | None


def follow_up_view(document: FollowUpDocument) -> FollowUpView:
    """Prepare a follow-up for a template."""
    report, doc = document.follow_up, view_of(document.pledge)
    standing = degrees(document.pledge.pledge, report)
    promises = tuple(find_promises(document.pledge.pledge))
    return FollowUpView(
        title=inline(report.title) if report.title else None,
        full_title=follow_up_title(report.title, doc),
        day=inline(swedish.day_in_text(report.day)) if report.day else None,
        text=blocks(report.text) if report.text else None,
        answer=inline(answer(standing)),
        segments=_segments(standing),
        counts=_counts(standing),
        promises=tuple(
            _promise(document, promise, view, degree)
            for promise, view, degree in zip(promises, doc.promises, standing, strict=True)
        ),
        years=_years(document),
    )


def _segments(standing: tuple[Degree | None, ...]) -> tuple[SegmentView, ...]:
    """The promises grouped by degree: what was kept is one unbroken length."""
    return tuple(
        SegmentView(number, segment(degree, len(standing)))
        for degree, _ in degree_counts(standing)
        for number, own in enumerate(standing, start=1)
        if own is degree
    )


def _counts(standing: tuple[Degree | None, ...]) -> tuple[CountView, ...]:
    return tuple(
        CountView(
            degree=_degree(degree),
            words=inline(f"{count} {degree_in_words(degree, count)}"),
            which=inline(_numbers(standing, degree)),
        )
        for degree, count in degree_counts(standing)
    )


def _numbers(standing: tuple[Degree | None, ...], degree: Degree | None) -> str:
    """``löfte 3 och 7``."""
    return _numbered(tuple(n for n, one in enumerate(standing, start=1) if one is degree))


def _numbered(numbers: tuple[int, ...]) -> str:
    return f"löfte {swedish.listing(tuple(map(str, numbers)))}"


def _degree(degree: Degree | None) -> DegreeView:
    return DegreeView(_SLUGS[degree], INKS[degree], inline(degree_in_words(degree).capitalize()))


def _promise(
    document: FollowUpDocument, promise: Promise, view: ItemView, degree: Degree | None
) -> PromiseView:
    outcomes = outcomes_of(document, promise.item)
    newest = outcomes[0].day if outcomes else None
    shown = [_outcome(document, promise.item, one) for one in outcomes]
    current = [one for one in outcomes if one.day == newest]
    measured = {id(target_of(promise.item, one)) for one in current}
    return PromiseView(
        promise=view,
        degree=_degree(degree),
        current=tuple(shown[: len(current)]),
        earlier=tuple(shown[len(current) :]),
        targets=tuple(_target(one) for one in promise.item.targets if id(one) not in measured),
    )


def _outcome(document: FollowUpDocument, item: Item, outcome: Outcome) -> OutcomeView:
    target, words = target_of(item, outcome), outcome_in_text(item, outcome)
    period = document.pledge.pledge.period
    rate = rate_of(target, outcome, period) if target else None
    levels = levels_of(target, outcome, period) if target else None
    return OutcomeView(
        degree=_degree(outcome.degree),
        value=inline(words) if words else None,
        rate=inline(rate_in_text(rate, target)) if target and rate is not None else None,
        target=_target(target) if target else None,
        bars=bars(levels) if levels else None,
        comment=blocks(outcome.comment) if outcome.comment else None,
        reason=blocks(outcome.reason) if outcome.reason else None,
        source=inline(outcome.source) if outcome.source else None,
        day=inline(swedish.day_in_text(outcome.day)),
    )


def _target(target: Target) -> Markup:
    return inline(swedish.target_in_text(target))


def _years(document: FollowUpDocument) -> YearsView | None:
    earlier = document.earlier
    if earlier is None:
        return None
    before = earlier.document.pledge
    changes = compare(before, earlier.follow_up, document.pledge.pledge)
    new = tuple(one.now.number for one in changes if one.now and one.was is None)
    rows = sorted(((one.was, one) for one in changes if one.was), key=_old_number)
    return YearsView(
        period=inline(swedish.period_in_text(before.period)),
        words=inline(fates_in_text(changes)),
        new=inline(_new(new)) if new else None,
        changes=tuple(_change(was, one) for was, one in rows),
    )


def _new(numbers: tuple[int, ...]) -> str:
    return f"{'Nytt' if len(numbers) == 1 else 'Nya'} är {_numbered(numbers)}."


def _old_number(row: tuple[Promise, Change]) -> int:
    return row[0].number


def _change(was: Promise, change: Change) -> ChangeView:
    now, old = change.now, _targets(was.item)
    new = _targets(now.item) if now else old
    reworded = now is not None and wording(now.item)[0] != wording(was.item)[0]
    return ChangeView(
        text=inline(plain(was.item.text)),
        targets=old,
        degree=_degree(change.degree),
        number=now.number if now else None,
        fate=inline(change.fate.value.capitalize()),
        now=inline(plain(now.item.text)) if now and reworded else None,
        new_targets=new if new != old else (),
    )


def _targets(item: Item) -> tuple[Markup, ...]:
    return tuple(_target(target) for target in item.targets)
