"""Templates that were compiled before need not be compiled again: Jinja's door to what is kept.

What is kept is code, so where it lies matters: ``operations/compiled.py``. Here it is only known
again, by all that it was made from.
"""

import marshal
from hashlib import sha256
from importlib.util import MAGIC_NUMBER
from types import CodeType
from typing import Protocol, cast

import jinja2
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

_SEAL = 32  # bytes of SHA-256


class Kept(Protocol):
    """Some bytes by name, from an earlier process of the same program."""

    def get(self, name: str) -> bytes | None:
        """Return what is kept under a name, or None."""

    def put(self, name: str, content: bytes) -> None:
        """Keep something under a name, if that can be done."""


class CompiledTemplates(BytecodeCache):
    """Jinja's cache of code. ``settings`` tell how the templates are compiled."""

    def __init__(self, kept: Kept, settings: str) -> None:
        self._kept = kept
        self._maker = f"{jinja2.__version__}\n{MAGIC_NUMBER.hex()}\n{settings}"

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Return the template's code if it is kept, to be filled where it is not."""
        known_by = "\0".join((self._maker, name, filename or "", source))
        file = f"{sha256(name.encode()).hexdigest()[:32]}.jinja"
        bucket = Bucket(environment, file, sha256(known_by.encode()).hexdigest())
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept, if it is whole and of this very template."""
        content = self._kept.get(bucket.key) or b""
        seal, code = content[:_SEAL], content[_SEAL:]
        if code and seal == _sealed(bucket, code):
            bucket.code = cast("CodeType", marshal.loads(code))  # noqa: S302 - our own code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        code = marshal.dumps(bucket.code)
        self._kept.put(bucket.key, _sealed(bucket, code) + code)


def _sealed(bucket: Bucket, code: bytes) -> bytes:
    return sha256(bucket.checksum.encode() + code).digest()
