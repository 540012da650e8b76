"""What is printed is shown: nothing an author or a foreign file holds steers the terminal."""

import json

import pytest

from loftespdf.model.problem import Place, Problem, say
from loftespdf.showing import print_json, print_problems, print_table, print_title

NASTY = "\x1b[31mröd\x1b]0;x\x07\x9b2J\u202e\udce5"
SHOWN = "\\x1b[31mröd\\x1b]0;x\\x07\\x9b2J\\u202e\\udce5"


def test_problems_and_titles_do_not_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_problems([Problem("k", say("”{t}”", t=NASTY), Place(NASTY, 1, 2), instead=say("gör så"))])
    print_title(NASTY)
    told = capsys.readouterr()
    assert told.err == f"{SHOWN}:1:2: fel: ”{SHOWN}”\n    → gör så\n"
    assert told.out == f"{SHOWN}\n"


def test_a_problem_is_two_lines_whatever_a_file_is_called_and_a_key_holds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = say("{key}", key="k" * 100_000)
    print_problems([Problem("k", told, Place("ny\nrad.yaml", 1, 2), instead=say("gör så"))])
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("ny\\nrad.yaml:1:2: fel: kkk")
    assert first.endswith("k …")
    assert len(first) < 2000
    assert second == "    → gör så"


@pytest.mark.parametrize("cell", ["[bold]x[/bold]", "[/]", "[red]", "[link=file:///x]y[/link]"])
def test_brackets_in_a_table_are_text(cell: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("a", "b"), [(cell, NASTY)])
    told = capsys.readouterr().out
    assert cell in told
    assert SHOWN in told


def test_json_can_be_written_and_read_back(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"a": NASTY})
    text = capsys.readouterr().out
    assert text.encode()
    assert json.loads(text) == {"a": NASTY}
