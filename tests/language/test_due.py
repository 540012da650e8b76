"""When a follow-up is due: rhythms in words, and days by rhythm, period and what is done."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftespdf.language.due import next_due, when_in_words
from loftespdf.language.rhythm import AT_THE_END, months_between
from loftespdf.model.pledge import Pledge
from loftespdf.model.standing import Due, DueKind
from tests import samples


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("tertialvis", 4),
        ("Tertialvis", 4),
        ("varje tertial", 4),
        ("efter varje  tertial, på hemsidan", 4),
        ("tre gånger per år", 4),
        ("månadsvis", 1),
        ("en gång i månaden", 1),
        ("varannan månad", 2),
        ("varje kvartal", 3),
        ("var tredje månad", 3),
        ("halvårsvis", 6),
        ("minst två gånger per år", 6),
        ("två gånger om året", 6),
        ("2 ggr per år", 6),
        ("varje termin", 6),
        ("årsvis", 12),
        ("årligen", 12),
        ("en gång per år", 12),
        ("vartannat år", 24),
        ("tertialvis och årligen", 4),
        ("vid periodens slut", AT_THE_END),
        ("när perioden är slut", AT_THE_END),
        ("vid behov", None),
        ("löpande", None),
        ("flera gånger per år", None),
        ("fem gånger per år", None),
        ("ett par gånger", None),
        ("i år", None),
        ("våren 2027", None),
        ("inte tertialvis", None),
        ("", None),
    ],
)
def test_a_rhythm_is_read_or_openly_not(words: str, months: int | None) -> None:
    assert months_between(words) == months


@given(st.text())
def test_any_words_are_read_or_not_but_never_fail(words: str) -> None:
    months = months_between(words)
    assert months is None or months >= 0


def pledge(when: str | None, period: object = "2026", **more: Any) -> Pledge:  # noqa: ANN401
    section = {"slag": "uppföljning", "rubrik": "Uppföljning", **({"när": when} if when else {})}
    return Pledge.model_validate({**samples.PLEDGE, "period": period, "avsnitt": [section], **more})


def due(when: str | None, done: str | None, today: str, period: object = "2026") -> Due:
    followed_up = date.fromisoformat(done) if done else None
    return next_due(pledge(when, period), followed_up, date.fromisoformat(today), prolonged=False)


@pytest.mark.parametrize(
    ("when", "done", "today", "kind", "day"),
    [
        ("tertialvis", None, "2026-02-01", DueKind.UPCOMING, "2026-04-30"),
        ("tertialvis", None, "2026-04-30", DueKind.UPCOMING, "2026-04-30"),
        ("tertialvis", None, "2026-05-01", DueKind.OVERDUE, "2026-04-30"),
        # Made in the last month before its day, or after it: it is the one that was due.
        ("tertialvis", "2026-04-15", "2026-05-01", DueKind.UPCOMING, "2026-08-31"),
        ("tertialvis", "2026-05-12", "2026-06-01", DueKind.UPCOMING, "2026-08-31"),
        ("tertialvis", "2026-03-01", "2026-05-01", DueKind.OVERDUE, "2026-04-30"),
        ("tertialvis", "2026-12-15", "2027-02-01", DueKind.DONE, None),
        ("månadsvis", "2026-01-20", "2026-02-10", DueKind.UPCOMING, "2026-02-28"),
        ("månadsvis", "2026-01-10", "2026-02-10", DueKind.OVERDUE, "2026-01-31"),
        ("årsvis", None, "2026-11-22", DueKind.UPCOMING, "2026-12-31"),
        ("vartannat år", None, "2027-01-01", DueKind.OVERDUE, "2026-12-31"),
        ("vid periodens slut", None, "2026-11-22", DueKind.UPCOMING, "2026-12-31"),
        ("vid behov", None, "2026-11-22", DueKind.UNKNOWN, None),
        (None, None, "2026-11-22", DueKind.UNKNOWN, None),
    ],
)
def test_the_next_follow_up_is_the_first_not_made(
    when: str | None, done: str | None, today: str, kind: DueKind, day: str | None
) -> None:
    assert due(when, done, today) == Due(kind, date.fromisoformat(day) if day else None)


def test_an_odd_period_counts_from_its_own_first_day() -> None:
    odd = {"från": "2019-05-08", "till": "2020-04-30"}
    assert due("tertialvis", None, "2019-06-01", odd).day == date(2019, 9, 7)
    assert due("tertialvis", "2020-01-10", "2020-02-01", odd).day == date(2020, 4, 30)


def test_an_interval_that_ends_the_day_before_the_period_has_a_day_of_its_own() -> None:
    longer = {"från": "2021-01-01", "till": "2021-07-01"}
    assert due("halvårsvis", None, "2021-02-01", longer).day == date(2021, 6, 30)
    assert due("halvårsvis", None, "2021-02-01", {**longer, "till": "2021-06-30"}).day == date(
        2021, 6, 30
    )
    assert due("halvårsvis", "2021-06-30", "2021-07-01", {**longer, "till": "2021-06-30"}) == Due(
        DueKind.DONE
    )


def test_an_open_period_goes_on_until_the_end_of_the_calendar() -> None:
    open_ended = {"från": "2019-01-31", "till": "tillsvidare"}
    assert due("månadsvis", None, "2019-02-01", open_ended).day == date(2019, 2, 27)
    assert due("vid periodens slut", None, "2019-02-01", open_ended).kind is DueKind.UNKNOWN
    last = {"från": "9999-06-01", "till": "tillsvidare"}
    assert due("årsvis", None, "9999-07-01", last).day == date.max


def test_a_prolonged_pledge_keeps_its_rhythm() -> None:
    one, today = pledge("årsvis", "2025"), date(2026, 6, 1)
    assert next_due(one, date(2025, 12, 31), today, prolonged=False).kind is DueKind.DONE
    assert next_due(one, date(2025, 12, 31), today, prolonged=True).day == date(2026, 12, 31)


@given(
    st.sampled_from(["månadsvis", "varje kvartal", "tertialvis", "varje halvår", "årsvis"]),
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.integers(0, 3000),
    st.none() | st.integers(0, 3000),
    st.integers(-100, 4000),
)
def test_what_is_due_lies_in_the_period_and_after_what_is_done(
    when: str, start: date, length: int, done: int | None, now: int
) -> None:
    end, today = start + timedelta(days=length), start + timedelta(days=now)
    followed_up = None if done is None else start + timedelta(days=min(done, length))
    one = pledge(when, {"från": start.isoformat(), "till": end.isoformat()})
    found = next_due(one, followed_up, today, prolonged=False)
    if found.day is None:
        assert found.kind is DueKind.DONE
        assert followed_up is not None
        return
    assert start <= found.day <= end
    assert followed_up is None or found.day > followed_up
    assert (found.kind is DueKind.OVERDUE) == (found.day < today)


def test_the_words_of_the_section_on_follow_up_come_first() -> None:
    sections = [{"slag": "tid", "när": "årsvis"}, {"slag": "uppföljning", "när": "varje tertial"}]
    assert when_in_words(pledge(None, avsnitt=sections)) == "varje tertial"
    assert when_in_words(pledge(None, avsnitt=sections[:1])) == "årsvis"
