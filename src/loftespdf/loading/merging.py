"""Layers become one: what is said nearest the pledge wins.

    the model's own defaults < content/_gemensamt.yaml < content/<area>/omrade.yaml < the pledge

The built-in defaults are those of the model's fields, which fill in where no layer says anything.
Maps merge key by key; lists and single values replace the whole; nothing (``null``, ``~``, or only
the key) removes what a lower layer said. Notes follow the file that won.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from loftespdf.loading.yaml_reader import Note, Value, YamlFile
from loftespdf.model.document import YamlPath


class Merged(Struct, frozen=True):
    """The whole content, without keys that hold nothing, and a note for each path.

    Keys that stand with nothing after them are in ``notes`` (``is_empty``), not in ``value``.
    """

    value: Mapping[str, Value] = field(default_factory=dict)
    notes: Mapping[YamlPath, Note] = field(default_factory=dict)


def merge(layers: Iterable[YamlFile]) -> Merged:
    """Lay the files over each other, the last on top. A file that holds no map adds nothing."""
    whole: dict[str, Value] = {}
    notes: dict[YamlPath, Note] = {}
    for layer in layers:
        if isinstance(layer.value, dict):
            replaced: set[YamlPath] = set()
            whole = _laid_over(whole, layer.value, (), replaced)
            kept = {path: note for path, note in notes.items() if not _is_below(path, replaced)}
            notes = {**kept, **layer.notes}
    return Merged(whole, notes)


def _laid_over(
    under: dict[str, Value], over: dict[str, Value], path: YamlPath, replaced: set[YamlPath]
) -> dict[str, Value]:
    """Return ``over`` on ``under``, and note in ``replaced`` what of ``under`` is gone."""
    result = dict(under)
    for key, value in over.items():
        here, below = (*path, key), under.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            result[key] = _laid_over(below, value, here, replaced)
            continue
        replaced.add(here)
        if value is None:
            result.pop(key, None)
        else:
            result[key] = _without_empty(value)
    return result


def _without_empty(value: Value) -> Value:
    """Drop the keys that hold nothing; an empty point of a list keeps its place in the count."""
    if isinstance(value, dict):
        return {key: _without_empty(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_without_empty(inner) for inner in value]
    return value


def _is_below(path: YamlPath, replaced: set[YamlPath]) -> bool:
    return any(path[:length] in replaced for length in range(1, len(path) + 1))
