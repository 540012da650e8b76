"""Templates that were compiled before need not be compiled again: Jinja's door to what is kept.

What is kept is code, so where it lies matters: ``operations/compiled.py``. Here it is only known
again, by all that it was made from.
"""

import marshal
from importlib.util import MAGIC_NUMBER
from types import CodeType
from typing import cast

import jinja2
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from loftespdf.model.kept import Kept, keep, maker, name_of, take


class CompiledTemplates(BytecodeCache):
    """Jinja's cache of code. ``settings`` tell how the templates are compiled."""

    def __init__(self, kept: Kept, settings: str) -> None:
        self._kept = kept
        self._maker = maker(__file__, jinja2.__version__, MAGIC_NUMBER.hex(), settings)

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Return the template's code if it is kept, to be filled where it is not."""
        known_by = "\0".join((self._maker, name, filename or "", source))
        bucket = Bucket(environment, name_of(name, "jinja"), known_by)
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept, if it is whole and of this very template."""
        if code := take(self._kept, bucket.key, bucket.checksum):
            bucket.code = cast("CodeType", marshal.loads(code))  # noqa: S302 - our own code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        keep(self._kept, bucket.key, bucket.checksum, marshal.dumps(bucket.code))
