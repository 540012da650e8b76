"""A sound press PDF drawn by hand, and its faults: one for each line of the preflight."""

from collections.abc import Callable, Mapping
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.typesetting.press_pages import plain

Change = Callable[[Pdf], None]


def drawn(operators: bytes) -> Change:
    """Draw more on the page, after all else, in points from its lower left corner."""

    def change(pdf: Pdf) -> None:
        page = pdf.pages[0]
        page.contents_add(b"q", prepend=True)  # the engine turns the page upside down and stays so
        page.contents_add(b"Q q " + operators + b" Q", prepend=False)

    return change


def resources(pdf: Pdf) -> pikepdf.Object:
    """Return the page's resources."""
    return pdf.pages[0].obj.Resources


def picture(pdf: Pdf, space: object, pixels: bytes, width: int = 1, **more: object) -> None:
    """Place a picture, 20 mm wide and as high."""
    made = Stream(pdf, pixels)
    made.Type, made.Subtype = Name.XObject, Name.Image
    made.Width = made.Height = width
    made.ColorSpace, made.BitsPerComponent = space, 8
    for key, value in more.items():
        made[f"/{key}"] = value
    resources(pdf).XObject = Dictionary(Prov=made)
    drawn(b"56.7 0 0 56.7 100 20 cm /Prov Do")(pdf)


def box(name: str, *corners: float) -> Change:
    """Set a box of the page."""

    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj[name] = Array([*corners])

    return change


def two_pages(pdf: Pdf) -> None:
    pdf.pages.append(pdf.pages[0])


def no_claim(pdf: Pdf) -> None:
    del pdf.docinfo["/GTS_PDFXVersion"]
    packet = pdf.Root.Metadata.read_bytes().replace(b"PDF/X-4", b"")
    pdf.Root.Metadata = Stream(pdf, packet)


def no_intent(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


def screen_intent(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile = Stream(pdf, b"profile", N=3)


def spot_colour(pdf: Pdf) -> None:
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)
    space = Array([Name.Separation, Name("/PANTONE 185 C"), Name.DeviceCMYK, function])
    resources(pdf).ColorSpace = Dictionary(Prov=space)
    drawn(b"/Prov cs 1 scn 100 20 50 50 re f")(pdf)


def icc_screen_colour(pdf: Pdf) -> None:
    space = Array([Name.ICCBased, Stream(pdf, b"profile", N=3)])
    resources(pdf).ColorSpace = Dictionary(Prov=space)
    drawn(b"/Prov CS 1 0 0 SCN 100 20 m 150 20 l S")(pdf)


def screen_colour_in_form(pdf: Pdf) -> None:
    form = Stream(pdf, b"1 0 0 rg 0 0 20 20 re f")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 20, 20])
    resources(pdf).XObject = Dictionary(Prov=form)
    drawn(b"1 0 0 1 100 20 cm /Prov Do")(pdf)


def screen_colour_in_pattern(pdf: Pdf) -> None:
    tile = Stream(pdf, b"0 1 0 RG 0 0 m 5 5 l S")
    for key, value in {
        "/Type": Name.Pattern, "/PatternType": 1, "/PaintType": 1, "/TilingType": 1,
        "/BBox": Array([0, 0, 5, 5]), "/XStep": 5, "/YStep": 5, "/Resources": Dictionary(),
    }.items():  # fmt: skip
        tile[key] = value
    resources(pdf).Pattern = Dictionary(Prov=tile)
    drawn(b"/Pattern cs /Prov scn 100 20 50 50 re f")(pdf)


def screen_shading(pdf: Pdf) -> None:
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1], N=1)
    shading = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 50, 50], Function=function
    )
    resources(pdf).Shading = Dictionary(Prov=shading)
    drawn(b"100 20 50 50 re W n /Prov sh")(pdf)


def screen_picture(pdf: Pdf) -> None:
    picture(pdf, Name.DeviceRGB, b"\xff\0\0" * 250_000, 500)


def coarse_picture(pdf: Pdf) -> None:
    picture(pdf, Name.DeviceCMYK, b"\0\0\0\x40" * 10_000, 100)


def soft_mask(pdf: Pdf) -> None:
    mask = Stream(pdf, b"\x80" * 250_000)
    mask.Type, mask.Subtype, mask.Width, mask.Height = Name.XObject, Name.Image, 500, 500
    mask.ColorSpace, mask.BitsPerComponent = Name.DeviceGray, 8
    picture(pdf, Name.DeviceCMYK, b"\0\0\0\x40" * 250_000, 500, SMask=mask)


def inline_picture(pdf: Pdf) -> None:
    drawn(b"20 0 0 20 100 20 cm BI /W 1 /H 1 /CS /RGB /BPC 8 ID \xff\0\0 EI")(pdf)


def state(pdf: Pdf, **entries: object) -> None:
    resources(pdf).ExtGState.Prov = Dictionary(entries)


def white_overprint(pdf: Pdf) -> None:
    state(pdf, **{"/OP": True, "/op": True, "/OPM": 1})
    drawn(b"/Prov gs 0 0 0 0 k 100 20 50 50 re f")(pdf)


def half_seen(pdf: Pdf) -> None:
    state(pdf, **{"/ca": 0.5})
    drawn(b"/Prov gs 0 0 0 1 k 100 20 50 50 re f")(pdf)


def multiplied(pdf: Pdf) -> None:
    state(pdf, **{"/BM": Name.Multiply})
    drawn(b"/Prov gs 0 0 0 1 k 100 20 50 50 re f")(pdf)


def knocked_out(pdf: Pdf) -> None:
    drawn(b"1 0 0 0 k 20 15 100 40 re f 0 0 0 1 k " + lettering(pdf, 12, 30, 30))(pdf)


def lettering(pdf: Pdf, size: float, x: float, y: float) -> bytes:
    """Return operators that show a word in the page's own first font."""
    font = next(iter(resources(pdf).Font.keys()))
    page = pdf.pages[0]
    shown = next(iter(pikepdf.parse_content_stream(page, "TJ"))).operands[0]
    glyphs = b"".join(bytes(each) for each in shown if isinstance(each, String))[:8]
    return f"BT {font} {size} Tf {x} {y} Td <{glyphs.hex()}> Tj ET".encode()


def tiny_type(pdf: Pdf) -> None:
    drawn(b"0 0 0 1 k " + lettering(pdf, 3, 30, 30))(pdf)


def tiny_by_matrix(pdf: Pdf) -> None:
    drawn(b"0 0 0 1 k .1 0 0 .1 0 0 cm " + lettering(pdf, 30, 300, 300))(pdf)


def tiny_negative(pdf: Pdf) -> None:
    drawn(b"0 0 0 1 k 20 15 100 40 re f 0 0 0 0 k " + lettering(pdf, 7, 30, 30))(pdf)


def rich_black(pdf: Pdf) -> None:
    drawn(b".6 .5 .4 1 k " + lettering(pdf, 9, 30, 30))(pdf)


def screen_black(pdf: Pdf) -> None:
    drawn(b"0 0 0 rg " + lettering(pdf, 9, 30, 30))(pdf)


def outside_trim(pdf: Pdf) -> None:
    drawn(b"0 0 0 1 k " + lettering(pdf, 9, -4, 30))(pdf)


def no_font_file(pdf: Pdf) -> None:
    for font in resources(pdf).Font.values():
        del font.DescendantFonts[0].FontDescriptor["/FontFile2"]


def no_text_map(pdf: Pdf) -> None:
    for font in resources(pdf).Font.values():
        del font["/ToUnicode"]


def a_link(pdf: Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[10, 10, 50, 50])
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


def a_script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("1"))


def layers(pdf: Pdf) -> None:
    pdf.Root.OCProperties = Dictionary(OCGs=Array([]), D=Dictionary())


#: Name of the fault → the line that must turn, into what, and how the fault is made.
FAULTS: Mapping[str, tuple[str, str, Change]] = {
    "two pages": ("pages", "fel", two_pages),
    "too small": ("size", "fel", box("/TrimBox", 0, 0, 283.3, 170.08)),
    "the wrong way round": ("size", "fel", lambda pdf: pdf.pages[0].rotate(90, relative=True)),
    "a page around it": ("paper", "fel", box("/MediaBox", -20, -20, 303.5, 190.1)),
    "no claim": ("standard", "fel", no_claim),
    "no output intent": ("intent", "fel", no_intent),
    "a screen's output intent": ("intent", "fel", screen_intent),
    "rg": ("colours", "fel", drawn(b"1 0 0 rg 100 20 50 50 re f")),
    "RG": ("colours", "fel", drawn(b"1 0 0 RG 100 20 50 50 re S")),
    "cs and sc": ("colours", "fel", drawn(b"/DeviceRGB cs 1 0 0 sc 100 20 50 50 re f")),
    "CS and SCN of ICC": ("colours", "fel", icc_screen_colour),
    "a spot colour": ("colours", "fel", spot_colour),
    "RGB in a form": ("colours", "fel", screen_colour_in_form),
    "RGB in a pattern": ("colours", "fel", screen_colour_in_pattern),
    "RGB shading": ("pictures", "fel", screen_shading),
    "RGB picture": ("pictures", "fel", screen_picture),
    "RGB inline picture": ("pictures", "fel", inline_picture),
    "too much ink": ("ink", "fel", drawn(b"1 1 1 1 k 100 20 50 50 re f")),
    "a coarse picture": ("resolution", "fel", coarse_picture),
    "tiny type": ("type-size", "fel", tiny_type),
    "type tiny by its matrix": ("type-size", "fel", tiny_by_matrix),
    "tiny negative type": ("negative-type", "fel", tiny_negative),
    "a hairline": ("hairlines", "fel", drawn(b"0 0 0 1 K .1 w 100 20 m 200 20 l S")),
    "a hairline that is filled": ("hairlines", "fel", drawn(b"0 0 0 1 k 100 20 90 .1 re f")),
    "rich black": ("black-text", "fel", rich_black),
    "black text in RGB": ("black-text", "fel", screen_black),
    "white that overprints": ("overprint", "fel", white_overprint),
    "black that knocks out": ("overprint", "varning", knocked_out),
    "a font left out": ("fonts", "fel", no_font_file),
    "no text maps": ("searchable", "varning", no_text_map),
    "text over the edge": ("margin", "fel", outside_trim),
    "a link": ("extras", "varning", a_link),
    "a script": ("extras", "fel", a_script),
    "layers": ("extras", "varning", layers),
}


def sound() -> bytes:
    """Return the small press page."""
    return plain()[1].content


def faulty(change: Change, **saved: object) -> bytes:
    """Return the small press page with a fault in it."""
    out = BytesIO()
    with pikepdf.open(BytesIO(sound())) as pdf:
        change(pdf)
        pdf.save(out, **saved)  # type: ignore[arg-type]
    return out.getvalue()


def all_at_once() -> bytes:
    """Return a page with nearly every fault: the longest protocol there is."""

    def change(pdf: Pdf) -> None:
        for name, (_, _, each) in FAULTS.items():
            if name not in ("the wrong way round", "a page around it", "a screen's output intent"):
                each(pdf)

    return faulty(change)
