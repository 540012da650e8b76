"""A sheet's pictures and logos, all in the inks of its printing condition."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from loftespdf.model.assets import Asset, Assets
from loftespdf.model.problem import Problem
from loftespdf.model.sheets import PrintSheet

if TYPE_CHECKING:
    from loftespdf.typesetting.press_ink import Press
    from loftespdf.typesetting.press_pictures import Picture, Size


def press_assets(  # noqa: PLR0913 - all that decides the inks
    assets: Assets,
    paths: Iterable[str],
    sheet: PrintSheet,
    profile: bytes,
    printed_mm: Mapping[str, "Size"] | None = None,
    *,
    logos: Collection[str] = (),
) -> tuple[Assets, tuple[Problem, ...]]:
    """Return the assets with the pictures at ``paths`` in CMYK, held to the sheet's total ink.

    Args:
        assets: what the page may read; a path that is not there is passed over.
        paths: pictures and logos that the page uses, as it names them.
        sheet: gives the most ink (percent), the least resolution (ppi) and the standard.
        profile: the ICC profile of the printing condition, CMYK.
        printed_mm: path → width and height on the page in mm, where they are known: then too
            coarse a picture is told, and a finer one than needed is made smaller.
        logos: those of the paths that are logos: in screen colours they are told even as JPEG.

    Returns:
        The assets, and the problems in the order of the paths. Errors are pictures that must not
        be printed; a warning says what was done to one. Their new bytes have new digests: take a
        product's dependencies from the assets that came in.
    """
    files = {path: assets.files[path] for path in sorted(set(paths)) if path in assets.files}
    if not files:
        return assets, ()
    from loftespdf.typesetting.press_ink import Press  # noqa: PLC0415 - many ads have no pictures
    from loftespdf.typesetting.press_pictures import Picture  # noqa: PLC0415 - as above

    press, sizes = Press(profile, float(sheet.max_ink)), printed_mm or {}
    made: dict[str, Asset] = {}
    problems: list[Problem] = []
    for path, asset in files.items():
        picture = Picture(asset, path, sheet, sizes.get(path), is_logo=path in logos)
        content, found = _separated(picture, press)
        problems += found
        made[path] = Asset(content, asset.origin)
    return assets.with_files(made), tuple(problems)


def _separated(picture: "Picture", press: "Press") -> tuple[bytes, tuple[Problem, ...]]:
    if picture.asset.content.lstrip()[:1] == b"<":
        from loftespdf.typesetting.press_svg import separate_svg  # noqa: PLC0415 - as above

        return separate_svg(picture, press)
    from loftespdf.typesetting.press_pictures import separate  # noqa: PLC0415 - as above

    return separate(picture, press)
