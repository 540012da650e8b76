"""What pasting leaves is told where it stands; what is ours, or only text, is not."""

from pathlib import Path

import pytest

from loftespdf.model.composed import Leaf
from loftespdf.model.problem import Place, Severity
from loftespdf.operations.check import read_everything
from loftespdf.operations.leftovers import misread_letters, stray_markup
from tests.loading.helpers import PLEDGE, workspace, write


def told(text: str) -> list[str]:
    (leaf,) = (Leaf(("titel",), text, Place("f", 1)),)
    return [str(problem.what) for problem in stray_markup((leaf,))]


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("vi lovar **mer", "**"),
        ("se [löftet](https://testby.se)", "]("),
        ("Först.\n## Rubrik", "##"),
        ("| a | b | |---|---|", "|---"),
        ("en <b>fet</b> text", "<b>"),
        ('se <a href="x">här</a>', '<a href="x">'),
        ("trygg&nbsp;het", "&nbsp;"),
        ("{{ namn }} lovar", "{{"),
    ],
)
def test_signs_that_would_be_printed_are_told(text: str, signs: str) -> None:
    assert told(text) == [f"tecknen ”{signs}” trycks som de står"]


@pytest.mark.parametrize(
    "text",
    [
        "5 < 6 och 7 > 6",
        "AT&T; A & B",
        "C# och # 4 i lagen",
        "Namn: ____________",
        "2 * 3 * 4",
        "[sic] (så)",
        "a | b",
        "pris: 5–6 kr (ca) <3",
        "{a}",
    ],
)
def test_what_is_only_text_is_left_alone(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "signs", "meant"),
    [
        ("åtgärder på torget", "Ã¥", "å"),
        ("LÖFTEN FÖR ÅRET", "Ã–", "Ö"),
        ("2025–2026 och ”ja”", "â€“", "–"),
        ("10\xa0000 kr", "Â\xa0", "\xa0"),
    ],
)
def test_letters_that_went_wrong_are_told_with_what_they_were(
    text: str, signs: str, meant: str
) -> None:
    broken = text.encode().decode("cp1252", errors="ignore")
    (problem,) = misread_letters([Leaf(("titel",), broken, Place("f", 1))])
    assert problem.severity is Severity.ERROR
    assert str(problem.what) == f"här står ”{signs}”, som har varit {meant}"


@pytest.mark.parametrize("text", ["São Paulo, SÃO PAULO", "Âge d'or", "Ångström", "â€", "10 €"])
def test_other_languages_letters_are_no_fault(text: str) -> None:
    assert not list(misread_letters([Leaf(("titel",), text, Place("f", 1))]))


def test_it_is_a_warning_at_the_text_in_pledge_and_follow_up_and_ours_is_none(
    tmp_path: Path,
) -> None:
    workspace(tmp_path, PLEDGE.replace("kontrollera mer", "**kontrollera** *mer*, <i>mycket</i>"))
    outcome = "  - {löfte: kontroller, datum: 2021-09-30, grad: uppfyllt}\n"
    report = f"text: Det gick **bra.\nutfall:\n{outcome}"
    write(tmp_path, "content/testby/2021.uppfoljning.yaml", report)
    everything = read_everything(tmp_path, ())
    assert [f"{p.place} {p.path} {p.kind}" for p in everything.problems] == [
        "content/testby/2021.uppfoljning.yaml:1:7 text stray-markup",
        "content/testby/2021.yaml:8:15 avsnitt.1.punkter.1.text stray-markup",
    ]
    assert {p.severity for p in everything.problems} == {Severity.WARNING}
    assert everything.loaded["testby/2021"].document
    assert everything.follow_ups["testby/2021"].document
