"""JSON Schemas of the content: an editor completes and checks a YAML file while it is typed.

They are made from the model, with its Swedish descriptions. An editor reads YAML by rules of its
own (it may take 0114 for a number and 2021-05-11 for a date), so single values are let through in
any spelling; the program itself judges them.
"""

from typing import Any

from loftespdf.model.area import Area
from loftespdf.model.pledge import Pledge
from loftespdf.model.values import Node

Schema = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NULL = {"type": "null"}
_WORD = {"type": ["string", "number", "boolean"]}
#: Forms that the model reads besides the map itself.
_SHORT_FORMS: dict[str, Schema] = {
    "#/$defs/Item": _WORD,
    "#/$defs/Period": {"type": ["integer", "string"]},
}
#: Maps that several files fill together, so that none of them need hold all the keys.
_MERGED = frozenset({"Party", "Colour", "Logo", "Brand", "Decision", "Agreement", "Period"})
#: What pydantic writes for programmers: names of classes, and docstrings.
_FOR_PROGRAMMERS = frozenset({"title", "default"})


def pledge_schema() -> Schema:
    """Return the schema of a pledge's file, which may also state anything of its area anew."""
    return _schema(
        "Medborgarlöfte",
        "Ett medborgarlöfte för ett område och en period.",
        (Pledge, Area),
        required=_made_from(Pledge)["required"],
    )


def area_schema() -> Schema:
    """Return the schema of omrade.yaml and _gemensamt.yaml.

    They may also hold what an area's pledges share, such as the usual signers; nothing is required
    of the one that may stand in the other.
    """
    return _schema(
        "Område",
        "Ett områdes namn, parter och varumärke, och vilka som brukar skriva under.",
        (Area, Pledge),
        required=[],
    )


def _schema(
    title: str, description: str, models: tuple[type[Node], ...], required: list[str]
) -> Schema:
    made = [_made_from(model) for model in models]
    keys = {key: value for one in made for key, value in one["properties"].items()}
    return {
        "$schema": _DRAFT,
        "title": title,
        "description": description,
        "type": "object",
        "properties": {
            key: value if key in required else _or_nothing(value) for key, value in keys.items()
        },
        "required": required,
        "additionalProperties": False,
        "$defs": {key: value for one in made for key, value in one["$defs"].items()},
    }


def _made_from(model: type[Node]) -> Schema:
    """Return pydantic's schema of the model, cleaned for people."""
    schema = model.model_json_schema(by_alias=True)
    definitions = {name: _definition(name, one) for name, one in schema["$defs"].items()}
    properties = {key: _cleaned(value) for key, value in schema["properties"].items()}
    required = schema.get("required", [])
    return {"properties": properties, "required": required, "$defs": definitions}


def _definition(name: str, schema: Schema) -> Schema:
    """Clean a definition: its own description is a docstring, those of its keys are for users."""
    dropped = {"description", "required"} if name in _MERGED else {"description"}
    kept = {key: value for key, value in schema.items() if key not in dropped}
    cleaned: Schema = _cleaned({key: value for key, value in kept.items() if key != "properties"})
    if "properties" in kept:
        keys = kept["properties"].items()
        cleaned["properties"] = {key: _cleaned(value) for key, value in keys}
    return cleaned


def _cleaned(schema: Any) -> Any:  # noqa: ANN401 - any piece of a JSON Schema
    if isinstance(schema, list):
        return [_cleaned(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in schema.items() if key not in _FOR_PROGRAMMERS}
    if (short := _SHORT_FORMS.get(kept.get("$ref", ""))) is not None:
        either = [short, {"$ref": kept.pop("$ref")}]
        return {**kept, "anyOf": either}
    return {key: _cleaned(value) for key, value in kept.items()}


def _or_nothing(schema: Schema) -> Schema:
    """Let a key stand with nothing after it: that removes what another file says."""
    if _NULL in schema.get("anyOf", []):
        return schema
    told = {key: value for key, value in schema.items() if key == "description"}
    rest = {key: value for key, value in schema.items() if key != "description"}
    return {**told, "anyOf": [rest, _NULL]}
