from loftespdf.loading.merging import Merged, merge
from loftespdf.loading.yaml_reader import read_text


def laid(*texts: str) -> Merged:
    return merge(read_text(text, f"f{number}") for number, text in enumerate(texts, start=1))


def places(merged: Merged) -> dict[str, str]:
    return {
        ".".join(map(str, path)): str(note.place)
        for path, note in merged.notes.items()
        if path and not note.is_empty
    }


def test_maps_merge_key_by_key() -> None:
    merged = laid("a: {b: 1, c: 2}\n", "a: {c: 3, d: 4}\n")
    assert merged.value == {"a": {"b": "1", "c": "3", "d": "4"}}


def test_lists_and_single_values_replace_the_whole() -> None:
    assert laid("a: [1, 2]\nb: x\n", "a: [3]\nb: {c: 1}\n").value == {"a": ["3"], "b": {"c": "1"}}
    assert laid("a: {b: 1}\n", "a: [2]\n").value == {"a": ["2"]}


def test_nothing_removes_what_a_lower_layer_said() -> None:
    merged = laid("a: 1\nb: {c: 1, d: 2}\n", "a:\nb: {c: null}\n")
    assert merged.value == {"b": {"d": "2"}}
    assert merged.notes[("a",)].is_empty


def test_three_layers_lie_in_their_order() -> None:
    assert laid("a: 1\n", "a: 2\nb: 2\n", "b: 3\n").value == {"a": "2", "b": "3"}


def test_places_follow_the_file_that_won() -> None:
    merged = laid("a: {b: 1, c: 2}\nl: [x, y]\n", "z: 0\na: {c: 3}\nl: [w]\n")
    assert places(merged) == {
        "a": "f2:2:4",
        "a.b": "f1:1:8",
        "a.c": "f2:2:8",
        "l": "f2:3:4",
        "l.0": "f2:3:5",
        "z": "f2:1:4",
    }


def test_what_was_replaced_leaves_no_place_behind() -> None:
    assert places(laid("a: {b: [1, 2]}\n", "a:\n")) == {}
    assert places(laid("a: {b: [1, 2]}\n", "a: x\n")) == {"a": "f2:1:4"}


def test_empty_keys_go_and_empty_points_stay() -> None:
    assert laid("a: [{b: }, ~, c]\n").value == {"a": [{}, None, "c"]}


def test_the_order_of_keys_is_the_authors() -> None:
    assert list(laid("b: 1\na: 2\n", "c: 3\na: 4\n").value) == ["b", "a", "c"]
