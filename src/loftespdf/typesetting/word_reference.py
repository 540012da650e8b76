"""A user's own Word file gives the looks: its styles replace the built-in ones of the same name."""

from copy import deepcopy
from io import BytesIO
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import nsmap, qn

from loftespdf.model.assets import Asset
from loftespdf.model.problem import ContentRefused, Place, Problem, say
from loftespdf.typesetting.word_package import replace_styles, replace_theme
from loftespdf.typesetting.word_xml import Node

_REFERENCES = ("w:pStyle", "w:rStyle", "w:tblStyle")
_WITHIN_STYLES = ("w:basedOn", "w:next", "w:link")
#: Numbering and language are the document's own, whatever the reference's styles say of them.
_NOT_LOOKS = ("w:numPr", "w:lang")
#: What follows the language in a run's properties (ECMA-376, part 1, CT_RPr).
_AFTER_LANGUAGE = ("w:eastAsianLayout", "w:specVanish", "w:oMath")
_EDGES = {("paragraph", "header"), ("paragraph", "footer")}


def apply_reference(document: Document, reference: Asset) -> None:
    """Take the styles, defaults and theme of ``reference``; text and structure stay as they are.

    Raises ContentRefused when it is not a Word file.
    """
    theirs = _opened(reference)
    styles = deepcopy(theirs.styles.element)
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    for name in _NOT_LOOKS:
        for found in list(styles.iter(qn(name))):
            found.getparent().remove(found)
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is None:
        styles[:] = [document.styles.element[0], *styles.findall(qn("w:style"))]
    else:
        _put_language(defaults, deepcopy(language))
    _keep_stops(styles, document.styles.element)
    renamed = _fill_up(styles, document.styles.element)
    replace_styles(document, styles)
    for part in document.part.package.iter_parts():
        _rename(getattr(part, "element", None), _REFERENCES, renamed)
    _take_theme(document, theirs)


def _opened(reference: Asset) -> Document:
    try:
        return docx.Document(BytesIO(reference.content))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        raise ContentRefused(
            Problem(
                "reference-unreadable",
                say("referensdokumentet är ingen Word-fil som kan läsas"),
                Place(reference.origin),
                instead=say("spara det på nytt som Word-dokument (.docx)"),
            )
        ) from error


def _put_language(defaults: Node, language: Node) -> None:
    """Put it where the schema has it: before a few of Word's own and all that is another's."""
    later = {qn(name) for name in _AFTER_LANGUAGE}
    own = f"{{{nsmap['w']}}}"
    places = (
        place for place, each in enumerate(defaults)
        if each.tag in later or not each.tag.startswith(own)
    )  # fmt: skip
    defaults.insert(next(places, len(defaults)), language)


def _key(style: Node) -> tuple[str, str]:
    return style.get(qn("w:type")), style.find(qn("w:name")).get(qn("w:val")).lower()


def _keep_stops(styles: Node, ours: Node) -> None:
    """Give header and footer our tab stops: they follow from the sheet, not from the looks."""
    stops = {_key(style): style.find(f".//{qn('w:tabs')}") for style in ours.iter(qn("w:style"))}
    for style in styles.iter(qn("w:style")):
        if _key(style) in _EDGES and (wanted := stops.get(_key(style))) is not None:
            properties = style.get_or_add_pPr()
            for old in properties.findall(qn("w:tabs")):
                properties.remove(old)
            properties._insert_tabs(deepcopy(wanted))  # noqa: SLF001 - in the schema's order


def _fill_up(styles: Node, ours: Node) -> dict[str, str]:
    """Put in the styles the reference has not; returns our names of all styles → the final ones."""
    known = {_key(style): style.get(qn("w:styleId")) for style in styles.findall(qn("w:style"))}
    taken, defaults = set(known.values()), {kind for kind, _ in known}
    renamed: dict[str, str] = {}
    missing = []
    for style in ours.findall(qn("w:style")):
        own = style.get(qn("w:styleId"))
        if _key(style) in known:
            renamed[own] = known[_key(style)]
            continue
        renamed[own] = f"Lofte{own}" if own in taken else own
        missing.append(style)
    for style in missing:
        style.set(qn("w:styleId"), renamed[style.get(qn("w:styleId"))])
        if style.get(qn("w:default")) and style.get(qn("w:type")) in defaults:
            del style.attrib[qn("w:default")]
        _rename(style, _WITHIN_STYLES, renamed)
        styles.append(style)
    return renamed


def _rename(root: Node, names: tuple[str, ...], renamed: dict[str, str]) -> None:
    for name in names if root is not None else ():
        for found in root.iter(qn(name)):
            value = found.get(qn("w:val"))
            found.set(qn("w:val"), renamed.get(value, value))


def _take_theme(document: Document, theirs: Document) -> None:
    """Their styles may name the theme's typefaces and colours."""
    for relation in theirs.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.THEME:
            replace_theme(document, relation.target_part.blob)
