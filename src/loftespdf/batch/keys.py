"""What a job is made from, as one digest: two jobs with the same key become the same file.

The key covers the job's values, not the files they were read from: a comment in a YAML file changes
no product. Templates, styles and pictures are covered by what the making asked for.
"""

import json
from collections.abc import Mapping
from enum import Enum
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import asdict

from loftespdf.model.assets import Assets
from loftespdf.model.document import Places
from loftespdf.model.values import Node
from loftespdf.operations.build import Job

#: Not in the key: assets are noted as they are asked for, places only stand in messages.
_ELSEWHERE = (Assets, Places)


class Speller:
    """Values as JSON text, each spelled once: the jobs of a document share nearly all they hold.

    Keep one for a document at the most: it holds what it has spelled.
    """

    def __init__(self) -> None:
        self._texts: dict[int, tuple[object, str]] = {}

    def text(self, value: object) -> str:
        """Return the text of a value; two values are the same if they are one object."""
        if id(value) not in self._texts:
            self._texts[id(value)] = value, json.dumps(_plain(value), ensure_ascii=False)
        return self._texts[id(value)][1]


def key_of(job: Job, speller: Speller | None = None) -> str:
    """Return the digest of all that the job holds, as 64 hexadecimal digits."""
    spelled = (speller or Speller()).text
    named = asdict(job).items()
    kept = [f'["{name}", {spelled(v)}]' for name, v in named if not isinstance(v, _ELSEWHERE)]
    return sha256(f'["{type(job).__name__}", {", ".join(kept)}]'.encode()).hexdigest()


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
        case Struct():
            named = asdict(value).items()
            kept = ([name, _plain(v)] for name, v in named if not isinstance(v, _ELSEWHERE))
            return [type(value).__name__, *kept]
        case _:
            return [type(value).__name__, str(value)]
