"""A zip file of finished files: the same files give the same bytes."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: The earliest time a zip file can tell; which one matters not, only that it is always the same.
_WHEN = (1980, 1, 1, 0, 0, 0)
_READABLE_BY_ALL = 0o644 << 16
_LEVEL = 6


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip file with ``files``, path → content, in the order of their paths."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for path, content in sorted(files.items()):
            info = ZipInfo(path, _WHEN)
            info.create_system = 3  # Unix, whatever this is
            info.external_attr = _READABLE_BY_ALL
            archive.writestr(info, content, ZIP_DEFLATED, _LEVEL)
    return buffer.getvalue()
