"""A composed page becomes a real Word file, made as a person who knows Word makes it.

The same tree as for print, in named styles alone: numbering, header, footer, repeated heads and
content controls are Word's own. What Word cannot express is refused, never dropped.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from docx.document import Document

from loftespdf.model.assets import Asset, Reading
from loftespdf.model.composed import Composed, Typeset
from loftespdf.model.kept import Kept
from loftespdf.model.problem import ContentRefused
from loftespdf.typesetting import word_package as package
from loftespdf.typesetting.word_blocks import Writer
from loftespdf.typesetting.word_look import Look, Sheet, look_of
from loftespdf.typesetting.word_places import Here
from loftespdf.typesetting.word_styles import defaults, styles_of, table_styles
from loftespdf.typesetting.word_text import field, run, word_language
from loftespdf.typesetting.word_xml import Node, el, twips

_DRAFT = "UTKAST"
#: How far header and footer stand from the sheet's edge, in mm.
_EDGE = 12


def typeset_word(
    composed: Composed,
    reading: Reading,
    reference: Asset | None = None,
    kept: Kept | None = None,
) -> Typeset:
    """Write the page as a DOCX file.

    Args:
        composed: the page.
        reading: the assets; stylesheets and pictures are read from it, and noted.
        reference: a Word file of the user's whose styles replace the built-in ones by name.
        kept: what earlier processes found in the stylesheets.

    Returns:
        The bytes. How many pages they become is Word's to say: ``pages`` is 0.

    Raises:
        ContentRefused: for every element Word cannot express, by its template place, or a
            reference that cannot be read.
    """
    look, document = look_of(composed, reading, kept), package.blank()
    language = word_language(composed.language)
    package.set_styles(document, _styles(look, language), parsed=reference is not None)
    package.set_settings(document, language)
    writer = Writer(composed, reading, look, document.part)
    _set_body(document, writer)
    if writer.problems:
        raise ContentRefused(*writer.problems)
    package.set_numbering(document, writer.lists.definitions())
    package.set_fonts(document, look)
    package.set_properties(document, composed)
    if reference is not None:
        from loftespdf.typesetting.word_reference import apply_reference  # noqa: PLC0415 - rare

        apply_reference(document, reference)
    return Typeset(package.written(document), 0)


def _styles(look: Look, language: str) -> str:
    styles = "".join(style.xml for style in styles_of(look))
    return defaults(look, language) + styles + table_styles(look)


def _set_body(document: Document, writer: Writer) -> None:
    """Write the blocks. The appendix is a section of its own, on its own sheets."""
    page, look, body = writer.composed.tree.find("body"), writer.look, document.element.body
    lying = False
    for element in page if page is not None else ():
        wanted = "appendix" in element.get("class", "").split()
        if wanted != lying and len(body):
            _holder(body).get_or_add_pPr().append(_section(writer, lying=lying))
            lying = wanted
        body.extend(writer.block(element, Here(_sheet(look, lying=wanted))))
    _holder(body)
    body.append(_section(writer, lying=lying))


def _sheet(look: Look, *, lying: bool) -> Sheet:
    return look.appendix if lying else look.sheet


def _holder(body: Node) -> Node:
    """Return the last paragraph; a section may not end with a table: then a flat one is put in."""
    if not len(body) or not body[-1].tag.endswith("}p"):
        body.append(el("w:p", el("w:pPr", el("w:pStyle", val="Break"))))
    return body[-1]


def _section(writer: Writer, *, lying: bool) -> Node:
    """Return a section's sheets, with their header and footer."""
    sheet = _sheet(writer.look, lying=lying)
    orientation = {"orient": "landscape"} if sheet.width > sheet.height else {}
    return el(
        "w:sectPr",
        *_edges(writer, lying=lying),
        el("w:type", val="nextPage"),
        el("w:pgSz", w=twips(sheet.width), h=twips(sheet.height), **orientation),
        el("w:pgMar", top=twips(sheet.top), right=twips(sheet.right), bottom=twips(sheet.bottom),
           left=twips(sheet.left), header=twips(_EDGE), footer=twips(_EDGE), gutter=0),
        *([] if lying else [el("w:titlePg")]),
    )  # fmt: skip


def _edges(writer: Writer, *, lying: bool) -> Iterator[Node]:
    """Add a section's header and footer, and yield what it refers to them by.

    The first page has no header: there the title stands in the text.
    """
    composed, style = writer.composed, "Appendix" if lying else ""
    body = next(composed.tree.iter("body"))
    header = [run(composed.title.removeprefix(_DRAFT).lstrip(" –"))]
    if "draft" in body.get("class", "").split():
        header.append(run(f"\t\t{_DRAFT}", "Strong"))
    edges = [("header", "default", header), ("footer", "default", _foot(composed))]
    if not lying:
        edges.append(("footer", "first", _foot(composed)))
    for kind, pages, content in edges:
        looks = el("w:pPr", el("w:pStyle", val=f"{kind.title()}{style}"))
        yield package.add_edge(writer.part, kind, pages, el("w:p", looks, *content))


def _foot(composed: Composed) -> list[Node]:
    """Return what stands at every page's foot: whose it is, its fingerprint, the page of pages."""
    foot = next((e for e in composed.tree.iter("div") if e.get("data-foot")), Element("div"))
    words = f"{foot.get('data-foot', '')}\tFingeravtryck {foot.get('data-mark', '')}\tSida "
    return [run(words), field("PAGE"), run(" av "), field("NUMPAGES")]
