"""Preflight of the file as a whole: pages, boxes, standard, output intent, what is no print."""

from collections.abc import Mapping

from loftespdf.inspecting.matrix import Area
from loftespdf.inspecting.preflight_line import Case, Level, Line, figure, in_a_row, size_words
from loftespdf.inspecting.press_reading import Boxes, Intent, PressPage
from loftespdf.model.problem import Message, say
from loftespdf.model.sheets import PressStandard

_MM_PER_POINT = 25.4 / 72
#: What our own files are held to, and others', in mm.
EXACT, FOREIGN = 0.01, 0.1
#: Boxes are written with few decimals: so much, in mm, is no difference.
_ROUNDING = 0.0005
_QUARTER = 90
_CMYK = "CMYK"
_MEGA = 1_000_000
#: Claim → how strict it is. PDF/X-1a is within what X-4 allows.
_CLAIMS = {
    PressStandard.X_4: (("PDF/X-4",), ("PDF/X-1a", "PDF/X-3", "PDF/X-1:2001")),
    PressStandard.X_1A: (("PDF/X-1a",), ("PDF/X-1:2001",)),
}


#: The PDF's own names of what is no print, in words.
_EXTRAS: Mapping[str, Message] = {
    "JavaScript": say("skript (JavaScript)"),
    "EmbeddedFiles": say("bilagor"),
    "AcroForm": say("formulär"),
    "OCProperties": say("lager"),
    "UserUnit": say("egen längdenhet (UserUnit)"),
    "OPI": say("bild som ska bytas ut (OPI)"),
    "Alternates": say("bild med en annan variant för tryck (Alternates)"),
    "Ref": say("sida ur en annan fil (Ref)"),
    "PS": say("PostScript-kod"),
    "TR": say("överföringskurva (TR)"),
    "Form": say("delar för djupt inuti varandra"),
    "Annots (Link)": say("länkar"),
    "Annots (PrinterMark)": say("skärmärken som anteckning"),
    "Annots (TrapNet)": say("svällning som anteckning"),
}
#: What a press passes over, and prints the page as it is seen.
_HARMLESS = frozenset({
    "EmbeddedFiles", "OCProperties", "Annots (Link)", "Annots (PrinterMark)", "Annots (TrapNet)",
})  # fmt: skip


def _mm(case: Case, length: float) -> float:
    unit = case.page.boxes.unit if case.page else 1.0
    return length * unit * _MM_PER_POINT


def _measures(case: Case, area: Area) -> tuple[float, float]:
    """Return width and height in mm as the page is seen, turned as it says."""
    width, height = _mm(case, area[2] - area[0]), _mm(case, area[3] - area[1])
    turned = case.page is not None and case.page.boxes.rotation % (2 * _QUARTER) == _QUARTER
    return (height, width) if turned else (width, height)


def _tolerance(case: Case) -> float:
    return EXACT if case.ours else FOREIGN


def pages(case: Case) -> Line:
    """An advertisement is one page."""
    count = len(case.reading.pages)
    if count == 1 and case.page is not None and _is_empty(case, case.page):
        return Line(
            "pages", say("antal sidor"), Level.ERROR, say("1, och den är tom"), say("1"),
            instead=say("öppna filen och se att allt är med; exportera den sedan på nytt"),
        )  # fmt: skip
    level = Level.OK if count == 1 else Level.ERROR
    return Line(
        "pages", say("antal sidor"), level, say("{count}", count=count), say("1"),
        instead=None if count == 1 else say("spara varje annons som en egen fil"),
    )  # fmt: skip


def _is_empty(case: Case, page: PressPage) -> bool:
    """Tell whether nothing is painted, nor anything there that was not followed."""
    unknown = page.fontless or {"Form", "PS"} & set(case.reading.extras)
    return not page.shapes and not unknown


def size(case: Case) -> Line:
    """The trimmed page is the booked space."""
    title = say("storlek i mm (TrimBox)")
    if case.page is None:
        return Line("size", title, Level.ERROR, say("filen har ingen sida"))
    found = _measures(case, case.page.boxes.finished)
    value = say("{size}", size=size_words(*found))
    if case.sheet is None:
        return Line("size", title, Level.OK, value)
    wanted = (float(case.sheet.width), float(case.sheet.height))
    slack = _tolerance(case)
    limit = say("{size} ± {slack}", size=size_words(*wanted), slack=figure(slack, 2))
    right = all(
        abs(is_ - should) <= slack + _ROUNDING for is_, should in zip(found, wanted, strict=True)
    )
    if not right:
        instead = say("gör sidan i den bokade storleken; skala den inte efteråt")
        return Line("size", title, Level.ERROR, value, limit, instead=instead)
    if case.page.boxes.trim is None:
        value = say("{size}, men ingen TrimBox", size=size_words(*found))
        instead = say("exportera med TrimBox (PDF/X gör det)")
        return Line("size", title, Level.WARNING, value, limit, instead=instead)
    return Line("size", title, Level.OK, value, limit)


def paper(case: Case) -> Line:
    """Nothing but the booked space and its bleed, where no marks are asked for."""
    title = say("sidans yta i mm (MediaBox)")
    if case.page is None:
        return Line("paper", title, Level.ERROR, say("filen har ingen sida"))
    boxes = case.page.boxes
    value = say("{size}", size=size_words(*_measures(case, boxes.media)))
    if case.sheet is None or case.sheet.marks:
        return Line("paper", title, Level.OK, value)
    most = float(case.sheet.bleed) + _tolerance(case) + _ROUNDING
    outside = max(_mm(case, each) for each in _around(boxes.media, boxes.finished))
    limit = (
        say("utfall {bleed} mm, inga skärmärken", bleed=figure(float(case.sheet.bleed)))
        if case.sheet.bleed
        else say("inget utanför annonsen")
    )
    if outside <= most:
        return Line("paper", title, Level.OK, value, limit)
    return Line(
        "paper", title, Level.ERROR, value, limit,
        instead=say("exportera utan skärmärken och utan mer utfall än det bokade"),
    )  # fmt: skip


def _around(outer: Area, inner: Area) -> tuple[float, ...]:
    """How much ``outer`` reaches beyond ``inner`` at each side."""
    return (
        inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3],
    )  # fmt: skip


def bleed(case: Case) -> Line:
    """The bleed that was booked is there on every side."""
    title = say("utfall i mm (BleedBox)")
    if case.page is None:
        return Line("bleed", title, Level.ERROR, say("filen har ingen sida"))
    boxes: Boxes = case.page.boxes
    least = min(_mm(case, each) for each in _around(boxes.bleed or boxes.finished, boxes.finished))
    value = say("{bleed}", bleed=figure(max(least, 0), 2))
    wanted = case.limit("bleed")
    if wanted is None:
        return Line("bleed", title, Level.OK, value)
    limit = say("minst {bleed}", bleed=figure(wanted))
    if least >= wanted - _tolerance(case) - _ROUNDING:
        return Line("bleed", title, Level.OK, value, limit)
    return Line(
        "bleed", title, Level.ERROR, value, limit,
        instead=say("låt bakgrunder gå ut över kanten och exportera med utfall"),
    )  # fmt: skip


def standard(case: Case) -> Line:
    """The file says that it is what the paper asks for."""
    title = say("standard")
    claim, version = case.reading.claim, case.reading.text.version
    value = say("{claim} (PDF {version})", claim=claim or "PDF", version=version)
    if case.sheet is None:
        return Line("standard", title, Level.OK, value)
    wanted = case.sheet.standard
    default = case.default("standard")
    if wanted is PressStandard.PDF_1_4:
        asked = say("PDF 1.4")
        if version <= "1.4":
            return Line("standard", title, Level.OK, value, asked, default)
        advice = say("exportera som {standard}", standard=asked)
        return Line("standard", title, Level.WARNING, value, asked, default, advice)
    exact, near = _CLAIMS[wanted]
    limit = say("{standard}", standard=exact[0])
    if claim.startswith(exact):
        return Line("standard", title, Level.OK, value, limit, default)
    level = Level.WARNING if claim.startswith(near) or default else Level.ERROR
    instead = say("exportera som {standard}", standard=exact[0])
    return Line("standard", title, level, value, limit, default, instead)


def intent(case: Case) -> Line:
    """The printing condition is said, with a CMYK profile, and is the paper's."""
    title = say("tryckvillkor (output intent)")
    found = next((each for each in case.reading.intents if each.subtype == "GTS_PDFX"), None)
    wanted = case.sheet.icc_condition if case.sheet else ""
    limit = say("{condition}", condition=wanted) if wanted else None
    default = case.default("icc_condition")
    if found is None:
        demanded = case.sheet is not None and case.sheet.standard is not PressStandard.PDF_1_4
        level = Level.ERROR if demanded else Level.WARNING
        instead = say("bädda in tidningens ICC-profil när filen exporteras")
        return Line("intent", title, level, say("saknas"), limit, default, instead)
    level, instead_ = _intent_level(found, wanted)
    value = say("{condition}", condition=found.condition or found.info or "?")
    return Line("intent", title, level, value, limit, default, instead_)


def _intent_level(found: Intent, wanted: str) -> tuple[Level, Message | None]:
    if found.embedded and found.space != _CMYK:
        wrong = (
            say("profilen är för {space}, inte CMYK; använd tidningens", space=found.space)
            if found.space
            else say("profilen är trasig; bädda in tidningens på nytt")
        )
        return Level.ERROR, wrong
    if not found.embedded:
        return Level.WARNING, say("bädda in tidningens ICC-profil när filen exporteras")
    if wanted and wanted not in (found.condition, found.info):
        return Level.WARNING, say("be tidningen om profilen för {condition}", condition=wanted)
    return Level.OK, None


def extras(case: Case) -> Line:
    """Nothing that a screen could show and a press cannot: links, forms, scripts, layers, files."""
    title = say("annat än tryck")
    found = case.reading.extras
    if not found:
        return Line("extras", title, Level.OK, say("inget"), say("inget"))
    harmless = all(each in _HARMLESS for each in found)
    return Line(
        "extras", title, Level.WARNING if harmless else Level.ERROR,
        in_a_row([_extra(each) for each in found]), say("inget"),
        instead=say("exportera för tryck, utan länkar, formulär, lager och bilagor"),
    )  # fmt: skip


def _extra(name: str) -> Message:
    """Return what a PDF's own name of something that is no print means."""
    return _EXTRAS.get(name) or say(
        "anteckning eller stämpel ({name})", name=name.removeprefix("Annots (").rstrip(")")
    )


def whole(case: Case) -> Line:
    """The file could be read as it is: one that had to be mended may look another way elsewhere."""
    title = say("filens uppbyggnad")
    count = len(case.reading.damage)
    if not count:
        return Line("whole", title, Level.OK, say("hel"), say("hel"))
    value = say("trasig eller avklippt (fel: {count})", count=count)
    instead = say("exportera filen på nytt, eller hämta den igen")
    return Line("whole", title, Level.ERROR, value, say("hel"), instead=instead)


def encryption(case: Case) -> Line:
    """No password of any kind."""
    title = say("kryptering")
    if not case.reading.encrypted:
        return Line("encryption", title, Level.OK, say("ingen"), say("ingen"))
    instead = say("spara filen utan lösenord och begränsningar")
    return Line("encryption", title, Level.ERROR, say("krypterad"), say("ingen"), instead=instead)


def file_size(case: Case) -> Line:
    """Not larger than the paper takes."""
    found = case.reading.size / _MEGA
    most = case.limit("max_megabytes")
    value = say("{size}", size=figure(found, 2))
    limit = None if most is None else say("högst {most}", most=figure(most))
    title, default = say("filstorlek i MB"), case.default("max_megabytes")
    if most is None or found <= most:
        return Line("file-size", title, Level.OK, value, limit, default)
    instead = say("exportera bilderna i lägre upplösning")
    return Line("file-size", title, Level.ERROR, value, limit, default, instead)
