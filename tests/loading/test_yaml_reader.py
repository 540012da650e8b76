import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from loftespdf.loading import yaml_nodes
from loftespdf.loading.encoding import cleaned
from loftespdf.loading.yaml_reader import YamlFile, read_text, read_yaml
from loftespdf.model.problem import Place, Severity


def told(file: YamlFile) -> list[str]:
    return [f"{problem.place} {problem.kind}" for problem in file.problems]


@pytest.mark.parametrize(
    "spelling",
    ["0114", "0501234567", "9:30", "16:00", "No", "on", "2021-01-05", "1_000", "0x1f", ".5", "1e3"],
)
def test_a_scalar_keeps_its_spelling(spelling: str) -> None:
    assert read_text(f"a: {spelling}\nb: [{spelling}]\n", "f").value == {
        "a": spelling,
        "b": [spelling],
    }


@pytest.mark.parametrize("sign", [">-", ">", "|"])
def test_a_blank_line_parts_paragraphs_whatever_sign_the_text_begins_with(sign: str) -> None:
    file = read_text(f"a: {sign}\n  ett\n  två\n\n  tre\n", "f")
    assert isinstance(file.value, dict)
    text = str(file.value["a"]).strip()
    assert [part.split() for part in text.split("\n\n")] == [["ett", "två"], ["tre"]]


@pytest.mark.parametrize("nothing", ["", "null", "~"])
def test_only_a_plain_null_is_nothing(nothing: str) -> None:
    assert read_text(f"a: {nothing}\n", "f").value == {"a": None}
    assert read_text(f"a: '{nothing}'\n", "f").value == {"a": nothing}


@pytest.mark.parametrize("word", ["Null", "NULL", "none", "None"])
def test_other_words_for_nothing_are_words(word: str) -> None:
    assert read_text(f"a: {word}\n", "f").value == {"a": word}


def test_each_value_and_key_has_its_place() -> None:
    notes = read_text(
        "titel: A\r\navsnitt:\r\n  - text: >-\r\n      B\r\n    part: [c, d]\r\n", "f"
    ).notes
    places = {".".join(map(str, path)): str(note.place) for path, note in notes.items()}
    assert places == {
        "": "f:1:1",
        "titel": "f:1:8",
        "avsnitt": "f:3:3",
        "avsnitt.0": "f:3:5",
        "avsnitt.0.text": "f:3:11",
        "avsnitt.0.part": "f:5:11",
        "avsnitt.0.part.0": "f:5:12",
        "avsnitt.0.part.1": "f:5:15",
    }
    assert str(notes[("avsnitt", 0, "part")].key_place) == "f:5:5"


def test_a_letter_of_two_code_points_is_the_same_letter() -> None:
    assert read_text("fra\u030an: pa\u030a\n", "f").value == {"från": "på"}


def test_python_tags_and_other_tags_are_refused_each_with_its_place() -> None:
    file = read_text("a: !!python/object/apply:os.system [echo]\nb: !egen x\nc: !!str y\n", "f")
    assert told(file) == ["f:1:4 yaml-tag", "f:2:4 yaml-tag", "f:3:4 yaml-tag"]
    assert "!!python/object/apply:os.system" in str(file.problems[0].what)


def test_a_duplicate_key_names_both_places() -> None:
    file = read_text("a: 1\nb: 2\na: 3\n", "f")
    assert told(file) == ["f:3:1 yaml-duplicate-key"]
    assert "rad 1" in str(file.problems[0].what)


def test_the_same_key_in_two_maps_is_no_duplicate() -> None:
    assert not read_text("- a: 1\n- a: 2\n", "f").problems


def test_anchors_and_aliases_repeat_a_value() -> None:
    file = read_text("a: &x {b: 1}\nc: *x\n", "f")
    assert file.value == {"a": {"b": "1"}, "c": {"b": "1"}}
    assert not file.problems


def test_aliases_that_explode_are_refused_at_once() -> None:
    laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(20)
    )
    begun = time.process_time()
    file = read_text(laughs, "f")
    assert told(file) == ["f:5:14 yaml-explodes"]
    assert time.process_time() - begun < 1


def test_a_long_text_repeated_by_aliases_is_refused() -> None:
    text = f"a: &a {'x' * 100_000}\nb: [{', '.join(['*a'] * 50)}]\n"
    assert told(read_text(text, "f")) == ["f:2:165 yaml-explodes"]


def test_an_alias_of_what_holds_it_is_refused() -> None:
    assert told(read_text("a: &x\n  - *x\n", "f")) == ["f:2:5 yaml-endless"]


@pytest.mark.parametrize("deep", ["[" * 100_000, "- " * 5_000 + "x", "{a: " * 1_000])
def test_nesting_without_end_is_refused(deep: str) -> None:
    assert [p.kind for p in read_text(deep, "f").problems] == ["yaml-too-deep"]


def test_every_line_indented_with_a_tab_is_told() -> None:
    file = read_text("a:\n\tb: c\n\td: e\nf: g\nh:\n  - \ti: j\n", "f")
    assert told(file) == ["f:2:1 yaml-tab", "f:3:1 yaml-tab", "f:6:5 yaml-tab"]


def test_a_tab_inside_a_quoted_or_block_text_is_text() -> None:
    file = read_text('a: |\n  b\n  \tc\nd: "e\n\tf"\n', "f")
    assert file.value == {"a": "b\n c\n", "d": "e f"}
    assert not file.problems


def test_a_second_document_in_the_file_is_refused() -> None:
    assert told(read_text("a: 1\n---\nb: 2\n", "f")) == ["f:2:1 yaml-two-documents"]


@pytest.mark.parametrize(
    ("text", "place"),
    [("a: Följ #trygghet i sommar\n", "f:1:9"), ("a: #trygghet\n", "f:1:4"), ("- b #c\n", "f:1:5")],
)
def test_a_word_lost_to_a_comment_is_warned_of(text: str, place: str) -> None:
    file = read_text(text, "f")
    assert told(file) == [f"{place} yaml-hash"]
    assert file.problems[0].severity is Severity.WARNING


def test_a_real_comment_is_no_problem() -> None:
    assert not read_text("a: b # gällande | utkast\n# c\nd: 'e #f'\n", "f").problems


def test_braces_without_quotes_are_refused_and_told_once() -> None:
    file = read_text("text: {{ namn }}\n", "f")
    assert told(file) == ["f:1:8 yaml-no-key"]
    assert file.notes[("text",)].is_damaged
    assert "{" in str(file.problems[0].instead)


def test_an_empty_file_holds_nothing() -> None:
    for text in ("", "\n# bara en anmärkning\n", "---\n"):
        file = read_text(text, "f")
        assert file.value is None
        assert file.is_whole


KEYS = st.text("abcåäö -", min_size=1, max_size=6).map(lambda word: f"k{word.strip()}")
WORDS = st.text("aåö #:,-'\"[]{}*&!|>%@`\n\t~\u2028\u00a0\U0001f600", max_size=20)


def test_codes_for_what_a_text_may_hold_are_read() -> None:
    file = read_text(r'a: "r\u00e4v \u2013 \x41\tb"' + "\n", "f")
    assert (file.value, told(file)) == ({"a": "räv – A\tb"}, [])


VALUES = st.recursive(
    st.none() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


@given(VALUES, st.booleans(), st.sampled_from(["\n", "\r\n"]))
@settings(deadline=None, max_examples=150)
def test_what_another_program_wrote_is_read_back(value: object, flow: bool, end: str) -> None:  # noqa: FBT001
    written = yaml.safe_dump(
        {"rot": value}, allow_unicode=True, default_flow_style=flow, line_break=end, width=60
    )
    file = read_text(written, "f")
    plain = yaml.load(written, yaml.BaseLoader)  # noqa: S506 - the base loader makes strings only
    assert not [p for p in file.problems if p.kind not in ("yaml-hash", "control-character")]
    assert with_nothing(file.value) == plain


def with_nothing(value: object) -> object:
    """Spell nothing as PyYAML's base loader does."""
    if isinstance(value, dict):
        return {key: with_nothing(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_nothing(inner) for inner in value]
    return "null" if value is None else value


PIECES = st.sampled_from(
    ["a", "b: ", "- ", "\n", "\n  ", "\n    ", "'", '"', "[", "]", "{", "}", ", ", ": ", "#", " #",
     "&x ", "*x", "|", ">-", "\t", "~", "?", "!t ", "---", "\r\n", "å", "text:Hej", "%", "@", "\\"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
@settings(deadline=None, max_examples=400)
def test_the_fast_and_the_slow_parser_say_the_same(text: str) -> None:
    fast = read_text(text, "f")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_nodes, "_FAST", yaml.BaseLoader)
        slow = read_text(text, "f")
    if slow.is_whole == fast.is_whole:  # libyaml takes "|#" for a block, and alone does so
        assert (fast.value, told(fast)) == (slow.value, told(slow))
        assert full(fast) == full(slow)


def full(file: YamlFile) -> dict[object, object]:
    """The places of all values, without those of nothing, which has none to speak of."""
    return {path: note for path, note in file.notes.items() if not note.is_empty}


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
@settings(deadline=None, max_examples=300)
def test_no_bytes_at_all_end_in_a_traceback(content: bytes) -> None:
    file = read_yaml(content, "f")
    assert file.is_whole or file.problems


@pytest.mark.parametrize(
    ("escape", "code"),
    [
        ("\\0", "0000"),
        ("\\e", "001B"),
        ("\\uD800", "D800"),
        ("\\uFFFE", "FFFE"),
        ("\\u202E", "202E"),
    ],
)
def test_an_escape_of_what_is_no_text_is_told_and_left_out(escape: str, code: str) -> None:
    file = read_text(f'a: b\nc: "d{escape}"\n', "f")
    assert told(file) == ["f:2:4 control-character"]
    assert code in str(file.problems[0].what)
    assert file.value == {"a": "b", "c": "d\ufffd"}
    assert told(read_text(f'"k{escape}": x\n', "f")) == ["f:1:1 control-character"]


@pytest.mark.parametrize("escape", ["\\U00110000", "\\UFFFFFFFF"])
def test_an_escape_of_a_sign_that_does_not_exist_is_told(escape: str) -> None:
    assert told(read_text(f'a: b\nc: "d{escape}"\n', "f")) == ["f:2:6 yaml-backslash"]


ESCAPES = st.sampled_from(["\\u", "\\U", "\\x", "\\", "0", "1", "F", "D8", '"', "\n", " ", "a"])


@given(st.lists(ESCAPES, max_size=20).map("".join))
@settings(deadline=None, max_examples=300)
def test_no_escapes_at_all_end_in_a_traceback_or_bring_in_what_is_no_text(escapes: str) -> None:
    file = read_text(f'a: "{escapes}"\n', "f")
    assert file.is_whole or all(p.place.line and p.place.column for p in file.problems)
    if isinstance(file.value, dict):
        assert cleaned(str(file.value["a"]), Place("f"))[1] is None
