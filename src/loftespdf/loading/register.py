"""The register of municipalities that comes with the program, read into its nouns."""

import csv
from pathlib import Path

import loftespdf
from loftespdf.model.register import (
    COUNTY_DIGITS,
    County,
    Municipality,
    PoliceRegion,
    Register,
)


def read_register() -> Register:
    """Read ``loftespdf/register/kommuner.csv``: 290 rows, in the order of their codes."""
    # importlib.resources would find the same file, but its import takes longer than the reading.
    file = Path(loftespdf.__file__).parent / "register" / "kommuner.csv"
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    return Register(tuple(_municipality(row) for row in rows))


def _municipality(row: dict[str, str]) -> Municipality:
    code = row["kommunkod"]
    return Municipality(
        code=code,
        name=row["kommun"],
        short=row["kortnamn"],
        county=County(code[:COUNTY_DIGITS], row["lan"]),
        region=PoliceRegion(row["polisregion"]),
    )
