"""A composed page becomes a real Word file, made as a person who knows Word makes it.

The same tree as for print, in named styles alone: numbering, header, footer, repeated heads and
content controls are Word's own. What Word cannot express is refused, never dropped.
"""

from xml.etree.ElementTree import Element

import docx
from docx.document import Document
from docx.section import Section

from loftespdf.model.assets import Asset, Reading
from loftespdf.model.composed import Composed, Typeset
from loftespdf.model.problem import ContentRefused
from loftespdf.typesetting import word_package as package
from loftespdf.typesetting.word_blocks import Writer
from loftespdf.typesetting.word_look import Look, Sheet, look_of
from loftespdf.typesetting.word_places import Here
from loftespdf.typesetting.word_styles import defaults, styles_of, table_styles
from loftespdf.typesetting.word_text import field, run, word_language
from loftespdf.typesetting.word_xml import Node, el, read_xml, replace_content, twips

_DRAFT = "UTKAST"
#: How far header and footer stand from the sheet's edge, in mm.
_EDGE = 12


def typeset_word(composed: Composed, reading: Reading, reference: Asset | None = None) -> Typeset:
    """Write the page as a DOCX file.

    Args:
        composed: the page.
        reading: the assets; stylesheets and pictures are read from it, and noted.
        reference: a Word file of the user's whose styles replace the built-in ones by name.

    Returns:
        The bytes. How many pages they become is Word's to say: ``pages`` is 0.

    Raises:
        ContentRefused: for every element Word cannot express, by its template place, or a
            reference that cannot be read.
    """
    look, document = look_of(composed, reading), docx.Document()
    package.drop_leftovers(document)
    _set_styles(document, look, word_language(composed.language))
    writer = Writer(composed, reading, look, document.part)
    lying = _set_body(document, writer)
    if writer.problems:
        raise ContentRefused(*writer.problems)
    replace_content(
        document.part.numbering_part.element, el("w:numbering", *writer.lists.definitions())
    )
    for section, lies in zip(document.sections, lying, strict=True):
        _set_edges(section, composed, style="Appendix" if lies else "")
    package.set_settings(document, word_language(composed.language))
    package.set_fonts(document, look)
    package.set_properties(document, composed)
    if reference is not None:
        from loftespdf.typesetting.word_reference import apply_reference  # noqa: PLC0415 - rare

        apply_reference(document, reference)
    return Typeset(package.written(document), 0)


def _set_styles(document: Document, look: Look, language: str) -> None:
    styles = "".join(style.xml for style in styles_of(look))
    source = defaults(look, language) + styles + table_styles(look)
    replace_content(document.styles.element, read_xml(source, "w:styles"))


def _set_body(document: Document, writer: Writer) -> list[bool]:
    """Write the blocks; returns for each section whether it is the appendix, on its own sheets."""
    page, look, body = writer.composed.tree.find("body"), writer.look, document.element.body
    body[:] = []
    lying = [False]
    for element in page if page is not None else ():
        wanted = "appendix" in element.get("class", "").split()
        if wanted != lying[-1] and len(body):
            _holder(body).get_or_add_pPr().append(_section(_sheet(look, lying=lying[-1])))
            lying.append(wanted)
        body.extend(writer.block(element, Here(_sheet(look, lying=wanted))))
    _holder(body)
    body.append(_section(_sheet(look, lying=lying[-1])))
    return lying


def _sheet(look: Look, *, lying: bool) -> Sheet:
    return look.appendix if lying else look.sheet


def _holder(body: Node) -> Node:
    """Return the last paragraph; a section may not end with a table: then a flat one is put in."""
    if not len(body) or not body[-1].tag.endswith("}p"):
        body.append(el("w:p", el("w:pPr", el("w:pStyle", val="Break"))))
    return body[-1]


def _section(sheet: Sheet) -> Node:
    orientation = {"orient": "landscape"} if sheet.width > sheet.height else {}
    return el(
        "w:sectPr",
        el("w:type", val="nextPage"),
        el("w:pgSz", w=twips(sheet.width), h=twips(sheet.height), **orientation),
        el("w:pgMar", top=twips(sheet.top), right=twips(sheet.right), bottom=twips(sheet.bottom),
           left=twips(sheet.left), header=twips(_EDGE), footer=twips(_EDGE), gutter=0),
    )  # fmt: skip


def _set_edges(section: Section, composed: Composed, style: str) -> None:
    """Write header and footer. The first page has no header: there the title stands in the text."""
    body = next(composed.tree.iter("body"))
    draft = "draft" in body.get("class", "").split()
    header = [run(composed.title.removeprefix(_DRAFT).lstrip(" –"))]
    if draft:
        header.append(run(f"\t\t{_DRAFT}", "Strong"))
    edges = [(section.header, f"Header{style}", header), (section.footer, f"Footer{style}", None)]
    if not style:
        section.different_first_page_header_footer = True
        edges.append((section.first_page_footer, "Footer", None))
    for edge, name, content in edges:
        edge.is_linked_to_previous = False
        paragraph = el("w:p", el("w:pPr", el("w:pStyle", val=name)), *(content or _foot(composed)))
        replace_content(edge._element, el("w:hdr", paragraph))  # noqa: SLF001 - no public way


def _foot(composed: Composed) -> list[Node]:
    """Return what stands at every page's foot: whose it is, its fingerprint, the page of pages."""
    foot = next((e for e in composed.tree.iter("div") if e.get("data-foot")), Element("div"))
    words = f"{foot.get('data-foot', '')}\tFingeravtryck {foot.get('data-mark', '')}\tSida "
    return [run(words), field("PAGE"), run(" av "), field("NUMPAGES")]
