"""What may stand where: the model's own keys and choices, found by walking it along a YAML path.

Messages use it to say "here you can write …"; nothing is listed a second time by hand.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from loftespdf.model.document import YamlPath


def keys_at(model: type[BaseModel], path: YamlPath) -> tuple[str, ...]:
    """Return the keys the map at ``path`` may have, in the model's order; none where any may be."""
    found = annotation_at(model, path)
    return _keys(found) if is_model(found) else ()


def choices_at(model: type[BaseModel], path: YamlPath) -> tuple[str, ...]:
    """Return the words that may stand at ``path`` where only certain ones may, otherwise none."""
    found = annotation_at(model, path)
    is_choice = isinstance(found, type) and issubclass(found, StrEnum)
    return tuple(word.value for word in found) if is_choice else ()


def meaning_of(model: type[BaseModel], path: YamlPath) -> str:
    """Return the model's Swedish description of the key ``path`` ends with, or nothing."""
    inside = annotation_at(model, path[:-1])
    if not is_model(inside):
        return ""
    fields = inside.model_fields.items()
    return next((f.description or "" for name, f in fields if (f.alias or name) == path[-1]), "")


def required_keys(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys the map must have."""
    fields = model.model_fields.items()
    return tuple(info.alias or name for name, info in fields if info.is_required())


@cache  # of the models alone, and asked of every document
def all_keys(*models: type[BaseModel]) -> frozenset[str]:
    """Return every key that stands anywhere in the models."""
    seen: set[type[BaseModel]] = set()
    for model in models:
        _collect(model, seen)
    return frozenset(key for model in seen for key in _keys(model))


def _collect(annotation: Any, seen: set[type[BaseModel]]) -> None:  # noqa: ANN401 - any annotation
    annotation = _core(annotation)
    if not is_model(annotation):
        for inner in get_args(annotation):
            _collect(inner, seen)
    elif annotation not in seen:
        seen.add(annotation)
        for inner in _fields(annotation).values():
            _collect(inner, seen)


def annotation_at(model: type[BaseModel], path: YamlPath) -> Any:  # noqa: ANN401 - any annotation
    """Return the type of what stands at ``path``, or None where nothing may stand."""
    found: Any = model
    for part in path:
        found = _core(_inner(found, part))
    return found


def _inner(annotation: Any, part: str | int) -> Any:  # noqa: ANN401 - any annotation
    """Return what stands at ``part`` inside ``annotation``, or None where nothing may."""
    if is_model(annotation):
        return _fields(annotation).get(str(part))
    if get_origin(annotation) is tuple:
        return get_args(annotation)[0]
    if get_origin(annotation) is dict:
        return get_args(annotation)[1]
    return None


def _core(annotation: Any) -> Any:  # noqa: ANN401 - any annotation
    """Take off ``Annotated`` and ``| None``."""
    while (origin := get_origin(annotation)) in (Annotated, Union, UnionType):
        parts = get_args(annotation)
        if origin is Annotated:
            annotation = parts[0]
        else:
            annotation = next(part for part in parts if part is not NoneType)
    return annotation


def is_model(annotation: Any) -> bool:  # noqa: ANN401 - any annotation
    """Tell whether the type is a map with a fixed list of keys."""
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _keys(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(_fields(model))


def _fields(model: type[BaseModel]) -> Mapping[str, Any]:
    """Return the annotation of each field under the key it has in the file."""
    if not model.__pydantic_fields_complete__:
        model.model_rebuild()  # a model that holds itself knows its own type only now
    return {info.alias or name: info.annotation for name, info in model.model_fields.items()}
