"""What cannot be true together in a format, or cannot be a printed space."""

import re
from collections.abc import Iterator
from decimal import Decimal

from loftespdf.loading.sites import Site
from loftespdf.model.problem import Figure, Message, Problem, say, with_comma
from loftespdf.model.sheet_format import SheetFormat
from loftespdf.model.sheets import LARGEST_SIDE, SMALLEST_SIDE

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_LIKE_A_SIZE = re.compile(r"\d+(-\d+)?(sp)?x\d+(-\d+)?")
#: More bleed than this, in mm, nobody asks for: it is a slip of the pen.
_MOST_BLEED = Decimal(25)


def contradictions(name: str, one: SheetFormat, site: Site) -> Iterator[Problem]:
    """Yield what is wrong with a format whose keys and values are all right one by one.

    Args:
        name: its id.
        one: what its keys say.
        site: the file it stands in.
    """
    rules = (_name, _sides, _bounds, _columns, _columns_and_width, _inside, _bleed)
    for rule in rules:
        for key, what, instead in rule(name, one):
            path = (name, key) if key else (name,)
            yield Problem(_KINDS[rule], what, site.key(path), ".".join(path), instead)


_Words = tuple[str, Message, Message]


def _name(name: str, _: SheetFormat) -> Iterator[_Words]:
    if not _ID.fullmatch(name):
        yield (
            "",
            say("formatet ”{name}” kan inte heta så: filens namn görs av det", name=name),
            say("skriv bara a–z, 0–9 och bindestreck, till exempel tidningen-kvart"),
        )
    elif _LIKE_A_SIZE.fullmatch(name):
        yield (
            "",
            say("formatet ”{name}” kan inte heta så: det läses som ett mått", name=name),
            say("skriv ett namn, till exempel tidningen-kvart"),
        )


def _sides(_: str, one: SheetFormat) -> Iterator[_Words]:
    for key, side in (("bredd", one.width), ("höjd", one.height)):
        if side is not None and not SMALLEST_SIDE <= side <= LARGEST_SIDE:
            yield (key, *_no_space(side))


def _no_space(side: Decimal) -> tuple[Message, Message]:
    return (
        say("{side} mm är ingen yta att trycka på", side=_figure(side)),
        say("skriv ett mått mellan {least} och {most} mm, eller fri",
            least=SMALLEST_SIDE, most=LARGEST_SIDE),
    )  # fmt: skip


def _bounds(_: str, one: SheetFormat) -> Iterator[_Words]:
    for side, fixed, least, most in (
        ("bredd", one.full_width, one.min_width, one.max_width),
        ("höjd", one.height, one.min_height, one.max_height),
    ):
        if least is not None and most is not None and least > most:
            yield (
                f"minst {side}",
                say("minst {side} är större än högst {side}", side=side),
                say("byt plats på talen"),
            )
        elif fixed is not None and (least is not None or most is not None):
            yield (
                f"minst {side}" if least is not None else f"högst {side}",
                say("gränser för {side} gäller bara när {side} är fri, men den är {fixed} mm",
                    side=side, fixed=_figure(fixed)),
                say("ta bort gränserna, eller skriv {side}: fri", side=side),
            )  # fmt: skip


def _columns(_: str, one: SheetFormat) -> Iterator[_Words]:
    if one.columns is None:
        return
    if one.columns < 1 or one.columns != int(one.columns):
        yield (
            "spalter",
            say("{count} är inget antal spalter", count=_figure(one.columns)),
            say("skriv ett helt tal, minst 1, eller fri"),
        )
    elif one.column_width is None and one.width is None:
        yield (
            "spalter",
            say("formatet har spalter men ingen spaltbredd"),
            say("skriv spaltbredd: och mellanrum: i mm, eller bredd:"),
        )
    elif one.width is None and not SMALLEST_SIDE <= (one.full_width or 0) <= LARGEST_SIDE:
        yield ("spalter", *_no_space(one.full_width or Decimal(0)))


def _columns_and_width(_: str, one: SheetFormat) -> Iterator[_Words]:
    """A width beside columns must be theirs: else one of the three numbers is wrong."""
    if one.columns is None or one.width is None or one.columns != int(one.columns):
        return
    wide = one.width_of(int(one.columns))
    if wide is not None and wide != one.width:
        yield (
            "bredd",
            say("bredden är {width} mm, men spalterna blir {columns} mm",
                width=_figure(one.width), columns=_figure(wide)),
            say("ta bort bredd: eller spalter:, eller rätta spaltbredd: och mellanrum:"),
        )  # fmt: skip


def _inside(_: str, one: SheetFormat) -> Iterator[_Words]:
    """Text must have somewhere to stand."""
    sides = [side for side in (one.full_width, one.height) if side is not None]
    if one.safe_margin is not None and sides and 2 * one.safe_margin >= min(sides):
        yield (
            "marginal",
            say("marginalen {margin} mm lämnar ingen plats för text",
                margin=_figure(one.safe_margin)),
            say("skriv avståndet från kanten till texten i mm, till exempel 5"),
        )  # fmt: skip
    if (area := one.type_area) is None:
        return
    for side, inner, outer in (
        ("bredd", area.width, one.full_width), ("höjd", area.height, one.height),
    ):  # fmt: skip
        if outer is not None and inner > outer:
            yield (
                "satsyta",
                say("satsytans {side} {inner} mm är större än formatets {outer} mm",
                    side=side, inner=_figure(inner), outer=_figure(outer)),
                say("skriv satsytan i mm, som inte kan vara större än annonsen"),
            )  # fmt: skip


def _bleed(_: str, one: SheetFormat) -> Iterator[_Words]:
    if one.bleed is not None and one.bleed > _MOST_BLEED:
        yield (
            "utfall",
            say("{bleed} mm är inget utfall", bleed=_figure(one.bleed)),
            say("skriv utfallet i mm, oftast 3 eller 5 och högst {most}", most=_MOST_BLEED),
        )


_KINDS = {
    _name: "bad-id",
    _sides: "bad-size",
    _bounds: "bounds-crossed",
    _columns: "bad-columns",
    _columns_and_width: "columns-disagree",
    _inside: "no-room",
    _bleed: "bad-size",
}


def _figure(number: Decimal) -> Figure:
    return with_comma(f"{number.normalize():f}")
