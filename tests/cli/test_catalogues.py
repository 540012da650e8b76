"""The catalogues: English for every message of ours, Swedish for the command line's own words."""

import ast
import os
import string
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from loftespdf import messages
from loftespdf.cli import cli
from loftespdf.messages import translate, words
from loftespdf.model.pledge import Status
from loftespdf.model.problem import Place, Problem, Severity, say, with_comma
from loftespdf.showing import problem_lines, status_word
from tests.samples import REPOSITORY

SOURCE = REPOSITORY / "src" / "loftespdf"
SPEAKERS = {"say", "_", "translate"}
#: Fewer than this and the test has looked into the wrong folder.
FEWEST_MESSAGES = 300


def pairs(chosen: str) -> Iterator[tuple[str, str]]:
    """Yield each message with its translation, singular and plural apart."""
    file = SOURCE / "locale" / chosen / "LC_MESSAGES" / "messages.po"
    with file.open("rb") as stream:
        catalogue = read_po(stream, locale=chosen)
    for message in catalogue:
        ids, texts = as_forms(message.id), as_forms(message.string)
        if any(ids) and any(texts):
            yield from zip(ids, texts, strict=True)


def as_forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return the singular, and the plural where there is one."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def slots(text: str) -> set[tuple[str, str | None, str | None]]:
    """Return the format fields of a text: name, conversion and how it is written."""
    parsed = string.Formatter().parse(text)
    return {(name, conversion, form) for _, name, form, conversion in parsed if name is not None}


def spoken() -> Iterator[tuple[str, str | None]]:
    """Yield (place, first argument) of what is said in the code; None where it is no literal."""
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name in SPEAKERS:
                    place = f"{file.relative_to(SOURCE).as_posix()}:{node.lineno}"
                    is_text = isinstance(first, ast.Constant) and isinstance(first.value, str)
                    yield place, str(ast.literal_eval(first)) if is_text else None


def loftespdf(*arguments: str, folder: Path, spoken_in: str = "") -> str:
    """Run the command line and return all it says."""
    told = {k: v for k, v in os.environ.items() if k != "LOFTESPDF_LANG"}
    told["PYTHONIOENCODING"] = "utf-8"
    if spoken_in:
        told["LOFTESPDF_LANG"] = spoken_in
    ended = subprocess.run(
        [sys.executable, "-m", "loftespdf", *arguments],
        cwd=folder, env=told, check=False, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    return ended.stdout + ended.stderr


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOFTESPDF_LANG", "en")
    assert messages.language() == "en"


def test_the_catalogues_are_complete_and_compiled() -> None:
    checked = subprocess.run(
        [sys.executable, REPOSITORY / "tools" / "catalogues.py", "--check"],
        check=False, capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("chosen", ["en", "sv"])
def test_each_translation_has_exactly_the_slots_of_its_message(chosen: str) -> None:
    english = {("number_type", None, "")}  # "integer", which the library has no words for in sv
    assert [(one, t) for one, t in pairs(chosen) if slots(one) - english != slots(t)] == []


def test_all_that_is_said_is_in_the_english_catalogue() -> None:
    known = {one for one, _ in pairs("en")}
    said = {text: place for place, text in spoken() if text is not None}
    assert len(said) > FEWEST_MESSAGES
    assert {place: text for text, place in said.items() if text not in known} == {}


def test_only_words_that_are_said_elsewhere_are_translated_from_a_variable() -> None:
    places = sorted(place.partition(":")[0] for place, text in spoken() if text is None)
    # doctor's names of programs, and words(), which gets its text from say()
    assert places == ["cli_judging.py", "messages.py"]


@pytest.mark.usefixtures("english")
def test_english_has_the_weight_of_a_problem_and_what_to_do() -> None:
    advice = say("skriv ja eller nej")
    for severity, word in ((Severity.ERROR, "error"), (Severity.WARNING, "warning")):
        problem = Problem("kind", say("filen är tom"), Place("a.yaml"), "", advice, severity)
        first, second = problem_lines(problem).splitlines()
        assert first == f"a.yaml: {word}: the file is empty"
        assert second == "    → write ja or nej"


def test_a_day_that_does_not_exist_is_told_in_english_throughout(tmp_path: Path) -> None:
    loftespdf("new", "lofte", folder=tmp_path)
    file = tmp_path / "lofte/content/exempel/2026.yaml"
    text = file.read_text(encoding="utf-8").replace(
        "period: 2026\n", "period: {från: 2026-01-01, till: 2026-02-31}\n"
    )
    file.write_text(text, encoding="utf-8")
    told = loftespdf("check", folder=tmp_path / "lofte", spoken_in="en")
    assert "the date 2026-02-31 does not exist: February 2026 has 28 days" in told


@pytest.mark.parametrize(("chosen", "number"), [("sv", "1 234,5 mm"), ("en", "1 234.5 mm")])
def test_a_number_is_written_as_the_language_does(
    chosen: str, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOFTESPDF_LANG", chosen)
    told = words(say("{first}, {rest}", first=with_comma("1 234.5 mm"), rest="”2,5”"))
    assert told == f"{number}, ”2,5”"  # what the user wrote stays as it was written


@pytest.mark.usefixtures("english")
def test_english_has_every_status() -> None:
    assert [status_word(status.value) for status in Status] == [
        "draft", "valid", "extended", "former", "in preparation",
    ]  # fmt: skip


def test_swedish_shows_a_status_as_the_file_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LOFTESPDF_LANG", raising=False)
    assert [status_word(status.value) for status in Status] == [status.value for status in Status]


@pytest.mark.parametrize("chosen", ["sv", "en"])
def test_nothing_translates_to_nothing(chosen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOFTESPDF_LANG", chosen)
    assert translate("") == status_word("") == ""


def test_the_help_is_swedish_throughout(tmp_path: Path) -> None:
    told = loftespdf("--help", folder=tmp_path)
    for command in cli.commands:
        told += loftespdf(command, "--help", folder=tmp_path)
    for word in ("Så här:", "Val:", "Kommandon:", "Visa den här hjälpen.", "Visa programmets"):
        assert word in told
    for word in ("Usage", "Options", "OPTIONS", "Commands", "COMMAND", "ARGS", "Show ", "WHICH",
                 "DIR", "FILE", "NAME", "YEAR", "DATE", "ADDRESS"):  # fmt: skip
        assert word not in told


@pytest.mark.parametrize("chosen", ["sv", "en"])
def test_the_list_of_commands_tells_each_in_a_whole_sentence(chosen: str, tmp_path: Path) -> None:
    told = loftespdf("--help", folder=tmp_path, spoken_in=chosen)
    assert len([line for line in told.splitlines() if line.endswith(".")]) >= len(cli.commands)
    assert "..." not in told


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("build", "--blad", "a4"), "Fel: Det finns inget val som heter '--blad'."),
        (("build", "--blad", "a4"), "Så här: loftespdf build"),
        (("build", "--blad", "a4"), "Skriv 'loftespdf build --help' för hjälp."),
        (("bygg",), "Fel: Det finns inget kommando som heter 'bygg'."),
        (("list", "--year", "i år"), "Fel: Värdet för '--year' går inte att använda: 'i år' är"),
        (("build", "--jobs", "0"), "0 ligger utanför det som är tillåtet, x>=1."),
        (("list", "--year"), "Fel: '--year' behöver ett värde."),
        (("inspect",), "Fel: Här saknas 'FIL…'."),
        (("new",), "Fel: Här saknas 'MAPP'."),
        (("new", "a", "b"), "Fel: Det står ett ord för mycket (b)"),
    ],
)
def test_wrong_usage_is_told_in_swedish(
    arguments: tuple[str, ...], sentence: str, tmp_path: Path
) -> None:
    told = loftespdf(*arguments, folder=tmp_path)
    assert sentence in told
    assert not any(word in told for word in ("Error", "Usage", "Try "))


def test_one_setting_makes_it_all_english(tmp_path: Path) -> None:
    told = loftespdf("build", "--help", folder=tmp_path, spoken_in="en")
    assert "Usage: loftespdf build" in told
    assert "Build the documents." in told
    refused = loftespdf("check", folder=tmp_path, spoken_in="en")
    assert "error: there is no folder called content here" in refused
    assert "→ go to the folder" in refused
