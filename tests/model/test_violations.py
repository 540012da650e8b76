import pytest

from loftespdf.model.area import Area
from loftespdf.model.layout import Layout
from loftespdf.model.pledge import Pledge
from loftespdf.model.salvage import read_as_far_as_possible, touches
from loftespdf.model.shape import all_keys, choices_at, keys_at, meaning_of, required_keys
from loftespdf.model.values import Node
from loftespdf.model.violations import Kind, Violation, read_model, unknown_key

AREA: dict[str, object] = {"namn": "Testby", "parter": {"polisen": {"namn": "Polisen"}}}
PLEDGE: dict[str, object] = {"titel": "A", "period": "2021", "avsnitt": [{"text": "b"}]}


def broken(model: type[Node], **changes: object) -> list[tuple[str, str]]:
    raw = {**(AREA if model is Area else PLEDGE), **changes}
    result = read_model(model, {key: value for key, value in raw.items() if value is not None})
    assert isinstance(result, tuple)
    return [(".".join(map(str, one.path)), one.kind) for one in result]


def test_good_content_is_a_model() -> None:
    assert isinstance(read_model(Area, AREA), Area)
    assert isinstance(read_model(Pledge, PLEDGE), Pledge)


@pytest.mark.parametrize(
    ("changes", "path", "kind"),
    [
        ({"titl": "x"}, "titl", Kind.UNKNOWN_KEY),
        ({"titel": None}, "titel", Kind.MISSING_KEY),
        ({"titel": ["x"]}, "titel", Kind.NOT_TEXT),
        ({"titel": " "}, "titel", Kind.EMPTY_TEXT),
        ({"status": "giltig"}, "status", Kind.NOT_A_CHOICE),
        ({"period": "i år"}, "period", Kind.NOT_A_PERIOD),
        ({"period": ["2021"]}, "period", Kind.NOT_A_MAP),
        ({"period": "2022–2021"}, "period", Kind.ENDS_BEFORE_START),
        ({"period": {"från": "2021-06-31", "till": "tillsvidare"}}, "period.från",
         Kind.IMPOSSIBLE_DATE),
        ({"avsnitt": []}, "avsnitt", Kind.TOO_FEW),
        ({"avsnitt": "x"}, "avsnitt", Kind.NOT_A_LIST),
        ({"avsnitt": [{"rubrik": "a", "part": "A"}]}, "avsnitt.0.part.0", Kind.BAD_ID),
        ({"avsnitt": [{"slag": "ingress"}]}, "avsnitt.0", Kind.EMPTY_SECTION),
        ({"kontakt": [{}]}, "kontakt.0", Kind.EMPTY_CONTACT),
        ({"underskrifter": [{"part": "a"}] * 5}, "underskrifter", Kind.TOO_MANY),
        ({"avsnitt": [{"punkter": [{"text": "a", "mål": [{"enhet": "b"}]}]}]},
         "avsnitt.0.punkter.0.mål.0", Kind.ONE_MEASURE),
    ],
)  # fmt: skip
def test_what_the_pledge_refuses_has_a_path_and_a_kind(
    changes: dict[str, object], path: str, kind: Kind
) -> None:
    assert broken(Pledge, **changes) == [(path, kind)]


def test_what_the_area_refuses_has_a_path_and_a_kind() -> None:
    colours = {"polisen": {"skärm": "blå", "tryck": ["1", "101"]}}
    assert broken(Area, parter={}) == [("parter", Kind.NO_PARTIES)]
    assert broken(Area, parter={"A": {"namn": "B"}}) == [("parter.A", Kind.BAD_ID)]
    assert broken(Area, varumärke={"färger": colours}) == [
        ("varumärke.färger.polisen.skärm", Kind.BAD_COLOUR),
        ("varumärke.färger.polisen.tryck.1", Kind.OUT_OF_RANGE),
        ("varumärke.färger.polisen.tryck.2", Kind.TOO_FEW),
    ]


def test_a_list_with_bad_points_is_not_also_called_empty() -> None:
    assert broken(Pledge, avsnitt=["x", "y"]) == [
        ("avsnitt.0", Kind.NOT_A_MAP),
        ("avsnitt.1", Kind.NOT_A_MAP),
    ]


def test_an_unknown_key_knows_what_may_stand_there() -> None:
    result = read_model(Pledge, {**PLEDGE, "beslut": {"organ": "a", "titel": "b"}})
    assert isinstance(result, tuple)
    assert result[0].values["known"] == ("organ", "datum", "dnr")
    assert result[0].values["elsewhere"] is True
    both = unknown_key(("x",), Pledge, Area).values["known"]
    assert isinstance(both, tuple)
    assert {"titel", "namn"} <= set(both)


def test_the_keys_of_area_and_pledge_are_apart() -> None:
    """One file may hold both, so a key must tell by itself whose it is."""
    assert not set(keys_at(Area, ())) & set(keys_at(Pledge, ()))


def test_the_model_tells_what_may_stand_where() -> None:
    inner = ("avsnitt", 0, "avsnitt", 3, "punkter", 1, "punkter", 0)
    assert keys_at(Pledge, inner)[:3] == ("id", "text", "part")
    assert keys_at(Pledge, ("titel",)) == ()
    assert keys_at(Area, ("parter",)) == ()
    assert keys_at(Area, ("parter", "vem-som-helst")) == ("slag", "namn", "organisation")
    assert choices_at(Pledge, ("avsnitt", 0, "punktform")) == (
        "punkter", "siffror", "termer", "löptext",
    )  # fmt: skip
    assert meaning_of(Pledge, ("beslut", "dnr")) == "diarienummer"
    assert required_keys(Pledge) == ("titel", "period", "avsnitt")
    assert {"titel", "minst", "ark", "bredd"} <= all_keys(Pledge, Layout)


def test_reading_goes_on_past_what_is_wrong() -> None:
    raw = {
        "titel": ["x"],
        "period": "2022-2021",
        "okänd": "x",
        "avsnitt": [
            {"punkter": [{"text": "a", "mål": [{"minst": "x", "enhet": "y"}]}, ["b"]]},
            "text",
            {"slag": "löften", "punkter": [{"txt": "c"}]},
        ],
        "kontakt": [{"namn": ""}],
    }
    before = repr(raw)
    attempt = read_as_far_as_possible(Pledge, raw)
    assert attempt.model
    assert len(attempt.model.sections) == 3
    assert len(attempt.model.sections[0].items) == 2
    assert {(".".join(map(str, one.path)), one.kind) for one in attempt.violations} == {
        ("titel", Kind.NOT_TEXT),
        ("period", Kind.ENDS_BEFORE_START),
        ("okänd", Kind.UNKNOWN_KEY),
        ("avsnitt.0.punkter.0.mål.0.minst", Kind.NOT_A_NUMBER),
        ("avsnitt.0.punkter.1", Kind.NOT_A_MAP),
        ("avsnitt.1", Kind.NOT_A_MAP),
        ("avsnitt.2.punkter.0.txt", Kind.UNKNOWN_KEY),
        ("avsnitt.2.punkter.0.text", Kind.MISSING_KEY),
        ("kontakt.0.namn", Kind.EMPTY_TEXT),
    }
    assert all(touches(one.path, attempt.damage) for one in attempt.violations)
    assert repr(raw) == before


def test_what_shows_only_when_the_rest_is_right_is_told_too() -> None:
    section = {"punkter": [{"text": ["x"], "mål": [{"enhet": "y"}]}]}
    attempt = read_as_far_as_possible(Pledge, {**PLEDGE, "avsnitt": [section]})
    kinds = [one.kind for one in attempt.violations]
    assert kinds == [Kind.NOT_TEXT, Kind.ONE_MEASURE]


@pytest.mark.parametrize("model", [Area, Pledge, Layout])
def test_nothing_at_all_is_read_with_stand_ins(model: type[Node]) -> None:
    attempt = read_as_far_as_possible(model, {})
    assert attempt.model
    assert {one.kind for one in attempt.violations} == {Kind.MISSING_KEY}


def test_violations_are_values() -> None:
    assert Violation(("a",), "x") == Violation(("a",), "x")
