"""Files as values: everything a job may read, and a record of what it did read."""

from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from types import MappingProxyType

from msgspec import Struct, field


class Asset(Struct, frozen=True, dict=True):
    """One file's content. ``origin`` is where it was found, for messages only.

    ``file`` is the SHA-256 of the file itself where the content is not just what stands in it.
    """

    content: bytes
    origin: str
    file: str = ""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the file, as hexadecimal digits: it changes when the file does."""
        return self.file or sha256(self.content).hexdigest()

    @property
    def text(self) -> str:
        """The content as text: UTF-8, without the byte order mark that Windows may put first."""
        return self.content.decode("utf-8-sig")


class Assets(Struct, frozen=True):
    """Path → file, for templates, styles, fonts and pictures.

    Paths are those of the workspace ("templates/lofte/page.html.j2"), with forward slashes; the
    workspace's own file has already won over the package's of the same path.
    """

    files: Mapping[str, Asset] = field(default_factory=lambda: MappingProxyType({}))

    def with_files(self, more: Mapping[str, Asset]) -> "Assets":
        """Return these assets and ``more``; the latter win."""
        return Assets(MappingProxyType({**self.files, **more}))

    def under(self, folder: str) -> tuple[str, ...]:
        """Return the paths below ``folder``, sorted."""
        return tuple(sorted(path for path in self.files if path.startswith(f"{folder}/")))


class Reading(Struct):
    """A job's reading of its assets; ``asked`` becomes the product's list of dependencies.

    ``asked`` holds path → digest, or None for a path that was looked for and not there.
    """

    assets: Assets
    asked: dict[str, str | None] = field(default_factory=dict)

    def get(self, path: str) -> Asset | None:
        """Return the file at ``path``, or None; either way the question is recorded."""
        found = self.assets.files.get(path)
        self.asked[path] = found.digest if found else None
        return found
