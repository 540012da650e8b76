"""What is said of an SVG logo that cannot be printed, or was changed to be."""

from collections.abc import Callable

from msgspec.structs import replace

from loftespdf.model.problem import Message, Problem, Severity, say
from loftespdf.typesetting.press_pictures import Picture

#: Properties that let what lies behind be seen.
SEEN_THROUGH = frozenset({"filter", "mask"})


def refused(picture: Picture, what: str) -> Problem:
    """Say that a logo has ``what`` (SVG's own name for it), which no inks can print safely."""
    return Problem(
        "svg-not-printable",
        _what(what),
        picture.place,
        instead=_instead(what),
    )


def _instead(what: str) -> Message:
    if what == "<text>":
        return say("be om logotypen med texten omvandlad till kurvor (outlines)")
    return say(
        "be om logotypen i hela färger, utan toningar, genomskinlighet, filter och inbäddade bilder"
    )


def _what(what: str) -> Message:
    """Name a part of SVG as a designer knows it, with SVG's own name."""
    for belongs, message in _NAMED:
        if belongs(what):
            return replace(message, values={"what": what})
    return say("logotypen har ”{what}”, som inte kan räknas om till tryckfärger", what=what)


_NAMED: tuple[tuple[Callable[[str], bool], Message], ...] = (
    (
        lambda what: what.endswith("gradient"),
        say("logotypen har en toning ({what}), som inte kan tryckas säkert"),
    ),
    (
        lambda what: what == "pattern",
        say("logotypen har ett mönster ({what}), som inte kan tryckas säkert"),
    ),
    (
        lambda what: what == "<image>",
        say("logotypen har en inbäddad bild ({what}), som inte kan tryckas säkert"),
    ),
    (
        lambda what: what == "<text>",
        say("logotypen har levande text ({what}), som blir ett annat typsnitt på andra ställen"),
    ),
    (
        lambda what: what in SEEN_THROUGH or "opacity" in what or what.startswith("mix-blend"),
        say("logotypen har något genomskinligt ({what}), som inte kan tryckas säkert"),
    ),
    (
        lambda what: what.startswith(("<", "on")),
        say("logotypen innehåller ett program ({what})"),
    ),
    (
        lambda what: "url(" in what or what.startswith("href"),
        say("logotypen hämtar något från en annan plats ({what})"),
    ),
)


def unreadable(picture: Picture) -> Problem:
    """Say that a logo is no SVG."""
    return Problem(
        "svg-broken",
        say("filen går inte att läsa som SVG"),
        picture.place,
        instead=say("exportera logotypen på nytt som SVG"),
    )


def converted(picture: Picture, colours: dict[str, str]) -> Problem:
    """Warn that a logo's colours (as they were written → as inks) were reckoned."""
    shown = ", ".join(f"{colour} → {_percents(inks)}" for colour, inks in colours.items())
    return Problem(
        "logo-converted",
        say("logotypen är i skärmfärger (RGB) och har räknats om till tryckfärger ({colours})",
            colours=shown),
        picture.place,
        instead=say("be om en variant i CMYK och ange den som tryck: under logotypen"),
        severity=Severity.WARNING,
    )  # fmt: skip


def _percents(inks: str) -> str:
    """``device-cmyk(1 0.8 0.2 0.3)`` as 100/80/20/30."""
    shares = inks.removeprefix("device-cmyk(").removesuffix(")").split()
    return "/".join(str(round(float(share) * 100)) for share in shares)
