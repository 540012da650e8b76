from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loftespdf.loading.pledges import load_document
from loftespdf.loading.workspace import builtin_theme, open_workspace
from loftespdf.model.problem import Severity
from tests.loading.helpers import AREA, PLEDGE, load, short, workspace, write


def test_a_whole_pledge_is_a_document(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    assert loaded.problems == ()
    assert loaded.document
    assert loaded.document.name == "testby/2021"
    assert loaded.document.area.name == "Testby"
    assert loaded.document.pledge.title == "Medborgarlöfte för Testby"
    assert len(loaded.document.fingerprint) == 64


def test_every_place_of_the_document_is_known(tmp_path: Path) -> None:
    document = load(tmp_path).document
    assert document
    place = document.places.of(("avsnitt", 0, "punkter", 0, "text"))
    assert str(place) == "content/testby/2021.yaml:8:15"
    assert str(document.places.of(("namn",))) == "content/testby/omrade.yaml:1:7"
    assert str(document.places.of(("beslut",))) == "content/testby/2021.yaml"


def test_the_layers_lie_over_each_other(tmp_path: Path) -> None:
    write(tmp_path, "content/_gemensamt.yaml", "lpo: Allas\nregion: Väst\nstatus: utkast\n")
    document = load(tmp_path, f"{PLEDGE}lpo: Löftets\n", f"{AREA}region:\n").document
    assert document
    assert document.area.local_police == "Löftets"
    assert document.area.police_region is None
    assert document.pledge.status.value == "utkast"
    assert document.places.of(("status",)).file == "content/_gemensamt.yaml"


def test_the_five_real_pledges_are_documents() -> None:
    root = open_workspace(builtin_theme())
    loaded = [load_document(root, *name) for name in root.documents]
    assert len(loaded) >= 5
    errors = [p for one in loaded for p in one.problems if p.severity is Severity.ERROR]
    assert errors == []
    assert all(one.document for one in loaded)


def test_all_problems_of_all_layers_are_told_at_once_in_order(tmp_path: Path) -> None:
    write(tmp_path, "content/_gemensamt.yaml", "lop: x\n")
    pledge = PLEDGE.replace("2021\n", "2021-06-31\n").replace("text:", "txt:")
    loaded = load(tmp_path, f"{pledge}status: gäller\n", f"{AREA}länkk: x\n")
    assert loaded.document is None
    assert short(loaded.problems) == [
        "content/_gemensamt.yaml:1:1 unknown-key".removeprefix("content/testby/"),
        "2021.yaml:2:9 not-a-period",
        "2021.yaml:8:9 unknown-key",
        "2021.yaml:9:9 not-a-choice",
        "omrade.yaml:5:1 unknown-key",
    ]


def test_a_layer_that_cannot_be_read_hides_nothing_of_the_others(tmp_path: Path) -> None:
    loaded = load(tmp_path, f"{PLEDGE}statu: x\nstatus: gäller\n", 'namn: "Testby\n')
    assert short(loaded.problems) == [
        "2021.yaml:9:1 unknown-key",
        "2021.yaml:10:9 not-a-choice",
        "omrade.yaml:1:7 yaml-unclosed-quote",
    ]


@pytest.mark.parametrize(
    ("shared", "place", "path"),
    [
        ("parter: polisen\n", "1:9", "parter"),
        ("parter: [polisen]\n", "1:9", "parter"),
        ("parter:\n  polisen: Polisen\n", "2:12", "parter.polisen"),
    ],
)
def test_a_word_where_the_file_above_has_keys_is_told_where_it_stands(
    tmp_path: Path, shared: str, place: str, path: str
) -> None:
    area = AREA.replace("{slag: polis, namn: Polisen}", "{organisation: LPO Testby}")
    workspace(tmp_path, PLEDGE, area)
    write(tmp_path, "content/_gemensamt.yaml", shared)
    loaded = load_document(open_workspace(tmp_path), "testby", "2021")
    assert [f"{p.place} {p.kind} {p.path}" for p in loaded.problems] == [
        f"content/_gemensamt.yaml:{place} not-keys {path}"
    ]
    assert "som i content/testby/omrade.yaml" in str(loaded.problems[0].what)


def test_a_word_is_told_once_where_both_files_above_have_keys(tmp_path: Path) -> None:
    workspace(tmp_path, f"{PLEDGE}parter: {{polisen: {{organisation: LPO}}}}\n")
    write(tmp_path, "content/_gemensamt.yaml", "parter: polisen\n")
    loaded = load_document(open_workspace(tmp_path), "testby", "2021")
    assert [p.kind for p in loaded.problems] == ["not-keys"]
    assert "omrade.yaml" in str(loaded.problems[0].what)


def test_a_period_may_be_a_word_in_one_file_and_dates_in_another(tmp_path: Path) -> None:
    dates = "period: {från: 2021-01-01, till: 2021-12-31}"
    workspace(tmp_path, PLEDGE.replace("period: 2021", dates))
    write(tmp_path, "content/_gemensamt.yaml", "period: 2021\n")
    assert load_document(open_workspace(tmp_path), "testby", "2021").problems == ()


def test_a_misspelt_key_is_told_once_and_not_also_as_missing(tmp_path: Path) -> None:
    loaded = load(tmp_path, PLEDGE.replace("titel:", "titl:"))
    assert short(loaded.problems) == ["2021.yaml:1:1 unknown-key"]
    assert str(loaded.problems[0].instead) == "menade du ”titel”?"


def test_a_text_with_a_colon_in_a_list_is_told_once(tmp_path: Path) -> None:
    pledge = PLEDGE.replace("- id: kontroller\n        text: Polisen ska", "- Polisen ska: ")
    loaded = load(tmp_path, pledge)
    assert short(loaded.problems) == ["2021.yaml:7:9 unknown-key"]
    assert "raka citattecken" in str(loaded.problems[0].instead)


def test_a_rule_is_tried_although_other_values_are_wrong(tmp_path: Path) -> None:
    pledge = PLEDGE.replace("    part: polisen\n", "").replace("period: 2021", "period: i år")
    assert short(load(tmp_path, pledge).problems) == [
        "2021.yaml:2:9 not-a-period",
        "2021.yaml:6:9 missing-owner",
    ]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("parts: polisen", "2021.yaml:5:5 unknown-key"),
        ("part: Polisen", "2021.yaml:5:11 bad-id"),
        ("part: {a: b}", "2021.yaml:5:11 not-a-list"),
    ],
)
def test_what_only_follows_from_a_problem_is_not_told(
    tmp_path: Path, wrong: str, told: str
) -> None:
    assert short(load(tmp_path, PLEDGE.replace("part: polisen", wrong)).problems) == [told]


def test_a_party_with_a_wrong_name_is_told_where_it_is_declared(tmp_path: Path) -> None:
    area = AREA.replace("  polisen:", "  Polisen:")
    assert short(load(tmp_path, area=area).problems) == ["omrade.yaml:3:3 bad-id"]


def test_a_missing_area_file_is_one_problem(tmp_path: Path) -> None:
    write(tmp_path, "content/testby/2021.yaml", PLEDGE)
    loaded = load_document(open_workspace(tmp_path), "testby", "2021")
    assert short(loaded.problems) == ["omrade.yaml area-file-missing"]


@pytest.mark.parametrize("empty", ["", "# bara en anmärkning\n", "~\n"])
def test_an_empty_pledge_is_told(tmp_path: Path, empty: str) -> None:
    loaded = load(tmp_path, empty)
    assert short(loaded.problems) == ["2021.yaml empty-file"]
    assert "titel:" in str(loaded.problems[0].instead)


@pytest.mark.parametrize("text", ["- titel: x\n", "titel:Hej\n"])
def test_a_file_without_keys_is_told(tmp_path: Path, text: str) -> None:
    assert short(load(tmp_path, text).problems) == ["2021.yaml:1:1 not-a-map"]


def test_a_key_with_nothing_after_it_is_told_there(tmp_path: Path) -> None:
    loaded = load(tmp_path, PLEDGE.replace("Medborgarlöfte för Testby", "").replace("2021", "~"))
    assert short(loaded.problems) == ["2021.yaml:1:1 missing-key", "2021.yaml:2:1 missing-key"]
    assert str(loaded.problems[0].what) == "”titel” har inget värde"


def test_a_misspelt_key_with_nothing_after_it_is_told_too(tmp_path: Path) -> None:
    pledge = PLEDGE + "        trem:\nlänkk:\n"
    assert short(load(tmp_path, pledge).problems) == [
        "2021.yaml:9:9 unknown-key",
        "2021.yaml:10:1 unknown-key",
    ]


def test_a_key_glued_to_its_text_is_told_unless_quoted(tmp_path: Path) -> None:
    points = "      - text:Hej\n      - 'text:Hej'\n      - kl:9 på torget\n"
    loaded = load(tmp_path, PLEDGE + points)
    errors = [p for p in loaded.problems if p.severity is Severity.ERROR]
    assert short(errors) == ["2021.yaml:9:9 yaml-missing-space"]
    assert errors[0].path == "avsnitt.1.punkter.2"


def test_warnings_do_not_keep_a_document_back(tmp_path: Path) -> None:
    loaded = load(tmp_path, PLEDGE.replace("id: kontroller\n        ", ""))
    assert short(loaded.problems) == ["2021.yaml:7:9 missing-id"]
    assert loaded.problems[0].severity is Severity.WARNING
    assert loaded.document
    assert "~1" in str(loaded.problems[0].what)
    assert "loftespdf check --fix-ids" in str(loaded.problems[0].instead)


def test_text_that_looks_like_code_stays_text(tmp_path: Path) -> None:
    text = "<script>alert(1)</script> {{ 7*7 }} & co"
    document = load(tmp_path, PLEDGE.replace("Polisen ska kontrollera mer.", f"'{text}'")).document
    assert document
    assert document.pledge.sections[0].items[0].text == text


def test_an_areas_files_may_not_lead_out_of_the_workspace(tmp_path: Path) -> None:
    root = workspace(tmp_path / "inne")
    secret = write(tmp_path, "ute/omrade.yaml", AREA)
    (root / "content/testby/omrade.yaml").unlink()
    (root / "content/testby/omrade.yaml").symlink_to(secret)
    loaded = load_document(open_workspace(root), "testby", "2021")
    assert short(loaded.problems) == ["omrade.yaml outside-workspace"]


def test_a_huge_pledge_is_refused(tmp_path: Path) -> None:
    workspace(tmp_path)
    with (tmp_path / "content/testby/2021.yaml").open("r+b") as file:
        file.truncate(50_000_000)
    loaded = load_document(open_workspace(tmp_path), "testby", "2021")
    assert short(loaded.problems) == ["2021.yaml file-too-big"]


def test_the_fingerprint_is_that_of_the_words(tmp_path: Path) -> None:
    plain = load(tmp_path / "a").document
    remarked = load(tmp_path / "b", f"# anmärkning\n{PLEDGE}", f"{AREA}varumärke: {{}}\n").document
    changed = load(tmp_path / "c", PLEDGE.replace("mer.", "mindre.")).document
    assert plain
    assert remarked
    assert changed
    assert plain.fingerprint == remarked.fingerprint != changed.fingerprint


KEYS = st.sampled_from(
    ["titel", "period", "status", "avsnitt", "slag", "rubrik", "part", "punkter", "text", "id",
     "mål", "minst", "enhet", "bilder", "fil", "alt", "kontakt", "namn", "epost", "underskrifter",
     "datum", "beslut", "organ", "parter", "polisen", "varumärke", "färger", "logotyper", "skärm",
     "tryck", "avsändare", "från", "till", "källor", "överenskommelse", "kanaler", "okänd", "<<"]
)  # fmt: skip
WORDS = st.sampled_from(
    ["löften", "polisen", "Polisen", "2021", "2023–2026", "2021-06-31", "tillsvidare", "8", "åta",
     "#12345g", "#ffff00", "gällande", "Hej på dig", "", " ", "../../x.png", "a\x00b", "0000-01-01",
     "C:\\bild.jpg", "9" * 400, "text:x", "\u0664"]
)  # fmt: skip
ANYTHING = st.recursive(
    st.none() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=30,
)


@given(st.dictionaries(KEYS, ANYTHING, max_size=8), st.dictionaries(KEYS, ANYTHING, max_size=5))
@settings(
    deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_content_at_all_ends_in_a_traceback(
    tmp_path: Path, pledge: dict[str, object], area: dict[str, object]
) -> None:
    loaded = load(tmp_path, spelled(pledge), spelled(area))
    assert (loaded.document is None) == any(
        problem.severity is Severity.ERROR for problem in loaded.problems
    )
    assert all(str(problem.what) and str(problem.instead or "") for problem in loaded.problems)


def spelled(value: object) -> str:
    """Write a value as YAML in flow style, every text in double quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{spelled(k)}: {spelled(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(spelled(one) for one in value)}]"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\x00", "\\0")
    return "~" if value is None else f'"{escaped}"'


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_bytes_at_all_end_in_a_traceback(tmp_path: Path, content: bytes) -> None:
    loaded = load(tmp_path, content, content)
    assert loaded.document is None
    assert loaded.problems
