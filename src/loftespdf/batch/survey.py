"""The files there are now, and whether they are those that something was made from."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import loftespdf
from loftespdf.loading.signatures import Signature, clock, digest, files_below, signature
from loftespdf.loading.workspace import FOLLOW_UP_END, SHARED_FILE, theme_files
from loftespdf.storing.journal import Journal

PACKAGE = "package/"
#: Stands for a file's digest where only its being there matters.
EXISTS = "finns"
_YAML = (".yaml", ".yml")
_THEME = ("templates/", "styles/")
_PROFILES = "styles/profiles/"


class Survey:
    """One look at the files of a workspace, its theme and our package.

    Paths are those of the assets ("templates/lofte/page.html.j2", "content/grastorp/2021.yaml"),
    and "package/…" for our own code. A file is only read where its signature is new.
    """

    def __init__(self, root: Path, journal: Journal) -> None:
        self._root = str(root)
        self._journal = journal
        self._now = clock()
        self._theme = {name: str(path) for name, path in theme_files(root).items()}
        self._package = str(Path(loftespdf.__file__).parent)
        self._digests: dict[str, str | None] = {}
        self._held: dict[str, bool] = {}

    def digest(self, path: str) -> str | None:
        """Return the SHA-256 of a file, or None where there is none."""
        if path not in self._digests:
            self._digests[path] = self._known(path) or self._read(path)
        return self._digests[path]

    def agrees(self, path: str, wanted: str | None) -> bool:
        """Tell whether a file is still what it was: its digest, ``EXISTS``, or None for absent."""
        if wanted == EXISTS:
            where = self._where(path)
            return where is not None and signature(where) is not None
        if self.digest(path) == wanted:
            return True
        # The journal may be wrong about this file: before anything is made anew, it is read.
        self._digests[path] = self._read(path)
        return self._digests[path] == wanted

    def holds(self, set_name: str) -> bool:
        """Tell whether all files of a recorded set are what they were."""
        if set_name not in self._held:
            entries = self._journal.sets.get(set_name)
            self._held[set_name] = entries is not None and all(
                self.agrees(path, wanted) for path, wanted in entries.items()
            )
        return self._held[set_name]

    def package_files(self) -> Iterator[str]:
        """Return our own code's files."""
        return code_files(self._package)

    def rules(self) -> str:
        """Return the digest of what decides which layouts and formats there are."""
        deciding = (p for p in self._theme if p.endswith(".yaml") or p.startswith(_PROFILES))
        says = {path: self.digest(path) for path in deciding}
        return set_name({**dict.fromkeys(sorted(self._theme), EXISTS), **says})

    def area_files(self, area: str) -> dict[str, str | None]:
        """Return what the documents of an area are read from: path → digest.

        With a follow-up everything in the folder counts, since earlier periods are read with it;
        otherwise of other files than YAML only that they are there.
        """
        paths = tuple(files_below(f"{self._root}/content/{area}", f"content/{area}"))
        is_followed = any(path.endswith(FOLLOW_UP_END) for path in paths)
        found = {
            path: self.digest(path) if is_followed or path.endswith(_YAML) else EXISTS
            for path in paths
        }
        shared = f"content/{SHARED_FILE}"
        return {**found, shared: self.digest(shared)}

    def look_again(self, area: str) -> dict[str, Signature | None]:
        """Forget what was seen of an area's files earlier in the run; return how they are now."""
        paths = [*files_below(f"{self._root}/content/{area}", f"content/{area}")]
        paths.append(f"content/{SHARED_FILE}")
        for path in paths:
            self._digests.pop(path, None)
        return {path: signature(f"{self._root}/{path}") for path in paths}

    def reaches_out(self, area: str) -> bool:
        """Tell whether earlier periods of a followed area may name pictures outside its folder."""
        paths = tuple(files_below(f"{self._root}/content/{area}", f"content/{area}"))
        if not any(path.endswith(FOLLOW_UP_END) for path in paths):
            return False
        yaml = (Path(self._root, path) for path in paths if path.endswith(_YAML))
        # A pipe would be waited for without end; the loader tells of it.
        return any(b"../" in path.read_bytes() for path in yaml if signature(path))

    def is_same_area(self, area: str, recorded: Mapping[str, str | None]) -> bool:
        """Tell whether an area would be read as it was: no file more, none changed."""
        now = self.area_files(area)
        return now.keys() <= recorded.keys() and all(
            now.get(path) == wanted or self.agrees(path, wanted)
            for path, wanted in recorded.items()
        )

    def _where(self, path: str) -> str | None:
        if path.startswith(_THEME):
            return self._theme.get(path)
        if path.startswith(PACKAGE):
            return f"{self._package}/{path.removeprefix(PACKAGE)}"
        return f"{self._root}/{path}"

    def _known(self, path: str) -> str | None:
        where, record = self._where(path), self._journal.files.get(path)
        if where is None or record is None:
            return None
        *seen, known = record
        return known if tuple(seen) == signature(where) else None

    def _read(self, path: str) -> str | None:
        if (where := self._where(path)) is None or (seen := signature(where)) is None:
            return None
        found = digest(where)
        if found and seen.is_settled(self._now) and signature(where) == seen:
            self._journal.files.put(path, (*seen, found))
        return found


def code_files(package: str) -> Iterator[str]:
    """Yield our own code's files; messages in other languages are no part of any product."""
    for path in files_below(package, PACKAGE.rstrip("/")):
        if not path.startswith(f"{PACKAGE}locale/") and "__pycache__" not in path:
            yield path


def set_name(entries: Mapping[str, str | None]) -> str:
    """Return the name of a set of dependencies: its digest, so that equal sets are one."""
    return sha256(json.dumps(entries, sort_keys=True).encode()).hexdigest()
