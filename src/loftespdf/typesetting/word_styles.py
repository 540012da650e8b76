"""The named styles of a Word document, made from the tokens; nothing is formatted by hand.

Names are Word's own English ones where it has one, which Word shows in the user's language; the
rest are Swedish. Order of properties follows ECMA-376 part 1, 17.3.1.26 and 17.3.2.28.
"""

from xml.sax.saxutils import quoteattr

from msgspec import Struct

from loftespdf.typesetting.word_look import Look
from loftespdf.typesetting.word_xml import half_points, twips

#: How far each level of a list is moved in, in mm, and how many levels there are.
LIST_STEP = 9
LIST_LEVELS = 5
#: The room of the longest bar, in mm: what it measures stands after it.
BAR = 48
#: Where the foot's middle is, of its width: area and period need more room than a page number.
FOOT_MIDDLE = 0.58
NUMBERED, BULLETED, CONTINUED = "ListNumber", "ListBullet", "ListContinue"


class Style(Struct, frozen=True):
    """A style. ``paragraph`` and ``run`` are its properties as XML."""

    id: str
    name: str
    based_on: str = "Normal"
    paragraph: str = ""
    run: str = ""
    next: str = ""
    kind: str = "paragraph"
    own: bool = False

    @property
    def xml(self) -> str:
        """The style as Word writes it."""
        default = ' w:default="1"' if self.id in ("Normal", "DefaultParagraphFont") else ""
        custom = ' w:customStyle="1"' if self.own else ""
        based = f'<w:basedOn w:val="{self.based_on}"/>' if self.based_on else ""
        after = f'<w:next w:val="{self.next}"/>' if self.next else ""
        paragraph = f"<w:pPr>{self.paragraph}</w:pPr>" if self.paragraph else ""
        run = f"<w:rPr>{self.run}</w:rPr>" if self.run else ""
        return (
            f'<w:style w:type="{self.kind}"{default}{custom} w:styleId="{self.id}">'
            f"<w:name w:val={quoteattr(self.name)}/>{based}{after}<w:qFormat/>{paragraph}{run}"
            "</w:style>"
        )


def defaults(look: Look, language: str) -> str:
    """Return what holds where no style says otherwise: family, size, colour and language."""
    family = quoteattr(look.family)
    body = half_points(look.points("size-body", 11))
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii={family} w:eastAsia={family}"
        f' w:hAnsi={family} w:cs={family}/><w:color w:val="{look.colour("text")}"/>'
        f'<w:sz w:val="{body}"/><w:szCs w:val="{body}"/><w:lang w:val="{language}"'
        f' w:eastAsia="{language}" w:bidi="{language}"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )


def styles_of(look: Look) -> tuple[Style, ...]:
    """Return every style a document of ours may use, in the order they are written."""
    return (*_text(look), *_lists(look), *_head(look), *_foot(look), *_small(look), *_tables(look))


def _space(before: float, after: float, leading: float) -> str:
    """Return space before and after in points, with a least leading."""
    return (
        f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"'
        f' w:line="{round(leading * 20)}" w:lineRule="atLeast"/>'
    )


def _size(points: float) -> str:
    return f'<w:sz w:val="{half_points(points)}"/><w:szCs w:val="{half_points(points)}"/>'


def _colour(look: Look, name: str) -> str:
    return f'<w:color w:val="{look.colour(name)}"/>'


_BOLD, _ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"
_TOGETHER = "<w:keepNext/><w:keepLines/>"
_UNBROKEN = "<w:suppressAutoHyphens/>"
#: In narrow columns a long word is cut in any case; so with a hyphen.
_BROKEN = '<w:suppressAutoHyphens w:val="0"/>'


def _text(look: Look) -> tuple[Style, ...]:
    leading = look.points("leading-body", 15.5)
    title, heading = look.points("size-title", 22), look.points("size-heading", 14)
    aside = f'<w:ind w:right="{twips(look.sheet.measure - look.measure)}"/>'
    kept = _TOGETHER + _UNBROKEN

    def head(level: int, before: float, run: str) -> Style:
        return Style(
            f"Heading{level}", f"heading {level}", "Normal",
            f'{kept}{_space(before, 4, 15)}{aside}<w:outlineLvl w:val="{level - 1}"/>', run,
            "BodyText",
        )  # fmt: skip

    return (
        Style("Normal", "Normal", "", f"<w:widowControl/>{_space(0, 0, leading)}"),
        Style("BodyText", "Body Text", "Normal", _space(0, 6, leading) + aside),
        Style("Title", "Title", "Normal", kept + _space(36, 2, title * 1.2) + aside,
              _BOLD + _size(title), "BodyText"),
        Style("Subtitle", "Subtitle", "Normal", kept + _space(0, 12, 18) + aside,
              _colour(look, "quiet") + _size(heading), "BodyText"),
        head(1, 18, _BOLD + _size(heading)),
        Style("Answer", "Svar", "Heading1", _space(12, 8, 34), '<w:b w:val="0"/><w:bCs w:val="0"/>'
              + _size(28), "BodyText", own=True),
        head(2, 12, _BOLD),
        head(3, 10, _ITALIC),
        head(4, 8, _ITALIC),
        head(5, 8, _ITALIC),
        Style("Term", "Term", "BodyText", "<w:keepNext/>" + _space(0, 0, leading), own=True),
        Style("Owner", "Löftesgivare", "BodyText", "<w:keepNext/>" + _space(0, 3, leading), _BOLD,
              own=True),
        Style("Facts", "Uppgifter", "BodyText", _space(0, 6, 14),
              _colour(look, "quiet") + _size(10), own=True),
        Style("FactsHeading", "Uppgiftsrubrik", "Facts", "<w:keepNext/>" + _space(4, 0, 14),
              own=True),
        Style("Measure", "Mätning", "Normal", f'<w:tabs><w:tab w:val="left"'
              f' w:pos="{twips(LIST_STEP + BAR)}"/></w:tabs>{_UNBROKEN}{_space(2, 2, leading)}',
              own=True),
    )  # fmt: skip


def _lists(look: Look) -> tuple[Style, ...]:
    """The list styles of each level; where the numbers stand is the numbering's own matter."""
    leading, aside = look.points("leading-body", 15.5), look.sheet.measure - look.measure
    made = []
    for level in range(1, LIST_LEVELS + 1):
        suffix, word = ("", "") if level == 1 else (str(level), f" {level}")
        space = _space(0, 4, leading)
        right = f'<w:ind w:right="{twips(aside)}"/>'
        inside = f'<w:ind w:left="{twips(LIST_STEP * level)}" w:right="{twips(aside)}"/>'
        made += [
            Style(
                NUMBERED + suffix,
                f"List Number{word}",
                "Normal",
                space + right if suffix else _promise(look, right),
            ),
            Style(BULLETED + suffix, f"List Bullet{word}", "Normal", space + right),
            Style(CONTINUED + suffix, f"List Continue{word}", "Normal", space + inside),
        ]
    return tuple(made)


def _promise(look: Look, right: str) -> str:
    """Return how a promise's first paragraph stands; what is said of it stands closer.

    An author's own numbered list, of the same style, has no such space between its lines.
    """
    before = look.points("space-promise", 0)
    close = "<w:contextualSpacing/>" if before else ""
    return _space(before, 4, look.points("leading-body", 15.5)) + right + close


def _head(look: Look) -> tuple[Style, ...]:
    tab = f'<w:tabs><w:tab w:val="left" w:pos="{twips(15)}"/></w:tabs>'
    rule, between = _border(look, "bottom", "rule", 4), _border(look, "between", "rule", 4)
    return (
        Style("DraftMark", "Utkast", "Normal", _space(0, 10, 15), _BOLD, own=True),
        Style("Sender", "Avsändare", "Normal", _UNBROKEN + _space(2, 2, 15), _BOLD, own=True),
        Style("Organisation", "Organisation", "Normal", _UNBROKEN + _space(0, 6, 13),
              _colour(look, "quiet") + _size(10), own=True),
        Style("DocumentData", "Dokumentuppgift", "Normal",
              f"<w:pBdr>{rule}{between}</w:pBdr>{tab}{_space(2, 2, 15)}"
              f'<w:ind w:left="{twips(15)}" w:hanging="{twips(15)}"/>', own=True),
    )  # fmt: skip


def _foot(look: Look) -> tuple[Style, ...]:
    """Header and footer, upright and lying: the stops differ with the width of the sheet."""
    run = _colour(look, "quiet") + _size(look.points("size-small", 9))

    def stops(width: float) -> str:
        return (
            f'<w:tabs><w:tab w:val="center" w:pos="{twips(width * FOOT_MIDDLE)}"/>'
            f'<w:tab w:val="right" w:pos="{twips(width)}"/></w:tabs>{_space(0, 0, 11)}'
        )

    upright, lying = stops(look.sheet.measure), stops(look.appendix.measure)
    return (
        Style("Header", "header", "Normal", upright, run),
        Style("Footer", "footer", "Normal", upright, run),
        Style("HeaderAppendix", "Sidhuvud bilaga", "Normal", lying, run, own=True),
        Style("FooterAppendix", "Sidfot bilaga", "Normal", lying, run, own=True),
    )


def _small(look: Look) -> tuple[Style, ...]:
    quiet, small = _colour(look, "quiet"), look.points("size-small", 9)
    border = "".join(_border(look, side, "rule", 4) for side in ("top", "left", "bottom", "right"))
    aside = f'<w:ind w:right="{twips(look.sheet.measure - look.measure)}"/>'
    line = _border(look, "bottom", "text", 4)
    return (
        Style("Figure", "Bild", "Normal", "<w:keepNext/>" + _space(8, 0, 12), own=True),
        Style("Placeholder", "Bildplats", "Normal",
              f'<w:keepNext/><w:pBdr>{border}</w:pBdr><w:spacing w:before="160"'
              f' w:line="{twips(24)}" w:lineRule="exact"/>{aside}', own=True),
        Style("Caption", "caption", "Normal", _UNBROKEN + _space(5, 10, 13) + aside,
              quiet + _size(small)),
        Style("Contact", "Kontakt", "Normal", f"<w:keepLines/>{_UNBROKEN}{_space(0, 0, 15.5)}",
              own=True),
        Style("ContactName", "Kontakt namn", "Contact", "<w:keepNext/>" + _space(6, 0, 15.5), _BOLD,
              own=True),
        Style("WritingLine", "Skrivrad", "Normal",
              f"<w:keepNext/><w:pBdr>{line}</w:pBdr>{_space(24, 0, 15)}",
              own=True),
        Style("Break", "Brytning", "Normal",
              '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>', _size(1),
              own=True),
        _character("DefaultParagraphFont", "Default Paragraph Font", ""),
        _character("Strong", "Strong", _BOLD),
        _character("Emphasis", "Emphasis", _ITALIC),
        _character("Label", "Etikett", quiet, own=True),
        _character("Hyperlink", "Hyperlink", _colour(look, "police") + '<w:u w:val="single"/>'),
        _character("PlaceholderText", "Placeholder Text", quiet),
    )  # fmt: skip


def _character(style_id: str, name: str, run: str, *, own: bool = False) -> Style:
    based = "" if style_id == "DefaultParagraphFont" else "DefaultParagraphFont"
    return Style(style_id, name, based, run=run, kind="character", own=own)


def _border(look: Look, side: str, colour: str, eighths: int) -> str:
    """One border line; ``eighths`` is its width in eighths of a point."""
    return (
        f'<w:{side} w:val="single" w:sz="{eighths}" w:space="1" w:color="{look.colour(colour)}"/>'
    )


def _tables(look: Look) -> tuple[Style, ...]:
    unbroken = _UNBROKEN + _space(0, 0, 13)
    small = _size(look.points("size-small", 9))
    return (
        Style("TableText", "Tabelltext", "Normal", unbroken, _size(10), own=True),
        Style("TableName", "Tabellnamn", "TableText", run=_BOLD, own=True),
        Style("TableHeading", "Tabellrubrik", "TableText", _BROKEN, _BOLD, own=True),
        Style("Strip", "Remsa", "TableText", f'{_space(0, 3, 11)}<w:jc w:val="center"/>',
              _colour(look, "quiet") + small, own=True),
        Style("SmallTableText", "Tabelltext liten", "TableText", _BROKEN + _space(0, 0, 12), small,
              own=True),
        Style("SmallTableHeading", "Tabellrubrik liten", "TableHeading", _space(0, 0, 12), small,
              own=True),
    )  # fmt: skip


def table_styles(look: Look) -> str:
    """Return the table styles as XML: Word's plain one, ours with rules, and the bare strip."""
    margins = (
        f'<w:tblCellMar><w:top w:w="{twips(1.1)}" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        f'<w:bottom w:w="{twips(1.1)}" w:type="dxa"/><w:right w:w="{twips(3)}" w:type="dxa"/>'
        "</w:tblCellMar>"
    )
    inner = _border(look, "bottom", "rule", 4) + _border(look, "insideH", "rule", 4)
    strong = _border(look, "top", "text", 6) + _border(look, "bottom", "text", 6)
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr>'
        "</w:style>"
        '<w:style w:type="table" w:customStyle="1" w:styleId="PledgeTable">'
        '<w:name w:val="Löftestabell"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{inner}</w:tblBorders>'
        f'{margins}</w:tblPr><w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr>'
        f'<w:tcBorders>{strong}</w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
        "</w:style>"
        '<w:style w:type="table" w:customStyle="1" w:styleId="PledgeStrip">'
        '<w:name w:val="Löftesremsa"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        f'<w:bottom w:w="{twips(1.2)}" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        "</w:style>"
    )
