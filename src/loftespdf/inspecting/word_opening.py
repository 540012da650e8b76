"""A Word file's bytes become a WordReading: ours, or one that a person has saved in Word since.

Read from the package's own XML, not through the library that wrote it.
"""

from collections.abc import Iterator
from io import BytesIO
from posixpath import join, normpath
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - it is a class

from msgspec import Struct, field

from loftespdf.inspecting.opening import Unreadable
from loftespdf.inspecting.word_numbering import Numbering
from loftespdf.inspecting.word_reading import (
    R,
    W,
    WordControl,
    WordParagraph,
    WordPicture,
    WordReading,
    WordTable,
    value,
)
from loftespdf.model.problem import say

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MAIN, _CORE, _CUSTOM = "/officeDocument", "/core-properties", "/custom-properties"
#: More than this unpacked is no document of text, and as much of one part no text for people:
#: its elements take twenty times as much when they are read.
_LARGEST = 300_000_000
_LARGEST_XML = 10_000_000
_CHARACTERS = {
    "tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    "softHyphen": "\N{SOFT HYPHEN}",
}  # fmt: skip
#: Text that is not the document's: what is deleted in tracked changes, field codes, and a
#: shape's second form for old programs.
_NOT_TEXT = frozenset({"del", "moveFrom", "instrText", "Fallback", "pPr", "rPr", "sdtPr", "p"})
_DEEPEST_STYLE = 20
_FILLED = ("date", "dropDownList", "comboBox", "text")
#: The only marks a run may have of its own: looks belong in a style (ECMA-376-1, 17.3.2).
_OWN_MARKS = frozenset({"rStyle", "lang", "noProof"})
_MM_PER_TWIP = 25.4 / 1440
#: What a package says that is damaged or lacks a part; RuntimeError where it is encrypted, or
#: nested without end.
_BROKEN = (
    BadZipFile, ZlibError, EOFError, LookupError, ValueError, OverflowError, ParseError,
    RuntimeError,
)  # fmt: skip


class _Package(Struct, frozen=True):
    """The file's parts by name, and what each was found to point to."""

    files: dict[str, bytes]
    pointed: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)

    def related(self, part: str, kind: str) -> list[str]:
        """Return the names of the parts that ``part`` ("" for the file) points to as ``kind``."""
        targets = self.targets(part)
        return [name for of, name in targets.values() if of.endswith(kind)]

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """Return id → (kind, part's name)."""
        if part not in self.pointed:
            self.pointed[part] = self._targets(part)
        return self.pointed[part]

    def _targets(self, part: str) -> dict[str, tuple[str, str]]:
        folder, _, name = part.rpartition("/")
        rels = self.files.get(join(folder, "_rels", f"{name}.rels"))
        base = join("/", folder)
        return {
            each.get("Id", ""): (
                each.get("Type", ""),
                normpath(join(base, each.get("Target", ""))).lstrip("/"),
            )
            for each in (_xml(rels) if rels else ())
        }

    def tree(self, part: str, kind: str) -> Element:
        """Return the part of this kind, an empty element where there is none."""
        names = [name for name in self.related(part, kind) if name in self.files]
        return _xml(self.files[names[0]]) if names else Element("none")


def read_word(content: bytes) -> WordReading:
    """Read a DOCX. Raises Unreadable."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > _LARGEST:
                raise _too_large()
            package = _Package({name: packed.read(name) for name in packed.namelist()})
        main = package.related("", _MAIN)[0]
        return _reading(package, main, _xml(package.files[main]))
    except _BROKEN as error:
        raise Unreadable(
            say("filen är ingen Word-fil som kan läsas"),
            say("spara den på nytt som Word-dokument (.docx)"),
        ) from error


def _xml(content: bytes) -> Element:
    if len(content) > _LARGEST_XML:
        raise _too_large()
    return fromstring(content)  # noqa: S314 - expat bounds the expansion of entities


def _too_large() -> Unreadable:
    return Unreadable(say("filen är för stor"), say("spara den på nytt i Word"))


def _reading(package: _Package, main: str, document: Element) -> WordReading:
    body = document[0]  # a Word file has nothing else
    styles, core = package.tree(main, "/styles"), package.tree("", _CORE)
    custom = package.tree("", _CUSTOM)
    numbering = Numbering(package.tree(main, "/numbering"), styles)
    known = _styles(styles)
    names = {name: _heading(each, known) for name, each in known.items()}
    controls = [each for each in body.iter(f"{W}sdt") if _kind(each)]
    return WordReading(
        paragraphs=tuple(_paragraph(each, names, numbering) for each in body.iter(f"{W}p")),
        controls=tuple(_control(each) for each in controls),
        tables=tuple(_table(each) for each in body.iter(f"{W}tbl")),
        pictures=tuple(_picture(each) for each in body.iter(f"{_WP}docPr")),
        formatted=tuple(_formatted(body)),
        feet=tuple(_feet(package, main, body)),
        sheets=tuple(dict.fromkeys(_sheets(body))),
        fonts=tuple(dict.fromkeys(_fonts(styles))),
        language=_language(styles),
        title=core.findtext(f"{_DC}title") or "",
        author=core.findtext(f"{_DC}creator") or "",
        fingerprint=_property(custom, "Fingeravtryck"),
        product=_property(custom, "Källa"),
    )


def _local(node: Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _paragraph(node: Element, names: dict[str, str], numbering: Numbering) -> WordParagraph:
    style = value(node.find(f"{W}pPr"), "pStyle")
    label = numbering.label(node, style)
    return WordParagraph("".join(_said(node)), label, _level(names.get(style, "")))


def _styles(styles: Element) -> dict[str, Element]:
    """Return the styles by what they are called inside the file; of two alike the first."""
    return {each.get(f"{W}styleId", ""): each for each in reversed(styles.findall(f"{W}style"))}


def _heading(style: Element, known: dict[str, Element]) -> str:
    """Return the style's name, or that of the heading it is made from (ECMA-376-1, 17.7.4.3)."""
    for _ in range(_DEEPEST_STYLE):
        based = value(style, "basedOn")
        if _level(name := value(style, "name")) or not based:
            return name
        style = known.get(based, Element("none"))
    return ""


def _level(name: str) -> int:
    words = name.lower().split()
    if words == ["title"]:
        return 1
    is_heading = len(words) > 1 and words[0] == "heading" and words[1].isdigit()
    return int(words[1]) + 1 if is_heading else 0


def _said(node: Element) -> Iterator[str]:
    """Yield a paragraph's own text: not its controls', not that of a text box's paragraphs."""
    for kid in node:
        name = _local(kid)
        if name in _NOT_TEXT or (name == "sdt" and _kind(kid)):
            continue
        if name == "t":
            yield kid.text or ""
        elif name in _CHARACTERS:
            yield _CHARACTERS[name]
        else:
            yield from _said(kid)


def _kind(control: Element) -> str:
    return next((each for each in _FILLED if _has(control, "sdtPr", each)), "")


def _control(node: Element) -> WordControl:
    hint, content = _has(node, "sdtPr", "showingPlcHdr"), node.find(f"{W}sdtContent")
    text = "" if hint or content is None else "".join(_said_within(content))
    return WordControl(value(node.find(f"{W}sdtPr"), "alias"), _kind(node), text)


def _said_within(content: Element) -> Iterator[str]:
    """Yield the text of a row or a control, which may hold runs, paragraphs or a whole cell."""
    for each in content.findall(f".//{W}p") or [content]:
        yield from _said(each)


def _table(node: Element) -> WordTable:
    rows = node.findall(f"{W}tr")
    return WordTable(
        start="".join(_said_within(rows[0])) if rows else "",
        repeats_head=bool(rows) and _has(rows[0], "trPr", "tblHeader"),
        keeps_rows=all(_has(row, "trPr", "cantSplit") for row in rows),
        fixed_columns=_has(node, "tblGrid", "gridCol"),
    )


def _picture(node: Element) -> WordPicture:
    decorative = any(each.get("val") in ("1", "true") for each in node.iter(_DECORATIVE))
    return WordPicture(node.get("descr", ""), decorative)


def _has(node: Element, *path: str) -> bool:
    return node.find("/".join(f"{W}{name}" for name in path)) is not None


def _formatted(body: Element) -> Iterator[str]:
    """Yield each run's text whose looks are set by hand."""
    for run in body.iter(f"{W}r"):
        if {_local(mark) for mark in run.findall(f"{W}rPr/*")} - _OWN_MARKS:
            yield "".join(_said(run))


def _feet(package: _Package, main: str, body: Element) -> Iterator[frozenset[str]]:
    """Yield the field codes of every foot a section names, and none where the first names none."""
    targets = package.targets(main)
    for number, section in enumerate(body.iter(f"{W}sectPr")):
        names = [targets[each.get(f"{R}id", "")][1] for each in section.iter(f"{W}footerReference")]
        if not names and not number:
            yield frozenset()
        for name in names:
            yield _fields(_xml(package.files[name]))


def _fields(edge: Element) -> frozenset[str]:
    simple = (each.get(f"{W}instr", "") for each in edge.iter(f"{W}fldSimple"))
    typed = "".join(each.text or "" for each in edge.iter(f"{W}instrText"))
    return frozenset(word for code in (*simple, typed) for word in code.split())


def _sheets(body: Element) -> Iterator[tuple[float, float]]:
    for size in body.iter(f"{W}pgSz"):
        width, height = (float(size.get(f"{W}{side}", "0")) for side in "wh")
        yield round(width * _MM_PER_TWIP, 1), round(height * _MM_PER_TWIP, 1)


def _fonts(styles: Element) -> Iterator[str]:
    for fonts in styles.iter(f"{W}rFonts"):
        if name := fonts.get(f"{W}ascii"):
            yield name


def _language(styles: Element) -> str:
    """Return the document's language, "" also where some style says another."""
    said = {each.get(f"{W}val", "") for each in styles.iter(f"{W}lang")}
    default = value(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), "lang")
    return default if said <= {default} else ""


def _property(custom: Element, name: str) -> str:
    """Return one of the properties that typesetting/word_package.py writes, or ""."""
    for found in custom:
        if found.get("name") == name:
            return "".join(found.itertext())
    return ""
