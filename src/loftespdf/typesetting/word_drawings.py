"""Drawn boxes in Word: shapes of its own in a line of text, with what they show in words."""

from decimal import Decimal
from xml.etree.ElementTree import Element
from xml.sax.saxutils import quoteattr

from docx.oxml import parse_xml

from loftespdf.model.drawing import Drawing, Ink
from loftespdf.typesetting.word_look import Look
from loftespdf.typesetting.word_xml import EMU_PER_MM, Node

#: A sign in a line of text is a square of so many mm.
_SIGN = Decimal("3.2")
_LINE_WIDTH = 12700
#: Shapes and pictures share one series of numbers; the library's pictures begin at 1.
_FIRST_NUMBER = 10000
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.{rest}"'
    for prefix, rest in {
        "w": "openxmlformats.org/wordprocessingml/2006/main",
        "wp": "openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "openxmlformats.org/drawingml/2006/main",
        "mc": "openxmlformats.org/markup-compatibility/2006",
        "wps": "microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
_SHAPES = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
#: Word's own mark of what says nothing that the text does not (Office 2019 and later).
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext>'
    "</a:extLst>"
)


def sign_of(element: Element) -> Drawing | None:
    """Return the sign that a ``data-sign`` asks for, None where there is no such."""
    ink = element.get("data-sign", "")
    return Drawing(Ink(ink), _SIGN, _SIGN) if ink in set(Ink) else None


def shape(drawing: Drawing, alt: str, number: int, look: Look) -> Node:
    """Return a run with the drawing.

    Args:
        drawing: the box.
        alt: its words; "" for a sign whose word stands beside it.
        number: counts the shapes of the document from 1.
        look: the colours.
    """
    wide, high = (round(mm * EMU_PER_MM) for mm in (drawing.width, drawing.height))
    described = f"descr={quoteattr(alt)}/>" if alt else f">{_DECORATIVE}</wp:docPr>"
    return parse_xml(
        f'<w:r {_NAMESPACES}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{_FIRST_NUMBER + number}" name="Ritat {number}" {described}'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_SHAPES}"><wps:wsp>'
        '<wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        f"{_geometry(drawing.ink, wide, high)}{_paint(drawing.ink, look)}"
        "</wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        "</mc:Choice></mc:AlternateContent></w:r>"
    )


def _geometry(ink: Ink, wide: int, high: int) -> str:
    """A plain rectangle, or one with something in it: paths of its own (ECMA-376-1, 20.1.9.8)."""
    if ink not in (Ink.HALF, Ink.SLASH):
        return '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    frame = _path(wide, high, 'fill="none"', (0, 0), (wide, 0), (wide, high), (0, high))
    if ink is Ink.SLASH:
        inner = _path(wide, high, 'fill="none"', (0, high), (wide, 0), close=False)
    else:
        middle = high // 2
        inner = _path(wide, high, 'stroke="0"', (0, middle), (wide, middle), (wide, high),
                      (0, high))  # fmt: skip
    return (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>{inner}{frame}</a:pathLst></a:custGeom>'
    )


def _path(wide: int, high: int, how: str, *points: tuple[int, int], close: bool = True) -> str:
    (left, top), *rest = points
    lines = "".join(f'<a:lnTo><a:pt x="{x}" y="{y}"/></a:lnTo>' for x, y in rest)
    return (
        f'<a:path w="{wide}" h="{high}" {how}><a:moveTo><a:pt x="{left}" y="{top}"/></a:moveTo>'
        f"{lines}{'<a:close/>' if close else ''}</a:path>"
    )


def _paint(ink: Ink, look: Look) -> str:
    dark, grey = (_solid(look.colour(name)) for name in ("text", "rule"))
    fill = {Ink.FULL: dark, Ink.HALF: dark, Ink.GREY: grey, Ink.SLASH: dark}.get(ink)
    dashes = '<a:prstDash val="sysDash"/>' if ink is Ink.DASHED else ""
    return f'{fill or _solid("FFFFFF")}<a:ln w="{_LINE_WIDTH}">{dark}{dashes}</a:ln>'


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
