"""The follow-up's file: read with every problem at once, each with line, column and a way out."""

from pathlib import Path

import pytest

from loftespdf.loading.followup import LoadedFollowUp, load_follow_up
from loftespdf.loading.followup_words import FOLLOW_UP_WORDS
from loftespdf.loading.pledges import load_document
from loftespdf.loading.strays import stray_follow_ups
from loftespdf.loading.workspace import open_workspace
from loftespdf.model.followup import FollowUpRule
from loftespdf.model.problem import Severity
from tests.loading.helpers import PLEDGE, short, workspace, write

FILE = "content/testby/2021.uppfoljning.yaml"
TARGET = "        mål: [{minst: 8, enhet: kontroller, per: år}]\n"
OUTCOME = """\
utfall:
  - löfte: kontroller
    datum: 2021-09-30
    grad: uppfyllt
    värde: 12
"""


def load(root: Path, text: str | bytes = OUTCOME, pledge: str = PLEDGE + TARGET) -> LoadedFollowUp:
    workspace(root, pledge)
    write(root, FILE, text)
    opened = open_workspace(root)
    document = load_document(opened, "testby", "2021").document
    assert document
    return load_follow_up(opened, document)


def test_a_whole_follow_up_is_a_document_with_places(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    assert loaded.problems == ()
    assert loaded.document
    assert loaded.document.follow_up.outcomes[0].value == 12
    assert loaded.document.pledge.name == "testby/2021"
    assert loaded.document.earlier is None
    assert str(loaded.document.places.of(("utfall", 0, "värde"))) == f"{FILE}:5:12"


def test_a_pledge_without_a_follow_up_has_none_and_no_problem(tmp_path: Path) -> None:
    opened = open_workspace(workspace(tmp_path))
    document = load_document(opened, "testby", "2021").document
    assert document
    assert load_follow_up(opened, document) == LoadedFollowUp()


# What is written instead of a line, where the user is sent, and words of both sentences.
WRONG = [
    ("kontroller", "kontroler", "2:12 unknown-promise", "”kontroler”", "menade du ”kontroller”?"),
    ("kontroller", "xyzzy", "2:12 unknown-promise", "”xyzzy”", "löftenas id: kontroller"),
    ("kontroller", "~1", "2:12 provisional-promise", "är ett nummer", "har id kontroller"),
    ("kontroller", "~9", "2:12 provisional-promise", "är ett nummer", "skriv löftets id"),
    ("2021-09-30", "2022-01-10", "3:12 outside-period", "utanför löftets period, 2021", "överst"),
    ("2021-09-30", "30 september 2021", "3:12 not-a-date", "inget datum", "2021-09-30"),
    ("uppfyllt", "uppfylt", "4:11 not-a-choice", "”uppfylt”", "menade du ”uppfyllt”?"),
    ("värde: 12", "värde: tolv", "5:12 not-a-number", "”tolv”", "menade du 12?"),
    ("värde: 12", "enhet: timmar\n    värde: 12", "5:12 wrong-unit", "kontroller", "räkna"),
    ("värde: 12", "enhet: kontroller", "5:12 unit-without-value", "utan värde", "värde:"),
    ("värde: 12", "värde: -12", "5:12 below-zero", "-12 är mindre än noll", "öka med"),
    ("värde:", "värd:", "5:5 unknown-key", "”värd”", "menade du ”värde”?"),
    ("värde: 12", "komentar:", "5:5 unknown-key", "”komentar”", "menade du ”kommentar”?"),
    ("    grad: uppfyllt\n", "", "2:5 missing-key", "saknas ”grad”", "uppfyllt, delvis"),
    ("    värde: 12\n", "titel: ''\n", "5:8 empty-text", "är tom", "skriv en text"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "what", "instead"), WRONG)
def test_each_wrong_line_is_told(  # noqa: PLR0913, PLR0917 - one column each
    tmp_path: Path, old: str, new: str, place: str, what: str, instead: str
) -> None:
    loaded = load(tmp_path, OUTCOME.replace(old, new))
    assert loaded.document is None
    assert short(loaded.problems) == [f"2021.uppfoljning.yaml:{place}"]
    assert what in str(loaded.problems[0].what)
    assert instead in str(loaded.problems[0].instead)


def test_a_promise_without_an_id_is_sent_to_fix_ids(tmp_path: Path) -> None:
    pledge = PLEDGE.replace("id: kontroller\n        ", "")
    loaded = load(
        tmp_path, OUTCOME.replace("kontroller", "~1").replace("    värde: 12\n", ""), pledge
    )
    assert [p.kind for p in loaded.problems] == ["provisional-promise"]
    assert "--fix-ids" in str(loaded.problems[0].instead)


@pytest.mark.parametrize(
    ("targets", "instead"),
    [
        ("", "lägg till enhet: och vad som räknas"),
        (TARGET.replace("]", ", {högst: 1, enhet: klagomål}]"), "en av kontroller, klagomål"),
    ],
)
def test_a_value_that_may_be_anything_is_refused(
    tmp_path: Path, targets: str, instead: str
) -> None:
    loaded = load(tmp_path, pledge=PLEDGE + targets)
    assert short(loaded.problems) == ["2021.uppfoljning.yaml:5:12 unclear-unit"]
    assert instead in str(loaded.problems[0].instead)


def test_a_change_may_have_gone_the_other_way(tmp_path: Path) -> None:
    pledge = PLEDGE + TARGET.replace("minst", "minska med").replace(", per: år", "")
    told = load(tmp_path, OUTCOME.replace("värde: 12", "värde: -12"), pledge)
    assert told.document


def test_few_persons_are_warned_of_and_the_follow_up_is_still_a_document(tmp_path: Path) -> None:
    text = OUTCOME.replace("värde: 12", "värde: 3\n    enhet: ungdomar")
    loaded = load(tmp_path, text, PLEDGE)
    assert loaded.document
    assert [(p.kind, p.severity) for p in loaded.problems] == [("few-persons", Severity.WARNING)]
    assert "3 ungdomar" in str(loaded.problems[0].what)
    assert "färre än 5" in str(loaded.problems[0].instead)


def test_a_degree_that_the_number_contradicts_is_a_warning(tmp_path: Path) -> None:
    loaded = load(tmp_path, OUTCOME.replace("värde: 12", "värde: 5"))
    assert loaded.document
    [problem] = loaded.problems
    assert (problem.kind, problem.severity) == ("degree-contradicted", Severity.WARNING)
    assert "”uppfyllt”" in str(problem.what)
    assert "5\N{NO-BREAK SPACE}kontroller når inte målet minst 8" in str(problem.what)
    assert short(loaded.problems) == ["2021.uppfoljning.yaml:4:11 degree-contradicted"]


def test_two_outcomes_of_one_day_are_told_with_the_place_of_the_first(tmp_path: Path) -> None:
    twice = OUTCOME + OUTCOME.removeprefix("utfall:\n")
    loaded = load(tmp_path, twice)
    assert short(loaded.problems) == ["2021.uppfoljning.yaml:6:5 outcome-twice"]
    assert f"{FILE}:2:5" in str(loaded.problems[0].what)


def test_two_degrees_of_one_day_are_told(tmp_path: Path) -> None:
    other = OUTCOME.removeprefix("utfall:\n").replace("uppfyllt", "delvis")
    targets = TARGET.replace("]", ", {högst: 1, enhet: klagomål}]")
    first = OUTCOME.replace("värde: 12", "värde: 12\n    enhet: kontroller")
    second = other.replace("värde: 12", "värde: 1\n    enhet: klagomål")
    loaded = load(tmp_path, first + second, PLEDGE + targets)
    assert short(loaded.problems) == ["2021.uppfoljning.yaml:9:11 degrees-differ"]
    assert "men ”uppfyllt” samma dag" in str(loaded.problems[0].what)


def test_all_problems_are_told_at_once_in_order(tmp_path: Path) -> None:
    text = OUTCOME.replace("2021-09-30", "2020-09-30").replace("uppfyllt", "ja") + "datm: 2022\n"
    assert short(load(tmp_path, text).problems) == [
        "2021.uppfoljning.yaml:3:12 outside-period",
        "2021.uppfoljning.yaml:4:11 not-a-choice",
        "2021.uppfoljning.yaml:6:1 unknown-key",
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "missing-key"),
        ("# bara en anmärkning\n", "missing-key"),
        ("datum: 2022-01-01\n", "missing-key"),
        ("utfall: []\n", "too-few"),
        ("- löfte: kontroller\n", "not-a-map"),
        ('titel: "öppen\n', "yaml-unclosed-quote"),
        ("titel: Löfte".encode("cp1252"), "wrong-encoding"),
    ],
)
def test_a_file_that_holds_no_follow_up_is_told(
    tmp_path: Path, text: str | bytes, kind: str
) -> None:
    loaded = load(tmp_path, text)
    assert loaded.document is None
    assert [p.kind for p in loaded.problems] == [kind]


def test_a_link_out_of_the_workspace_is_refused(tmp_path: Path) -> None:
    outside = write(tmp_path, "annan.yaml", OUTCOME)
    root = workspace(tmp_path / "arbetsmapp", PLEDGE + TARGET)
    (root / FILE).symlink_to(outside)
    opened = open_workspace(root)
    document = load_document(opened, "testby", "2021").document
    assert document
    assert [p.kind for p in load_follow_up(opened, document).problems] == ["outside-workspace"]


def test_the_period_before_comes_with_its_own_follow_up(tmp_path: Path) -> None:
    for year in ("2019", "2020", "2022"):
        write(tmp_path, f"content/testby/{year}.yaml", PLEDGE.replace("2021", year))
    before = OUTCOME.replace("2021", "2020").replace("    värde: 12\n", "")
    write(tmp_path, "content/testby/2020.uppfoljning.yaml", before)
    document = load(tmp_path).document
    assert document
    assert document.earlier
    assert document.earlier.document.period_slug == "2020"
    assert document.earlier.follow_up
    assert document.earlier.follow_up.outcomes[0].degree.value == "uppfyllt"


def test_an_earlier_period_with_faults_is_a_warning(tmp_path: Path) -> None:
    write(tmp_path, "content/testby/2020.yaml", "titel: Utan avsnitt\n")
    loaded = load(tmp_path)
    assert loaded.document
    assert loaded.document.earlier is None
    assert [(p.kind, p.severity) for p in loaded.problems] == [
        ("earlier-period-unread", Severity.WARNING)
    ]


def test_an_earlier_follow_up_with_faults_is_a_warning(tmp_path: Path) -> None:
    write(tmp_path, "content/testby/2020.yaml", PLEDGE.replace("2021", "2020"))
    write(tmp_path, "content/testby/2020.uppfoljning.yaml", "utfall: []\n")
    loaded = load(tmp_path)
    assert loaded.document
    assert loaded.document.earlier
    assert loaded.document.earlier.follow_up is None
    assert "2020.uppfoljning.yaml har fel" in str(loaded.problems[0].what)


def test_a_follow_up_of_no_pledge_is_told(tmp_path: Path) -> None:
    load(tmp_path)
    write(tmp_path, "content/testby/2020.uppfoljning.yaml", OUTCOME)
    problems = stray_follow_ups(open_workspace(tmp_path))
    assert short(problems) == ["2020.uppfoljning.yaml follow-up-without-pledge"]


def test_every_rule_has_its_own_words() -> None:
    assert set(FOLLOW_UP_WORDS) == {*FollowUpRule}
    assert len(set(FOLLOW_UP_WORDS.values())) == len(FOLLOW_UP_WORDS)
