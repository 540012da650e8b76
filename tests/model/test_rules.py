import pytest

from loftespdf.model.area import Area
from loftespdf.model.pledge import Pledge
from loftespdf.model.problem import Severity
from loftespdf.model.register import Register
from loftespdf.model.rules import Rule, broken_rules, contrast_with_white, find_promises
from loftespdf.model.violations import Violation

PARTIES = {"polisen": {"namn": "Polisen"}, "kommunen": {"namn": "Testby"}}


def rules(area: Area, pledge: Pledge, slug: str) -> tuple[Violation, ...]:
    """Return what is broken beside names of municipalities, which test_foreign.py is about."""
    return broken_rules(area, pledge, slug, Register())


def area(**more: object) -> Area:
    return Area.model_validate({"namn": "Testby", "parter": PARTIES, **more})


def pledge(*sections: object, **more: object) -> Pledge:
    given = list(sections) or [promises({"id": "a", "text": "b"}, part="polisen")]
    return Pledge.model_validate({"titel": "A", "period": "2021", "avsnitt": given, **more})


def broken(pledge: Pledge, its_area: Area | None = None, slug: str = "2021") -> list[str]:
    found = rules(its_area or area(), pledge, slug)
    return [f"{'.'.join(map(str, one.path))} {one.kind}" for one in found]


def promises(*items: object, **more: object) -> dict[str, object]:
    return {"slag": "löften", "punkter": list(items), **more}


def test_a_pledge_promises_something_once_it_is_written() -> None:
    bare = {"text": "a"}
    assert broken(pledge(bare)) == ["avsnitt no-promises"]
    assert broken(pledge({"punkter": [{"text": "a"}]})) == ["avsnitt no-promises"]
    (found,) = rules(area(), pledge(bare, status="utkast"), "2021")
    assert found.severity is Severity.WARNING
    assert broken(pledge(bare, status="under framtagning")) == []


def test_a_promise_has_an_owner_of_its_own_or_from_around_it() -> None:
    assert broken(pledge(promises({"id": "a", "text": "b"}, part="polisen"))) == []
    assert broken(pledge(promises({"id": "a", "text": "b", "part": "polisen"}))) == []
    inherited = {
        "slag": "löften",
        "part": "polisen",
        "avsnitt": [{"punkter": [{"id": "a", "text": "b"}]}],
    }
    assert broken(pledge(inherited)) == []
    assert broken(pledge(promises({"id": "a", "text": "b"}))) == [
        "avsnitt.0.punkter.0 missing-owner"
    ]
    assert broken(pledge(promises({"id": "a", "text": "b"}, part=[]))) == [
        "avsnitt.0.punkter.0 missing-owner"
    ]


def test_points_of_other_sections_and_activities_need_no_owner_and_no_id() -> None:
    other = {"slag": "ingress", "punkter": ["a"]}
    within = promises({"id": "a", "text": "b", "punkter": ["c"]}, part="polisen")
    within["avsnitt"] = [{"slag": "övrigt", "punkter": ["d"]}]
    assert broken(pledge(other, within)) == []


def test_promises_are_numbered_through_the_whole_pledge() -> None:
    first = promises("a", "b", avsnitt=[{"punkter": ["c"]}], part="polisen")
    found = list(find_promises(pledge(first, {"text": "x"}, promises("d"))))
    assert [(one.number, one.item.text) for one in found] == [
        (1, "a"),
        (2, "b"),
        (3, "c"),
        (4, "d"),
    ]
    assert found[2].path == ("avsnitt", 0, "avsnitt", 0, "punkter", 0)
    assert found[2].owners == ("polisen",)


def test_a_missing_id_is_a_warning_with_the_promises_number() -> None:
    (found,) = rules(area(), pledge(promises("a", part="polisen")), "2021")
    assert found.kind == Rule.MISSING_ID
    assert found.severity is Severity.WARNING
    assert found.values["number"] == 1


def test_an_id_is_used_once_also_among_activities() -> None:
    inner = {"text": "c", "id": "a"}
    doubled = promises({"id": "a", "text": "b", "punkter": [inner]}, part="polisen")
    assert broken(pledge(doubled)) == ["avsnitt.0.punkter.0.punkter.0.id duplicate-id"]


def test_ids_and_parties_count_also_in_sections_inside_sections() -> None:
    inner = promises({"id": "a", "text": "b"}, part="polis")
    outer = promises({"id": "a", "text": "c"}, part="polisen", avsnitt=[inner])
    assert broken(pledge(outer)) == [
        "avsnitt.0.avsnitt.0.part.0 unknown-party",
        "avsnitt.0.avsnitt.0.punkter.0.id duplicate-id",
    ]


def test_every_party_that_is_named_is_declared() -> None:
    brand = {
        "färger": {"bolaget": {"skärm": "#000000"}},
        "logotyper": {"bolaget": {"fil": "x", "alt": "y"}},
    }
    wrong = pledge(
        {"text": "a", "part": ["polisen", "bolaget"]},
        {"punkter": [{"text": "a", "part": "polis", "punkter": [{"text": "b", "part": "x"}]}]},
        underskrifter=[{"part": "kommun"}],
        status="under framtagning",
    )
    found = rules(area(avsändare=["polisen", "x"], varumärke=brand), wrong, "2021")
    assert {one.kind for one in found} == {Rule.UNKNOWN_PARTY}
    assert [".".join(map(str, one.path)) for one in found] == [
        "avsändare.1",
        "varumärke.färger.bolaget",
        "varumärke.logotyper.bolaget",
        "avsnitt.0.part.1",
        "avsnitt.1.punkter.0.part.0",
        "avsnitt.1.punkter.0.punkter.0.part.0",
        "underskrifter.0.part",
    ]


@pytest.mark.parametrize(
    ("period", "slug", "agrees"),
    [
        ("2021", "2021", True),
        ("2021", "2021-sommar", True),
        ("2021", "2020", False),
        ("2021", "2020-2021", False),
        ("2021", "sommarloftet", True),
        ("2021", "lofte-12021", True),  # no year of four digits
        ("2023–2026", "2023-2026", True),
        ("2023–2026", "2023", False),
        ("2023–2026", "2022-2026", False),
        ({"från": "2021-06-01", "till": "2021-08-31"}, "2021-sommar", True),
        ({"från": "2021-06-01", "till": "2021-08-31"}, "2022-sommar", False),
        ({"från": "2019-05-08", "till": "2020-04-30"}, "2019-2020", True),
        ({"från": "2019-05-08", "till": "2020-04-30"}, "2019", True),
        ({"från": "2019-05-08", "till": "2020-04-30"}, "2020", False),
        ({"från": "2019-05-08", "till": "tillsvidare"}, "2019", True),
        ({"från": "2019-05-08", "till": "tillsvidare"}, "2020", False),
    ],
)
def test_the_files_name_and_the_period_tell_the_same_years(
    period: object,
    slug: str,
    agrees: bool,  # noqa: FBT001
) -> None:
    found = broken(pledge(period=period), slug=slug)
    assert found == ([] if agrees else ["period period-disagrees"])


def test_a_picture_without_file_is_a_warning_and_one_without_alt_an_error() -> None:
    inner = {"text": "a", "bilder": [{"fil": "x.jpg"}, {"fil": "x.jpg", "alt": "y"}]}
    bare = {"bilder": [{"bildtext": "a"}], "status": "under framtagning"}
    found = rules(area(), pledge({"avsnitt": [inner]}, **bare), "2021")
    assert [(one.path, one.kind, one.severity) for one in found] == [
        (("bilder", 0), Rule.PICTURE_WITHOUT_FILE, Severity.WARNING),
        (
            ("avsnitt", 0, "avsnitt", 0, "bilder", 0),
            Rule.PICTURE_WITHOUT_ALT,
            Severity.ERROR,
        ),
    ]


@pytest.mark.parametrize(
    ("colour", "ratio"),
    [("#000000", 21.0), ("#ffffff", 1.0), ("#777777", 4.48), ("#767676", 4.54), ("#ff0000", 4.0)],
)
def test_contrast_is_that_of_wcag(colour: str, ratio: float) -> None:
    assert contrast_with_white(colour) == pytest.approx(ratio, abs=0.01)


def test_the_darker_colour_is_a_shade_of_the_same() -> None:
    its_area = area(varumärke={"färger": {"polisen": {"skärm": "#20c8a0"}}})
    (found,) = rules(its_area, pledge(), "2021")
    red, green, blue = bytes.fromhex(str(found.values["darker"])[1:])
    assert green < 0xC8
    for channel, whole in ((red, 0x20), (blue, 0xA0)):
        assert channel / green == pytest.approx(whole / 0xC8, abs=0.02)


@pytest.mark.parametrize("colour", ["#777777", "#ffcc00", "#ffffff", "#ff0000"])
def test_a_colour_too_light_for_white_paper_is_told_with_a_darker_one(colour: str) -> None:
    its_area = area(varumärke={"färger": {"polisen": {"skärm": colour}}})
    (found,) = rules(its_area, pledge(), "2021")
    assert found.kind == Rule.LOW_CONTRAST
    assert found.path == ("varumärke", "färger", "polisen", "skärm")
    darker = area(varumärke={"färger": {"polisen": {"skärm": found.values["darker"]}}})
    assert rules(darker, pledge(), "2021") == ()


def test_a_colour_dark_enough_is_no_problem() -> None:
    its_area = area(varumärke={"färger": {"polisen": {"skärm": "#767676"}}})
    assert broken(pledge(), its_area) == []
