"""The file around the text: properties, settings, fonts, and bytes that never change alone."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from io import BytesIO
from textwrap import shorten
from typing import cast
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import CT_Types, serialize_part_xml
from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI, PackURI
from docx.opc.part import Part
from docx.opc.spec import default_content_types
from docx.oxml.ns import nsdecls, qn
from docx.package import Package
from docx.parts.document import DocumentPart
from docx.parts.hdrftr import FooterPart, HeaderPart
from docx.parts.numbering import NumberingPart
from docx.parts.styles import StylesPart

from loftespdf.model.composed import Composed
from loftespdf.typesetting.word_look import Look
from loftespdf.typesetting.word_text import word_language
from loftespdf.typesetting.word_xml import Node, el

#: What a property takes; several parties with long names are more.
_LONGEST = 255
FINGERPRINT, SOURCE = "Fingeravtryck", "Källa"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
#: Property sets have one of these by definition: [MS-OLEPS] FMTID_UserDefinedProperties.
_USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
#: The oldest date a zip file can carry.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_ORDINARY_FILE = 0o644 << 16
#: Pictures that only lose time by being packed again.
_PACKED_ALREADY = frozenset({"jpg", "jpeg", "png"})
#: Header and footer: what each is to the library, and its element.
_EDGES = {
    "header": (HeaderPart, CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, "w:hdr"),
    "footer": (FooterPart, CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, "w:ftr"),
}
#: What the text's own elements, pictures and links are named by.
_IN_TEXT = ("r", "wp", "a", "pic")
_TYPEFACE = re.compile(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=)"[^"]*"')
#: The theme's first four accents, by the tokens' names.
_ACCENTS = ("police", "municipality", "other", "together")


def blank() -> Document:
    """Return a document of nothing but an empty body.

    The library's own template would be unpacked and parsed for each file, and replaced by ours.
    """
    package = Package()
    body = _xml("w:document", "<w:body/>", *_IN_TEXT)
    part = DocumentPart.load(
        PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, body, package
    )
    package.relate_to(part, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    return Document(part.element, part)


def _xml(root: str, source: str, *prefixes: str) -> bytes:
    return f"{_DECLARATION}<{root} {nsdecls('w', *prefixes)}>{source}</{root}>".encode()


def set_styles(document: Document, source: str, *, parsed: bool) -> None:
    """Write the styles; ``parsed`` where a user's own are still to be laid over them."""
    make = StylesPart.load if parsed else Part
    content, package = _xml("w:styles", source), document.part.package
    part = make(PackURI("/word/styles.xml"), CONTENT_TYPE.WML_STYLES, content, package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.STYLES)


def replace_styles(document: Document, styles: Node) -> None:
    """Put in other styles, parsed, whole: their root says what an older Word may pass over."""
    part = cast("StylesPart", document.part.part_related_by(RELATIONSHIP_TYPE.STYLES))
    part._element = styles  # noqa: SLF001


def set_settings(document: Document, language: str) -> None:
    """Write the settings: Word of today, Swedish hyphenation, decimal comma."""
    source = (
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:autoHyphenation/>'
        '<w:hyphenationZone w:val="425"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{language}"/><w:decimalSymbol w:val=","/>'
        '<w:listSeparator w:val=";"/>'
    )
    part = Part(PackURI("/word/settings.xml"), CONTENT_TYPE.WML_SETTINGS,
                _xml("w:settings", source), document.part.package)  # fmt: skip
    document.part.relate_to(part, RELATIONSHIP_TYPE.SETTINGS)


def set_numbering(document: Document, definitions: Sequence[Node]) -> None:
    """Write how lists count."""
    part = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING,
                         el("w:numbering", *definitions), document.part.package)  # fmt: skip
    document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)


def add_edge(document: DocumentPart, kind: str, pages: str, content: Node) -> Node:
    """Add a header or footer for "default" or "first" pages; return its section's reference."""
    make, content_type, relation, root = _EDGES[kind]
    name = document.package.next_partname(f"/word/{kind}%d.xml")
    part = make(name, content_type, el(root, content), document.package)
    reference = el(f"w:{kind}Reference", type=pages)
    reference.set(qn("r:id"), document.relate_to(part, relation))
    return reference


def set_fonts(document: Document, look: Look) -> None:
    """Name the typeface, and what Word takes where it is not installed; give the theme both."""
    font = (
        f"<w:font w:name={quoteattr(look.family)}>"
        '<w:altName w:val="Calibri"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font>'
    )
    part = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE,
                _xml("w:fonts", font))  # fmt: skip
    document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)
    _set_theme(document, look)


def _set_theme(document: Document, look: Look) -> None:
    """Offer the brand's typeface and colours where Word lets a person choose."""
    family = quoteattr(look.family)
    source = _TYPEFACE.sub(lambda found: f"{found[1]}{family}", _theme())
    for number, name in enumerate(_ACCENTS, start=1):
        source = re.sub(
            rf'(<a:accent{number}>\s*<a:srgbClr val=)"\w+"',
            rf'\g<1>"{look.colour(name)}"',
            source,
        )
    replace_theme(document, source.encode())


@cache
def _theme() -> str:
    """Return the theme of the library's own template."""
    template = files("docx") / "templates" / "default.docx"
    with template.open("rb") as file, zipfile.ZipFile(file) as packed:
        return packed.read("word/theme/theme1.xml").decode()


def replace_theme(document: Document, content: bytes) -> None:
    """Let a theme stand in the place of the document's own."""
    for name, relation in list(document.part.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THEME:
            del document.part.rels[name]
    new = Part(PackURI("/word/theme/theme1.xml"), CONTENT_TYPE.OFC_THEME, content,
               document.part.package)  # fmt: skip
    document.part.relate_to(new, RELATIONSHIP_TYPE.THEME)


def set_properties(document: Document, composed: Composed) -> None:
    """Write title, author, language, dates, fingerprint and source, all from the document."""
    day = datetime.fromisoformat(composed.date).replace(tzinfo=UTC)
    core = document.core_properties
    core.title = composed.title
    core.author = shorten(_author(composed), _LONGEST, placeholder=" …")
    core.language, core.last_modified_by = word_language(composed.language), "loftespdf"
    core.created = core.modified = day
    core.comments, core.keywords, core.revision = "", "", 1
    _add(document, "/docProps/app.xml", CONTENT_TYPE.OFC_EXTENDED_PROPERTIES,
         RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
         f'<Properties xmlns="{_OFFICE}/extended-properties">'
         "<Application>Microsoft Office Word</Application><AppVersion>16.0000</AppVersion>"
         "</Properties>")  # fmt: skip
    _add(document, "/docProps/custom.xml", CONTENT_TYPE.OFC_CUSTOM_PROPERTIES,
         RELATIONSHIP_TYPE.CUSTOM_PROPERTIES,
         f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
         f"{_properties(composed)}</Properties>")  # fmt: skip


def _properties(composed: Composed) -> str:
    """The source tells which file this was, whatever a colleague has called it since."""
    known = {FINGERPRINT: composed.fingerprint, SOURCE: composed.product}
    return "".join(
        f'<property fmtid="{_USER_DEFINED}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(known.items(), start=2)  # ids 0 and 1 are reserved
    )


def _author(composed: Composed) -> str:
    for meta in composed.tree.iter("meta"):
        if meta.get("name") == "author":
            return meta.get("content", "")
    return ""


def _add(document: Document, name: str, content_type: str, relation: str, source: str) -> None:
    package = document.part.package
    part = Part(PackURI(name), content_type, (_DECLARATION + source).encode(), package)
    package.relate_to(part, relation)


def written(document: Document) -> bytes:
    """Return the file's bytes: the same parts in the same order with the same dates, always."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for uri, content in _entries(document.part.package):
            info = zipfile.ZipInfo(uri.membername, _ZIP_DATE)
            info.external_attr, info.create_system = _ORDINARY_FILE, 3
            info.compress_type = (
                zipfile.ZIP_STORED if uri.ext in _PACKED_ALREADY else zipfile.ZIP_DEFLATED
            )
            file.writestr(info, content)
    return packed.getvalue()


def _entries(package: Package) -> Iterator[tuple[PackURI, bytes | str]]:
    """Yield what lies in the file: what kinds of parts there are, and each with its relations."""
    parts = package.parts
    yield CONTENT_TYPES_URI, _kinds(parts)
    yield PACKAGE_URI.rels_uri, package.rels.xml
    for part in parts:
        yield part.partname, part.blob
        if len(part.rels):
            yield part.partname.rels_uri, part.rels.xml


def _kinds(parts: Sequence[Part]) -> bytes:
    """Tell the kind of each part, by its extension where that says it (ECMA-376-2, 10.1.2)."""
    usual = {"rels": CONTENT_TYPE.OPC_RELATIONSHIPS, "xml": CONTENT_TYPE.XML}
    types: Node = CT_Types.new()  # type: ignore[no-untyped-call]
    others: dict[PackURI, str] = {}
    for part in parts:
        kind, extension = part.content_type, part.partname.ext
        if (extension.lower(), kind) in default_content_types:
            usual[extension] = kind
        else:
            others[part.partname] = kind
    for extension in sorted(usual):
        types.add_default(extension, usual[extension])
    for name in sorted(others):
        types.add_override(name, others[name])
    content: bytes = serialize_part_xml(types)
    return content
