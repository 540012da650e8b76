"""The ICC profile of a sheet's printing condition: where it is, and whether it can be used."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from loftespdf.model.assets import Assets
from loftespdf.model.problem import Figure, Place, Problem, Severity, say, with_comma
from loftespdf.model.sheets import PressStandard, PrintSheet

if TYPE_CHECKING:
    from loftespdf.loading.profiles import ProfileFacts

#: The folder of profiles in a workspace or the theme, and the one that comes with the program.
PROFILES = "styles/profiles"
SHIPPED_PROFILE = f"{PROFILES}/ISOcoated_v2_300_bas.icc"

#: PDF 1.4 is based on ICC.1:1998-09 with its addendum ICC.1A:1999-04, which are profiles of version
#: 2.3; version 4.0 (ICC.1:2001-12) came with PDF 1.5, 4.1 (ICC.1:2003-09) with PDF 1.6, which
#: PDF/X-4 rests on (PDF Reference 1.7, 4.5.4, table 4.17: a producer should embed only what its
#: version knows, since a reader may fail on a later one). PDF/X-1a:2003 (ISO 15930-4) is PDF 1.4.
_KNOWS_VERSION_2 = (PressStandard.X_1A, PressStandard.PDF_1_4)
_FIRST_TOO_NEW = 3


def find_profile(condition: str, theme: Assets) -> str | None:
    """Return the path of the profile a condition names, or None where there is none.

    Spaces, case and the signs between words do not count: papers write "ISO Newspaper 26v5".
    """
    wanted = _bare(condition)
    for path in theme.under(PROFILES):
        stem, _, end = path.rpartition("/")[2].rpartition(".")
        if end.lower() in ("icc", "icm") and _bare(stem) == wanted:
            return path
    return None


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def missing_profile(sheet: PrintSheet) -> Problem | None:
    """Say where a missing profile goes and what is built with meanwhile."""
    if sheet.missing_profile is None:
        return None
    return Problem(
        "profile-missing",
        say("tidningens profil {condition} finns inte; filen byggs så länge med {shipped}",
            condition=sheet.icc_condition, shipped=sheet.profile.rpartition("/")[2]),
        Place(sheet.missing_profile),
        instead=say("be tidningen om profilen och lägg den som {path}; färgmängden hålls ändå"
                    " under {ink} procent", path=sheet.missing_profile,
                    ink=_percent(sheet.max_ink)),
        severity=Severity.WARNING,
    )  # fmt: skip


def unusable_profile(sheet: PrintSheet, theme: Assets) -> Problem | None:
    """Say why a sheet's profile cannot be printed with: broken, not CMYK, or too new for it."""
    if sheet.profile == SHIPPED_PROFILE:
        return None
    asset = theme.files[sheet.profile]
    facts = _facts(asset.content, Place(asset.origin))
    if isinstance(facts, Problem):
        return facts
    if sheet.standard in _KNOWS_VERSION_2 and facts.version >= _FIRST_TOO_NEW:
        return _too_new(sheet, facts, Place(asset.origin))
    return None


@lru_cache(maxsize=8)
def _facts(content: bytes, place: Place) -> "ProfileFacts | Problem":
    """Read a profile once: many sheets share it."""
    from loftespdf.loading.profiles import read_profile  # noqa: PLC0415 - rarely wanted, and slow

    return read_profile(content, place)


def _too_new(sheet: PrintSheet, facts: "ProfileFacts", place: Place) -> Problem:
    return Problem(
        "profile-too-new",
        say("{sheet} ska vara {standard}, som bara rymmer ICC-profiler av version 2, men {name} är"
            " version {version}", sheet=sheet.id, standard=sheet.standard.value,
            name=facts.description, version=with_comma(f"{facts.version:.1f}")),
        place,
        instead=say("be tidningen om profilen i version 2, eller skriv standard: x-4 i formatet om"
                    " tidningen tar emot det"),
    )  # fmt: skip


def _percent(number: Decimal) -> Figure:
    return with_comma(f"{number.normalize():f}")
