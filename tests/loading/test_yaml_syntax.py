import pytest
import yaml

from loftespdf.loading import yaml_nodes
from loftespdf.loading.yaml_reader import read_text

# What people write, where they are sent, and what they are told about it.
MISTAKES = [
    # a quote that never ends, also when a later quote ends it
    ('titel: "abc\nperiod: 2021\n', "1:8 yaml-unclosed-quote", "avslutas aldrig"),
    ("titel: 'abc\nperiod: 2021\n", "1:8 yaml-unclosed-quote", "avslutas aldrig"),
    ('titel: "abc\nperiod: "2021"\nx: y\n', "1:8 yaml-unclosed-quote", "avslutas aldrig"),
    ('a: "x #y\n', "1:4 yaml-unclosed-quote", "avslutas aldrig"),
    ('text: "a\\b c\\polis"\n', "1:14 yaml-backslash", "bakstreck"),
    # text goes on after its end
    ('titel: "Polisen" lovar\nx: y\n', "1:18 yaml-text-after-end", "kommer mer text"),
    ('- "Polisen" lovar\n- b\n', "1:13 yaml-text-after-end", "kommer mer text"),
    ("text: [obs] hej\n", "1:13 yaml-text-after-end", "kommer mer text"),
    ("text: {{ namn }} hej\n", "1:18 yaml-text-after-end", "kommer mer text"),
    # a colon in a text
    ("rubrik: Polisen lovar: hej\nx: y\n", "1:22 yaml-colon-in-text", "innehåller ett kolon"),
    ("rubrik: Polisen lovar att:\nx: y\n", "1:26 yaml-colon-in-text", "innehåller ett kolon"),
    ("p:\n  - text: Vi lovar: a\n  - b\n", "2:19 yaml-colon-in-text", "innehåller ett kolon"),
    # a space missing after a colon or a dash
    ("titel:Medborgarlöfte\nperiod: 2021\n", "1:6 yaml-missing-space", "efter kolonet"),
    ("titel: Med\nperiod:2021\nstatus: x\n", "2:7 yaml-missing-space", "efter kolonet"),
    ("titel: Med\nperiod:2021\n", "2:7 yaml-missing-space", "efter kolonet"),
    ('"a":b\n', "1:4 yaml-missing-space", "efter kolonet"),
    ("p:\n  - a\n  -b\n  - c\n", "3:3 yaml-missing-space", "efter strecket"),
    # no colon at all
    ("titel: X\nperod 2021\nstatus: y\n", "2:1 yaml-missing-colon", "saknar kolon"),
    ("Hej på dig\nvi ses: ok\n", "1:1 yaml-missing-colon", "saknar kolon"),
    # too far in or out
    ("titel: Med\n  period: 2021\n", "2:3 yaml-indentation", "indragen 2 mellanslag"),
    ("a:\n  - slag: x\n   text: y\n", "3:4 yaml-indentation", "indragna 0, 2, 4"),
    ("a:\n    b: 1\n  c: 2\n", "3:3 yaml-indentation", "indragna 0, 4"),
    ("a:\n  text: |\n    hej\n   du\n  b: c\n", "4:4 yaml-indentation", "indragen 3 mellanslag"),
    ("text: |\nhej du\nb: c\n", "2:1 yaml-indentation", "men är inte indragen"),
    ("titel: x\n- a\n", "2:1 yaml-indentation", "bland nycklar"),
    ("- a\ntitel: x\n", "2:1 yaml-indentation", "nästa punkt i listan"),
    # a text that begins with a sign of YAML's
    ("epost: @polisen\n", "1:8 yaml-special-start", "”@”"),
    ("text: `hej`\n", "1:7 yaml-special-start", "”`”"),
    ("text: *Viktigt* ord\n", "1:7 yaml-special-start", "”*”"),
    ("text: *viktigt ord\n", "1:7 yaml-special-start", "”*”"),
    ("- **x** y\n", "1:3 yaml-special-start", "”*”"),
    ("text: & co\n", "1:7 yaml-special-start", "”&”"),
    ("text: %20\n", "1:7 yaml-special-start", "”%”"),
    ("text: ] a\n", "1:7 yaml-special-start", "”]”"),
    ("text: - hej\n", "1:7 yaml-special-start", "”-”"),
    ("text: ? hej\n", "1:7 yaml-special-start", "”?”"),
    ("text: a\n]\n", "2:1 yaml-special-start", "”]”"),
    # a text beside the sign of a block text
    ("text: | hej\n  du\n", "1:9 yaml-block-text", "efter tecknet |"),
    ("text: > hej\n", "1:9 yaml-block-text", "efter tecknet >"),
    # brackets
    ("part: [polisen, kommunen\ntext: y\n", "1:7 yaml-unclosed-bracket", "parentesen ["),
    ("a: {b: c\nd: e\n", "1:4 yaml-unclosed-bracket", "parentesen {"),
    # what was pasted from Word
    (
        "p:\n  - text: a\n\u00a0\u00a0\u00a0 id: b\n  - text: c\n",
        "3:1 yaml-pasted-space",
        "U+00A0",
    ),
    ("a:\u00a0b\nc: d\n", "1:3 yaml-pasted-space", "U+00A0"),
    ("p:\n  - id: a\n  • id: b\n    text: c\n", "3:3 yaml-bullet", "”•”"),
    ("p:\n  - id: a\n  – id: b\n    text: c\n", "3:3 yaml-bullet", "”–”"),
    ("text: a\u2028b\nc: d\n", "1:8 yaml-pasted-break", "U+2028"),
    # anything else
    ("%FOO\na: b\n", "2:1 yaml-syntax", "går filen inte att läsa"),
]


@pytest.mark.parametrize("slow", [False, True])
@pytest.mark.parametrize(("text", "place", "words"), MISTAKES)
def test_a_usual_mistake_is_told_in_swedish_at_its_place(
    text: str,
    place: str,
    words: str,
    slow: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if slow:
        monkeypatch.setattr(yaml_nodes, "_FAST", yaml.BaseLoader)
    (problem,) = read_text(text, "f").problems
    assert f"{problem.place} {problem.kind}" == f"f:{place}"
    assert words in str(problem.what)
    assert problem.instead


def test_the_line_is_shown_as_it_would_be_right() -> None:
    (problem,) = read_text('rubrik: Vi "lovar": allt\nx: y\n', "f").problems
    assert str(problem.instead).endswith('rubrik: "Vi ”lovar”: allt"')


def test_a_tab_is_told_instead_of_the_error_it_makes() -> None:
    kinds = [problem.kind for problem in read_text("a:\n\tb: c\nd: e\n", "f").problems]
    assert kinds == ["yaml-tab"]


def test_an_error_far_from_a_tab_is_told_besides() -> None:
    text = "a: |\n  b\n  \tc\nd: e\nf: g: h\n"
    kinds = {problem.kind for problem in read_text(text, "f").problems}
    assert "yaml-colon-in-text" in kinds


def test_inside_a_text_pasted_signs_are_let_be_also_where_the_file_is_wrong_elsewhere() -> None:
    text = "a: |\n  \u00a0b\n  • c\nd: 10\u00a0000 – mer\ne: f: g\n"
    assert [problem.kind for problem in read_text(text, "f").problems] == ["yaml-colon-in-text"]
