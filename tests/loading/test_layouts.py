from pathlib import Path

import pytest

from loftespdf.loading.layouts import load_layouts
from loftespdf.loading.workspace import builtin_theme, read_theme
from loftespdf.model.assets import Asset, Assets
from loftespdf.model.layout import Format
from loftespdf.model.problem import Severity

RULES = """\
beskrivning: Till provet
format: [pdf]
ark: {bredd: 210, höjd: 297}
typsnitt: [Source Sans 3]
"""


def theme(rules: str = RULES, name: str = "prov", *without: str) -> Assets:
    files = {
        f"templates/{name}/layout.yaml": rules,
        f"templates/{name}/page.html.j2": "<p>",
        f"styles/{name}.css": "p {}",
        "templates/_parts/x.html.j2": "",
        "templates/lös.txt": "",
    }
    return Assets(
        {path: Asset(text.encode(), path) for path, text in files.items() if path not in without}
    )


def told(assets: Assets) -> list[str]:
    return [f"{problem.place} {problem.kind}" for problem in load_layouts(assets)[1]]


def test_every_layout_of_the_program_is_read() -> None:
    layouts, problems = load_layouts(read_theme(builtin_theme()))
    assert problems == ()
    folders = (builtin_theme() / "templates").iterdir()
    assert set(layouts) == {path.name for path in folders if path.name[0] not in "._"}
    assert layouts["lofte"].formats == (Format.PDF,)


def test_a_folder_is_a_layout_unless_it_begins_with_an_underscore() -> None:
    layouts, problems = load_layouts(theme())
    assert list(layouts) == ["prov"]
    assert problems == ()


@pytest.mark.parametrize(
    "path", ["templates/prov/layout.yaml", "templates/prov/page.html.j2", "styles/prov.css"]
)
def test_a_layout_that_lacks_a_file_is_told(path: str) -> None:
    assert told(theme(RULES, "prov", path)) == [f"{path} layout-incomplete"]
    assert not load_layouts(theme(RULES, "prov", path))[0]


def test_words_that_a_hash_hides_are_a_warning_and_the_layout_is_read() -> None:
    layouts, (warning,) = load_layouts(theme(RULES.replace("Till provet", "Till C #1")))
    assert warning.severity is Severity.WARNING
    assert layouts["prov"].description == "Till C"


def test_a_field_unlike_any_other_is_told_without_a_guess() -> None:
    (problem,) = load_layouts(theme(f"{RULES}utelämnar fält: [xyz]\n"))[1]
    assert str(problem.instead) == "skriv nyckeln som den heter i löftets fil, eller ta bort den"


def test_a_layouts_name_has_only_plain_letters() -> None:
    assert told(theme(name="Löfte 2")) == ["templates/Löfte 2 bad-name"]


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        (RULES.replace("pdf", "pfd"), "2:10 not-a-choice"),
        (RULES.replace("210", "0"), "3:14 out-of-range"),
        (RULES.replace("format", "formatt"), "2:1 unknown-key"),
        (f"{RULES}högst sidor: många\n", "5:14 not-a-number"),
        (RULES.replace("[pdf]", "[]"), "2:9 too-few"),
        ("", " missing-key"),
        (RULES.replace(": T", ":T"), "1:12 yaml-missing-space"),
        ("- a\n", "1:1 not-a-map"),
        (f"{RULES}standard: [pdf/ua-1, pdf/x-4]\n", "5:22 unproven-standard"),
        (f"{RULES}bokade format: ja\nstandard: [pdf/a-2a]\n", "6:12 unproven-standard"),
        (f"{RULES}utelämnar fält: [kort, underskrift]\n", "5:24 unknown-field"),
        (RULES.replace("[pdf]", "[pdf, html, pdf]"), "2:9 named-twice"),
        (f"{RULES}utgåvor: [stor, stor]\n", "5:10 named-twice"),
        (f"{RULES}utgåvornas format: {{stor: [pdf]}}\n", "5:27 unknown-edition"),
    ],
)
def test_what_is_wrong_in_its_rules_is_told(wrong: str, place: str) -> None:
    assert told(theme(wrong))[0] == f"templates/prov/layout.yaml:{place}".replace(": ", " ")


def test_the_users_layout_hides_the_programs(tmp_path: Path) -> None:
    target = tmp_path / "templates/lofte/layout.yaml"
    target.parent.mkdir(parents=True)
    target.write_text(RULES, encoding="utf-8")
    layouts, problems = load_layouts(read_theme(tmp_path))
    assert problems == ()
    assert layouts["lofte"].description == "Till provet"


@pytest.mark.parametrize(
    "path", ["styles/prov.css", "templates/prov/page.html.j2", "templates/_parts/x.html.j2"]
)
def test_a_file_that_was_not_saved_as_utf_8_is_told_before_anything_is_made(path: str) -> None:
    files = dict(theme().files)
    files[path] = Asset("/* r\u00f6d */".encode("cp1252"), path)
    assert told(Assets(files)) == [f"{path}:1:5 wrong-encoding"]


def test_the_mark_that_notepad_puts_first_is_no_part_of_a_stylesheet() -> None:
    assert Asset("@page {}".encode("utf-8-sig"), "styles/prov.css").text == "@page {}"
