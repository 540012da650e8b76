"""When Python looks for garbage: not while a run is decided, and always while work goes on."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from loftespdf import building
from loftespdf.batch import looking, making, session
from loftespdf.batch.environment import environment
from loftespdf.batch.garbage import gathering, working
from loftespdf.batch.wish import Wish
from loftespdf.model.problem import ExitCode
from tests.exempelby import make_workspace


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    """Leave nothing set aside for the tests after these."""
    yield
    gc.unfreeze()


def test_none_is_looked_for_until_all_is_gathered() -> None:
    with gathering():
        with gathering():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_looked_for_while_work_goes_on_in_between() -> None:
    with gathering():
        before = gc.get_freeze_count()
        with working():
            assert gc.isenabled()
            assert gc.get_freeze_count() > before
        assert not gc.isenabled()
    with working():
        assert gc.isenabled()
    assert gc.isenabled()


def test_a_run_reads_and_makes_while_it_is_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, bool] = {}

    def seeing(name: str, seen_in: object) -> object:
        def see(*given: object, **named: object) -> object:
            seen[name] = gc.isenabled()
            return seen_in(*given, **named)  # type: ignore[operator]

        return see

    monkeypatch.setattr(session, "environment", seeing("decided", environment))
    monkeypatch.setattr(looking.Look, "read", seeing("read", looking.Look.read))
    monkeypatch.setattr(making, "make_all", seeing("made", making.make_all))
    wish = Wish(workspace=make_workspace(tmp_path), output=tmp_path / "ut", layouts=("webb",))
    assert building.build(wish) is ExitCode.DONE
    assert seen == {"decided": False, "read": True, "made": True}
    assert gc.isenabled()
