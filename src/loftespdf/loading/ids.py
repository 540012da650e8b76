"""``check --fix-ids``: an id for each promise that has none, as insertions in the YAML text.

Nothing but the insertions changes: comments, line ends, indentation and the lack of a last line end
stay. Each result is read again and must be the same content with the ids added; an insertion that
would change anything else is not made, and told.
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from msgspec import Struct

from loftespdf.language.slugs import promise_id
from loftespdf.loading.encoding import decode
from loftespdf.loading.lines import Lines
from loftespdf.loading.yaml_nodes import Mapping, Node, Scalar, Sequence, compose
from loftespdf.loading.yaml_reader import YamlFile, read_text
from loftespdf.model.document import YamlPath, path_words
from loftespdf.model.pledge import SectionKind
from loftespdf.model.problem import Problem, Severity, say

_BOM = b"\xef\xbb\xbf"
#: Where the words of an id are taken from, the most telling first.
_NAMING_KEYS = ("term", "kort", "text")


class Edit(Struct, frozen=True):
    """Text put in before the character at ``offset`` of the old text."""

    offset: int
    text: str


class FixedIds(Struct, frozen=True):
    """The file with ids. ``ids`` are the new ones; ``problems`` are promises that got none."""

    content: bytes
    ids: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Promise(Struct, frozen=True):
    path: YamlPath
    node: Node
    in_flow: bool


class _Wish(Struct, frozen=True):
    """One promise's id and the edits that would give it."""

    promise: _Promise
    id: str
    edits: tuple[Edit, ...]


def insert_ids(content: bytes, file: str) -> FixedIds:
    """Give every promise in a pledge's file an id; ``file`` is its name in places.

    A file that cannot be read as it is comes back unchanged, with its problems.
    """
    text = decode(content, file)
    if isinstance(text, Problem):
        return FixedIds(content, problems=(text,))
    tree, before = compose(text, file), read_text(text, file)
    if not before.is_whole or tree.root is None:
        return FixedIds(content, problems=before.problems)
    wishes = tuple(_wishes(tree.root, text, file))
    granted = _granted(text, before, (), wishes)
    refused = [wish for wish in wishes if wish not in granted]
    edits = tuple(edit for wish in granted for edit in wish.edits)
    bom = _BOM if content.startswith(_BOM) else b""
    return FixedIds(
        bom + _applied(text, edits).encode("utf-8"),
        tuple(wish.id for wish in granted),
        tuple(sorted(edits, key=lambda edit: edit.offset)),
        tuple(_not_possible(wish, Lines(text, file)) for wish in refused),
    )


def _granted(
    text: str, before: YamlFile, sure: tuple[_Wish, ...], wishes: tuple[_Wish, ...]
) -> tuple[_Wish, ...]:
    """Return ``sure`` and those of ``wishes`` that change nothing else, trying many at a time."""
    if not wishes or _is_harmless(text, before, (*sure, *wishes)):
        return (*sure, *wishes)
    if len(wishes) == 1:
        return sure
    half = len(wishes) // 2
    sure = _granted(text, before, sure, wishes[:half])
    return _granted(text, before, sure, wishes[half:])


def _is_harmless(text: str, before: YamlFile, wishes: tuple[_Wish, ...]) -> bool:
    """Read the edited text again: the same content, and the ids."""
    if not all(wish.edits for wish in wishes):
        return False
    edited = _applied(text, tuple(edit for wish in wishes for edit in wish.edits))
    after = read_text(edited, before.file)
    expected: Any = deepcopy(before.value)
    for wish in wishes:
        _put(expected, wish.promise.path, wish.id)
    return after.value == expected and len(after.problems) == len(before.problems)


def _put(value: Any, path: YamlPath, name: str) -> None:  # noqa: ANN401 - whatever the file holds
    for part in path[:-1]:
        value = value[part]
    old = value[path[-1]]
    value[path[-1]] = {**old, "id": name} if isinstance(old, dict) else {"id": name, "text": old}


def _applied(text: str, edits: tuple[Edit, ...]) -> str:
    pieces, done = [], 0
    for edit in sorted(edits, key=lambda one: one.offset):
        pieces += [text[done : edit.offset], edit.text]
        done = edit.offset
    return "".join((*pieces, text[done:]))


def _wishes(root: Node, text: str, file: str) -> Iterator[_Wish]:
    lines, taken = Lines(text, file), set(_ids(root))
    seen: set[int] = set()
    for promise in _promises(_value(root, "avsnitt"), ("avsnitt",), SectionKind.OTHER):
        name = promise_id(_words(promise.node), taken)
        taken.add(name)
        is_alias = id(promise.node) in seen
        seen.add(id(promise.node))
        yield _Wish(promise, name, () if is_alias else tuple(_edits(promise, name, lines)))


def _ids(node: Node) -> Iterator[str]:
    """Yield every id in the file."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _ids(item)
    elif isinstance(node, Mapping):
        for key, value in node.pairs:
            if _text(key) == "id":
                yield _text(value)
            yield from _ids(value)


def _promises(sections: Node | None, path: YamlPath, kind: str) -> Iterator[_Promise]:
    """Yield the promises without an id, in document order."""
    for index, section in enumerate(sections.items if isinstance(sections, Sequence) else ()):
        here = (*path, index)
        own = _text(_value(section, "slag")) or kind
        points = _value(section, "punkter")
        if own == SectionKind.PROMISES and isinstance(points, Sequence):
            for place, item in enumerate(points.items):
                if not _text(_value(item, "id")):
                    yield _Promise((*here, "punkter", place), item, points.is_flow)
        yield from _promises(_value(section, "avsnitt"), (*here, "avsnitt"), own)


def _value(node: Node | None, key: str) -> Node | None:
    pairs = node.pairs if isinstance(node, Mapping) else ()
    return next((value for name, value in pairs if _text(name) == key), None)


def _text(node: Node | None) -> str:
    return (node.text or "").strip() if isinstance(node, Scalar) else ""


def _words(item: Node) -> str:
    texts = (_text(_value(item, key)) for key in _NAMING_KEYS)
    return next((text for text in texts if text), _text(item))


def _edits(promise: _Promise, name: str, lines: Lines) -> Iterator[Edit]:
    node = promise.node
    if isinstance(node, Mapping) and node.pairs:
        yield _edit_in_map(node, name, lines)
    elif isinstance(node, Scalar) and node.text:
        if promise.in_flow:
            yield Edit(node.start, f"{{id: {name}, text: ")
            yield Edit(node.end, "}")
        else:
            yield Edit(node.start, f"{_id_line(name, node.start, lines)}text: ")


def _edit_in_map(node: Mapping, name: str, lines: Lines) -> Edit:
    empty = next((key for key, _ in node.pairs if _text(key) == "id"), None)
    if empty:  # "id:" stands there with nothing after it
        return Edit(lines.text.index(":", empty.end) + 1, f" {name}")
    first = node.pairs[0][0].start
    return Edit(first, f"id: {name}, " if node.is_flow else _id_line(name, first, lines))


def _id_line(name: str, offset: int, lines: Lines) -> str:
    """Return the id, a line end like those of the file, and the way back to the same column."""
    return f"id: {name}{lines.end_at(offset)}{' ' * (offset - lines.start(offset))}"


def _not_possible(wish: _Wish, lines: Lines) -> Problem:
    return Problem(
        "id-not-possible",
        say("löftet kan inte få id av sig självt utan att dess text ändras"),
        lines.place(wish.promise.node.start),
        path_words(wish.promise.path),
        say("skriv om det till två rader: ”- id: {id}” och under den ”text: …”", id=wish.id),
        Severity.WARNING,
    )
