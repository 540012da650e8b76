"""The five real pledges name no municipality but their own."""

from loftespdf.model.foreign import foreign_names
from loftespdf.model.rules import Rule
from loftespdf.operations.check import read_everything
from tests.samples import REPOSITORY


def test_no_real_pledge_is_warned_of_another_municipalitys_name() -> None:
    everything = read_everything(REPOSITORY, ())
    assert len(everything.loaded) == 5
    assert [one for one in everything.problems if one.kind == Rule.FOREIGN_MUNICIPALITY] == []


def test_a_pledge_copied_to_another_area_is_warned_of_all_that_was_left() -> None:
    everything = read_everything(REPOSITORY, ("sundbyberg",))
    document = everything.loaded["sundbyberg/2021"].document
    assert document
    moved = document.area.model_copy(
        update={"name": "Hjo", "codes": ("1497",), "municipalities": (), "local_police": None}
    )
    found = foreign_names(moved, document.pledge, everything.workspace.register)
    named = {mention.whole for _, mention in found}
    assert named >= {"Sundbybergs stad", "Sundbyberg stads"}
