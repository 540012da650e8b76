"""Pack the press profile that comes with the program, as a PDF holds it.

Packing a megabyte takes longer than all the rest of writing a poster. Run this when the profile
changes: ``python tools/packed_profile.py``.
"""

import zlib
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
PROFILE = REPOSITORY / "styles/profiles/ISOcoated_v2_300_bas.icc"
PACKED = REPOSITORY / "src/loftespdf/typesetting/profile.z"


def packed() -> bytes:
    """Return the profile, packed as small as zlib can."""
    return zlib.compress(PROFILE.read_bytes(), 9)


if __name__ == "__main__":
    PACKED.write_bytes(packed())
