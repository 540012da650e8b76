import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loftespdf.loading.ids import FixedIds, insert_ids
from loftespdf.loading.workspace import builtin_theme, open_workspace
from loftespdf.loading.yaml_reader import read_text
from tests.loading.helpers import load, short


def fixed(text: str) -> FixedIds:
    return insert_ids(text.encode(), "content/testby/2021.yaml")


def after(points: str) -> str:
    """The points of a promise section, with ids."""
    head = "avsnitt:\n- slag: löften\n  punkter:\n"
    return fixed(head + points).content.decode().removeprefix(head)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("  - text: Fler möten\n", "  - id: moten\n    text: Fler möten\n"),
        ("  - part: a\n    text: Båten\n", "  - id: baten\n    part: a\n    text: Båten\n"),
        (
            "  - kort: Ljus\n    text: Ny lampa\n",
            "  - id: ljus\n    kort: Ljus\n    text: Ny lampa\n",
        ),
        ("  - text: Båten", "  - id: baten\n    text: Båten"),
        ("  -   text: Båten\n", "  -   id: baten\n      text: Båten\n"),
        ("  -\n    # om\n    text: Båten\n", "  -\n    # om\n    id: baten\n    text: Båten\n"),
        ("  - {text: Båten}\n", "  - {id: baten, text: Båten}\n"),
        ("  - { text: Båten }\n", "  - { id: baten, text: Båten }\n"),
        ("  - Båten # om\n", "  - id: baten\n    text: Båten # om\n"),
        ("  - 'Båt: en'\n", "  - id: bat\n    text: 'Båt: en'\n"),
        ("  - >-\n     Båten\n", "  - id: baten\n    text: >-\n     Båten\n"),
        ("  - id:\n    text: Båten\n", "  - id: baten\n    text: Båten\n"),
        (
            "  - text: Båt\n  - text: Båt\n",
            "  - id: bat\n    text: Båt\n  - id: bat-2\n    text: Båt\n",
        ),
        (
            "  - id: bat\n    text: A\n  - Båt\n",
            "  - id: bat\n    text: A\n  - id: bat-2\n    text: Båt\n",
        ),
    ],
)
def test_an_id_is_put_in_and_nothing_else_is_touched(before: str, expected: str) -> None:
    assert after(before) == expected


def test_points_in_brackets_get_ids_too() -> None:
    text = "avsnitt: [{slag: löften, punkter: [Båten, {text: Bilen}, 'Å: x']}]\n"
    assert fixed(text).content.decode() == (
        "avsnitt: [{slag: löften, punkter: [{id: baten, text: Båten}, {id: bilen, text: Bilen}, "
        "{id: a-x, text: 'Å: x'}]}]\n"
    )


def test_only_promises_get_ids() -> None:
    text = (
        "avsnitt:\n- slag: ingress\n  punkter: [A]\n- slag: löften\n  avsnitt:\n"
        "  - punkter: [{text: Båt, punkter: [under]}]\n  - {slag: övrigt, punkter: [B]}\n"
    )
    result = fixed(text)
    assert result.ids == ("bat",)
    assert b"{id: bat, text: B" in result.content


def test_windows_line_ends_and_a_byte_order_mark_stay() -> None:
    text = "\ufeffavsnitt:\r\n- slag: löften\r\n  punkter:\r\n  - text: Båt\r\n"
    assert fixed(text).content.decode() == text.replace("- text", "- id: bat\r\n    text")


@pytest.mark.parametrize(
    ("points", "place"),
    [
        ("  - Båten\n    till ön\n", "4:5"),  # the second line would become a key
        ("  - >-\n    Båten\n", "4:5"),
        ("  - *b\n  - &b Båten\n", None),
    ],
)
def test_a_promise_that_would_change_is_left_and_told(points: str, place: str | None) -> None:
    head = "avsnitt:\n- slag: löften\n  punkter:\n"
    result = fixed(head + points)
    if place is None:
        assert result.content == (head + points).encode()
        return
    assert result.content == (head + points).encode()
    assert short(result.problems) == [f"2021.yaml:{place} id-not-possible"]
    assert "- id: baten" in str(result.problems[0].instead)


def test_one_that_cannot_be_given_does_not_stop_the_others() -> None:
    result = fixed(
        "avsnitt:\n- slag: löften\n  punkter:\n  - Båten\n    till ön\n  - &x Bilen\n  - *x\n"
    )
    assert result.ids == ("bilen",)
    assert short(result.problems) == [
        "2021.yaml:4:5 id-not-possible",
        "2021.yaml:6:5 id-not-possible",
    ]


@pytest.mark.parametrize("content", [b"a: [", b"\xff\xfe", b"", b"- a", b"avsnitt: {a: b}"])
def test_what_cannot_be_read_comes_back_as_it_was(content: bytes) -> None:
    assert insert_ids(content, "f").content == content


def test_a_pledge_with_fixed_ids_has_no_warning_left(tmp_path: Path) -> None:
    text = (
        "titel: A\nperiod: 2021\navsnitt:\n- slag: löften\n  part: polisen\n  punkter: [Båt, Bil]\n"
    )
    assert len(load(tmp_path, text).problems) == 2
    loaded = load(tmp_path, fixed(text).content)
    assert loaded.problems == ()
    assert loaded.document
    assert [item.id for item in loaded.document.pledge.sections[0].items] == ["bat", "bil"]


def test_the_real_pledges_get_all_their_ids_back() -> None:
    root = builtin_theme()
    for area, period in open_workspace(root).documents:
        content = (root / f"content/{area}/{period}.yaml").read_bytes()
        without = re.sub(rb"id: .*\n +", b"", content)
        result = insert_ids(without, "f")
        assert len(result.ids) == content.count(b" id: ")
        assert re.sub(rb"id: .*\n +", b"", result.content) == without


# Points as people write them, all around the same few words.
TEXTS = st.text("abå :#'-", min_size=1, max_size=10).map(lambda text: f"Ö{text.strip()}ö")
POINTS = st.one_of(
    TEXTS.map(lambda text: f"- 'text {text.replace(chr(39), '')}'"),
    TEXTS.map(lambda text: f"- text: >-\n      {text}"),
    TEXTS.map(lambda text: f"- text: |\n      {text}\n\n      mer\n    part: polisen"),
    TEXTS.map(lambda text: f"- >-\n      {text}"),
    TEXTS.map(lambda text: '- {text: "' + text + '", part: [polisen]}'),
    st.just("- text: Ett # anmärkning\n\n    # anmärkning\n    kort: Två"),
    st.just("- id: fast\n    text: Har redan"),
    st.just("- id: null\n    text: Har inget"),
    st.just("-   text: Långt in\n      part: polisen"),
    st.just("- Enkel rad"),
    st.just("- Två\n    rader"),
    st.just("# en anmärkning emellan\n  -\n    text: Under strecket"),
)
FILES = st.tuples(
    st.lists(POINTS, min_size=1, max_size=6), st.sampled_from(["\n", "\r\n"]), st.booleans()
)


@given(FILES)
@settings(deadline=None, max_examples=200)
def test_taking_out_what_was_put_in_gives_the_old_bytes(
    file: tuple[list[str], str, bool],
) -> None:
    points, end, ends = file
    text = "titel: A\navsnitt:\n- slag: löften\n  punkter:\n  " + "\n  ".join(points)
    text = (text + "\n" * ends).replace("\n", end)
    result = fixed(text)
    old, new = text, result.content.decode()
    for edit in reversed(result.edits):
        moved = edit.offset + sum(len(e.text) for e in result.edits if e.offset < edit.offset)
        assert new[moved : moved + len(edit.text)] == edit.text
        new = new[:moved] + new[moved + len(edit.text) :]
    assert new == old
    before, now = read_text(text, "f"), read_text(result.content.decode(), "f")
    assert without_ids(now.value) == without_ids(before.value)
    assert [str(p.what) for p in now.problems] == [str(p.what) for p in before.problems]
    assert fixed(result.content.decode()).edits == ()


def without_ids(value: object) -> object:
    """Content with every point as a map and without ids."""
    if isinstance(value, dict):
        inner = {key: without_ids(one) for key, one in value.items() if key != "id"}
        points = inner.get("punkter")
        if isinstance(points, list):
            inner["punkter"] = [{"text": p} if isinstance(p, str) else p for p in points]
        return inner
    return [without_ids(one) for one in value] if isinstance(value, list) else value
