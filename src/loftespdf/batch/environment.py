"""What besides content and theme decides a file's bytes: programs and their versions, as a digest.

Our own code is taken by its bytes, not by its version: in development the version stands still
while everything changes.
"""

import os
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import loftespdf
from loftespdf.batch.survey import PACKAGE, Survey, code_files
from loftespdf.loading.signatures import digest
from loftespdf.typesetting.libraries import library_versions

#: Every package that has a hand in the bytes, or in what is refused; not those that only talk to
#: people. A test holds this against the lock file.
_PACKAGES = """
annotated-types babel brotli brotlicffi cffi charset-normalizer cssselect2 fonttools jinja2 lxml
markdown-it-py markupsafe mdurl msgspec packaging page-validation pikepdf pillow pycparser pydantic
pydantic-core pydyf pyphen python-docx pyyaml resvg-py segno tinycss2 tinyhtml5 typing-extensions
typing-inspection weasyprint webencodings zopfli
"""
PACKAGES = frozenset(_PACKAGES.split())
_INSTALLED = re.compile(r"(?P<name>.+)-(?P<version>[^-]+)\.(dist|egg)-info")
_SEPARATORS = re.compile(r"[-_.]+")


def environment(survey: Survey) -> str:
    """Return the digest of all versions and of our own code."""
    lines = [*_code(survey), *installed(), *_system()]
    return sha256("\n".join(lines).encode()).hexdigest()


def traits() -> Mapping[str, str]:
    """Return the same as name → version, to hold another machine's against.

    A theme that lies in the package is left out, as it is in a wheel: jobs bring theirs with them.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for line in (f"loftespdf {_own_version()}", *installed(), *_system()):
        name, _, version = line.partition(" ")
        found[name].append(version)
    return {name: ", ".join(versions) for name, versions in found.items()}


def _own_version() -> str:
    """Return the version with the first digits of the code's digest."""
    package = str(Path(loftespdf.__file__).parent)
    paths = (path.removeprefix(PACKAGE) for path in code_files(package))
    lines = (f"{path} {digest(f'{package}/{path}')}" for path in paths if path[:6] != "theme/")
    code = sha256("\n".join(lines).encode()).hexdigest()
    return f"{loftespdf.__version__}+{code[:12]}"


def _code(survey: Survey) -> Iterator[str]:
    for path in survey.package_files():
        yield f"{path.removeprefix(PACKAGE)} {survey.digest(path)}"


def installed() -> tuple[str, ...]:
    """Return ``name version`` of each package found, by the names of their folders alone.

    ``importlib.metadata`` would say the same, but its import takes longer than all else here.
    """
    found = {
        f"{name} {match['version']}"
        for folder in sys.path
        for entry in _listed(folder)
        if (match := _INSTALLED.fullmatch(entry))
        and (name := _SEPARATORS.sub("-", match["name"]).lower()) in PACKAGES
    }
    return tuple(sorted(found))


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder or ".")  # noqa: PTH208 - only the names are wanted
    except OSError:
        return []


def _system() -> Iterator[str]:
    yield f"python {sys.version}"
    yield f"zlib {zlib.ZLIB_RUNTIME_VERSION}"
    for name, version in library_versions().items():
        yield f"{name} {version}"
