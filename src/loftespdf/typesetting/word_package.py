"""The file around the text: properties, settings, fonts, and bytes that never change alone."""

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from textwrap import shorten
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from loftespdf.model.composed import Composed
from loftespdf.typesetting.word_look import Look
from loftespdf.typesetting.word_text import word_language
from loftespdf.typesetting.word_xml import read_xml, replace_content

#: What a property takes; several parties with long names are more.
_LONGEST = 255
FINGERPRINT, SOURCE = "Fingeravtryck", "Källa"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
#: Left over from the library's own template: not of this document, and validators complain.
_LEFTOVERS = ("/stylesWithEffects", "/customXml", "/thumbnail", "/webSettings", "/fontTable",
              "/extended-properties")  # fmt: skip
#: Property sets have one of these by definition: [MS-OLEPS] FMTID_UserDefinedProperties.
_USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
#: The oldest date a zip file can carry.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_ORDINARY_FILE = 0o644 << 16
_TYPEFACE = re.compile(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=)"[^"]*"')
#: The theme's first four accents, by the tokens' names.
_ACCENTS = ("police", "municipality", "other", "together")


def drop_leftovers(document: Document) -> None:
    """Take away what the library's template brought along."""
    for part in (document.part, document.part.package):
        for name, relation in list(part.rels.items()):
            if relation.reltype.endswith(_LEFTOVERS):
                del part.rels[name]


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
    replace_content(document.settings.element, read_xml(source, "w:settings"))


def set_fonts(document: Document, look: Look) -> None:
    """Name the typeface, and what Word takes where it is not installed; give the theme both."""
    font = (
        f"<w:font w:name={quoteattr(look.family)}>"
        '<w:altName w:val="Calibri"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font>'
    )
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    blob = f'{_DECLARATION}<w:fonts xmlns:w="{namespace}">{font}</w:fonts>'.encode()
    part = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, blob)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)
    _set_theme(document, look)


def _set_theme(document: Document, look: Look) -> None:
    """Offer the brand's typeface and colours where Word lets a person choose."""
    theme = document.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    source = theme.blob.decode()
    family = quoteattr(look.family)
    source = _TYPEFACE.sub(lambda found: f"{found[1]}{family}", source)
    for number, name in enumerate(_ACCENTS, start=1):
        source = re.sub(
            rf'(<a:accent{number}>\s*<a:srgbClr val=)"\w+"',
            rf'\g<1>"{look.colour(name)}"',
            source,
        )
    replace_theme(document, theme, source.encode())


def replace_theme(document: Document, old: Part, content: bytes) -> None:
    """Let another theme stand in the place of the document's own."""
    for name, relation in list(document.part.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THEME:
            del document.part.rels[name]
    new = Part(old.partname, old.content_type, content, document.part.package)
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
    loose, packed = BytesIO(), BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as old, zipfile.ZipFile(packed, "w") as new:
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, _ZIP_DATE)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, _ORDINARY_FILE
            info.create_system = 3
            new.writestr(info, old.read(entry))
    return packed.getvalue()
