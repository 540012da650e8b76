"""Where a pledge stands on a day, for any period, status and day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftespdf.model.pledge import Pledge, Status
from loftespdf.model.standing import (
    Signing,
    Standing,
    is_prolonged,
    signatures_of,
    standing_of,
)
from tests import samples

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
STATUSES = st.sampled_from(Status)


def pledge(status: Status, start: date, end: date | None, **more: object) -> Pledge:
    period = {"från": start.isoformat(), "till": end.isoformat() if end else "tillsvidare"}
    return Pledge.model_validate(
        {**samples.PLEDGE, "status": status.value, "period": period, **more}
    )


@st.composite
def pledges(draw: st.DrawFn, status: st.SearchStrategy[Status] = STATUSES) -> Pledge:
    start = draw(DAYS)
    length = draw(st.none() | st.integers(0, 4000))
    end = None if length is None else start + timedelta(days=length)
    return pledge(draw(status), start, end)


@given(pledges(), DAYS)
def test_only_a_finished_text_within_its_time_is_valid(one: Pledge, today: date) -> None:
    is_valid = standing_of(one, today) is Standing.VALID
    finished = one.status in (Status.VALID, Status.PROLONGED)
    in_time = one.period.contains(today) or (
        one.status is Status.PROLONGED and today >= one.period.start
    )
    assert is_valid == (finished and in_time)


@given(pledges(st.sampled_from([one for one in Status if one is not Status.PROLONGED])), DAYS)
def test_a_period_that_has_ended_is_expired_whatever_the_file_says(
    one: Pledge, today: date
) -> None:
    ended = one.period.end is not None and one.period.end < today
    if ended:
        assert standing_of(one, today) is Standing.EXPIRED
    elif one.status is not Status.FORMER:
        assert standing_of(one, today) is not Standing.EXPIRED


@given(pledges(), DAYS, st.integers(0, 4000))
def test_once_expired_it_never_comes_back(one: Pledge, today: date, later: int) -> None:
    if standing_of(one, today) is Standing.EXPIRED:
        assert standing_of(one, today + timedelta(days=later)) is Standing.EXPIRED


@pytest.mark.parametrize(
    ("status", "today", "standing", "prolonged"),
    [
        (Status.VALID, "2026-01-01", Standing.VALID, False),
        (Status.VALID, "2026-12-31", Standing.VALID, False),
        (Status.VALID, "2027-01-01", Standing.EXPIRED, False),
        (Status.VALID, "2025-12-31", Standing.COMING, False),
        (Status.PROLONGED, "2027-01-01", Standing.VALID, True),
        (Status.PROLONGED, "2026-06-01", Standing.VALID, False),
        (Status.DRAFT, "2026-06-01", Standing.DRAFT, False),
        (Status.IN_PREPARATION, "2025-06-01", Standing.DRAFT, False),
        (Status.DRAFT, "2027-01-01", Standing.EXPIRED, False),
        (Status.FORMER, "2026-06-01", Standing.EXPIRED, False),
    ],
)
def test_the_first_and_last_day_belong_to_the_period(
    status: Status,
    today: str,
    standing: Standing,
    prolonged: bool,  # noqa: FBT001
) -> None:
    one, day = pledge(status, date(2026, 1, 1), date(2026, 12, 31)), date.fromisoformat(today)
    assert standing_of(one, day) is standing
    assert is_prolonged(one, day) is prolonged


def signed(*days: str | None) -> Pledge:
    signers = [{"part": "polisen", **({"datum": day} if day else {})} for day in days]
    return pledge(Status.VALID, date(2026, 1, 1), None, underskrifter=signers)


def test_only_a_date_until_today_counts_as_a_signature() -> None:
    today = date(2026, 3, 1)
    assert signatures_of(signed(), today).signing is Signing.NO_SIGNERS
    assert signatures_of(signed(None, None), today).signing is Signing.UNSIGNED
    assert signatures_of(signed("2026-02-01", None), today).signing is Signing.PARTLY
    both = signatures_of(signed("2026-02-01", "2026-03-01"), today)
    assert (both.signing, both.day) == (Signing.SIGNED, date(2026, 3, 1))
    assert signatures_of(signed("2026-02-01", "2026-03-02"), today).signing is Signing.PARTLY


def test_a_name_without_a_date_is_no_signature() -> None:
    named = pledge(Status.VALID, date(2026, 1, 1), None,
                   underskrifter=[{"part": "polisen", "namn": "Namn Namnsson"}])  # fmt: skip
    assert signatures_of(named, date(2026, 3, 1)).signing is Signing.UNSIGNED
