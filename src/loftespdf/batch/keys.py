"""What a job is made from, as one digest: two jobs with the same key become the same file.

The key covers the job's values, not the files they were read from: a comment in a YAML file changes
no product. Templates, styles and pictures are covered by what the making asked for.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from hashlib import sha256

from loftespdf.model.assets import Assets
from loftespdf.model.document import Places
from loftespdf.model.values import Node
from loftespdf.operations.build import Job

#: Not in the key: assets are noted as they are asked for, places only stand in messages.
_ELSEWHERE = (Assets, Places)


def key_of(job: Job) -> str:
    """Return the digest of all that the job holds, as 64 hexadecimal digits."""
    return sha256(json.dumps(_plain(job), ensure_ascii=False).encode()).hexdigest()


def _plain(value: object) -> object:
    """Return a value as lists and texts, with the names of types, always in the same order.

    A set has no order of its own: it is taken in that of its texts.
    """
    match value:
        case None | bool() | int() | str() if not isinstance(value, Enum):
            return value
        case Node():
            return [type(value).__name__, *([name, _plain(inner)] for name, inner in value)]
        case Mapping():
            return [[_plain(name), _plain(inner)] for name, inner in value.items()]
        case list() | tuple() | frozenset():
            items = sorted(value, key=str) if isinstance(value, frozenset) else value
            return [_plain(inner) for inner in items]
        case _ if is_dataclass(value):
            named = ((field.name, getattr(value, field.name)) for field in fields(value))
            kept = ([name, _plain(v)] for name, v in named if not isinstance(v, _ELSEWHERE))
            return [type(value).__name__, *kept]
        case _:
            return [type(value).__name__, str(value)]
