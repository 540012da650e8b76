"""What other programs put into a PDF, drawn by hand: where colours, type and pictures hide."""

from collections.abc import Callable, Mapping
from functools import reduce

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.inspecting.press_faults import Change, drawn, lettering, picture, resources, state
from tests.typesetting.press_pages import profile

BOX = b" 100 20 50 50 re f"


def ramp(*inks: float) -> Dictionary:
    """Return a function from nothing to these inks."""
    return Dictionary(FunctionType=2, Domain=[0, 1], C0=[0.0] * len(inks), C1=[*inks], N=1)


def in_space(space: Callable[[Pdf], object], colour: bytes) -> Change:
    """Fill a box in a colour space."""

    def change(pdf: Pdf) -> None:
        resources(pdf).ColorSpace = Dictionary(Prov=space(pdf))
        drawn(b"/Prov cs " + colour + b" scn" + BOX)(pdf)

    return change


def separation(name: str) -> Callable[[Pdf], Array]:
    """Return an ink by its name, with a mixture for who has not got it."""
    return lambda _: Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, ramp(1, 1, 1, 1)])


def device_n(*names: str) -> Callable[[Pdf], Array]:
    """Return several inks by their names."""
    colorants = Array([Name(f"/{name}") for name in names])
    return lambda _: Array([Name.DeviceN, colorants, Name.DeviceCMYK, ramp(1, 1, 1, 1)])


def icc(components: int) -> Callable[[Pdf], Array]:
    """Return a space of the coated profile that claims so many inks."""
    return lambda pdf: Array([Name.ICCBased, Stream(pdf, profile(), N=components)])


def tile(pdf: Pdf, operators: bytes, paint: int, **inside: object) -> Stream:
    """Return a pattern of tiles; ``paint`` 2 brings no colours of its own."""
    made = Stream(pdf, operators)
    for key, value in {
        "PatternType": 1, "PaintType": paint, "TilingType": 1, "BBox": Array([0, 0, 9, 9]),
        "XStep": 9, "YStep": 9, "Resources": Dictionary(inside),
    }.items():  # fmt: skip
        made[f"/{key}"] = value
    return made


def lent_colour(base: Name, colour: bytes) -> Change:
    """Paint tiles that have no colour of their own in one of another space."""

    def change(pdf: Pdf) -> None:
        resources(pdf).ColorSpace = Dictionary(Prov=Array([Name.Pattern, base]))
        resources(pdf).Pattern = Dictionary(Prov=tile(pdf, b"0 0 5 5 re f", 2))
        drawn(b"/Prov cs " + colour + b" /Prov scn" + BOX)(pdf)

    return change


def tiles_within_tiles(pdf: Pdf) -> None:
    """Paint a pattern whose tiles are painted with a pattern."""
    inner = tile(pdf, b"1 0 0 rg 0 0 5 5 re f", 1)
    outer = tile(
        pdf, b"/Pattern cs /Inre scn 0 0 9 9 re f", 1, **{"/Pattern": Dictionary(Inre=inner)}
    )
    resources(pdf).Pattern = Dictionary(Prov=outer)
    drawn(b"/Pattern cs /Prov scn" + BOX)(pdf)


def form(pdf: Pdf, operators: bytes, **more: object) -> Stream:
    """Return a form that covers the page."""
    made = Stream(pdf, operators)
    made.Type, made.Subtype, made.BBox = Name.XObject, Name.Form, Array([0, 0, 300, 200])
    for key, value in more.items():
        made[f"/{key}"] = value
    return made


def placed(make: Callable[[Pdf], Stream]) -> Change:
    """Paint a form."""

    def change(pdf: Pdf) -> None:
        resources(pdf).XObject = Dictionary(Prov=pdf.make_indirect(make(pdf)))
        drawn(b"/Prov Do")(pdf)

    return change


def nested(depth: int) -> Change:
    """Paint red in forms within forms."""

    def within(pdf: Pdf) -> Stream:
        def wrap(inner: Stream, _: int) -> Stream:
            own = Dictionary(XObject=Dictionary(Inre=pdf.make_indirect(inner)))
            return form(pdf, b"/Inre Do", Resources=own)

        return reduce(wrap, range(depth), form(pdf, b"1 0 0 rg" + BOX))

    return placed(within)


def group(space: Name) -> Dictionary:
    """Return a transparency group that blends in a space."""
    return Dictionary(S=Name.Transparency, CS=space)


def page_group(pdf: Pdf) -> None:
    """See through a box on a page that is blended in RGB."""
    pdf.pages[0].obj.Group = group(Name.DeviceRGB)
    state(pdf, **{"/ca": 0.5})
    drawn(b"/Prov gs 0 0 0 1 k" + BOX)(pdf)


def letters(pdf: Pdf, drawing: bytes, scale: float = 0.001) -> Dictionary:
    """Return a font whose only letter is drawn so."""
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 500, 700],
        FontMatrix=[scale, 0, 0, scale, 0, 0], CharProcs=Dictionary(a=Stream(pdf, drawing)),
        Encoding=Dictionary(Type=Name.Encoding, Differences=[97, Name.a]),
        FirstChar=97, LastChar=97, Widths=[500], Resources=Dictionary(),
    )  # fmt: skip


def type_3(drawing: bytes, scale: float = 0.001) -> Change:
    """Show text in such a font."""

    def change(pdf: Pdf) -> None:
        resources(pdf).Font.Prov = letters(pdf, drawing, scale)
        drawn(b"0 0 0 1 k BT /Prov 20 Tf 100 20 Td (aa) Tj ET")(pdf)

    return change


def font_by_state(pdf: Pdf) -> None:
    """Set a tiny font that is not embedded by a state, not by Tf."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    state(pdf, **{"/Font": Array([pdf.make_indirect(font), 4])})
    drawn(b"0 0 0 1 k BT /Prov gs 100 20 Td (aa) Tj ET")(pdf)


def font_not_there(pdf: Pdf) -> None:
    """Show text in a font that nobody put into the file."""
    drawn(b"BT /Saknas 9 Tf 100 20 Td (aa) Tj ET")(pdf)


def stencil(colour: bytes, side: int) -> Change:
    """Paint a stencil mask, 20 mm wide."""

    def change(pdf: Pdf) -> None:
        mask = Stream(pdf, b"\xaa" * (side * side // 8))
        mask.Type, mask.Subtype = Name.XObject, Name.Image
        mask.Width = mask.Height = side
        mask.ImageMask, mask.BitsPerComponent = True, 1
        resources(pdf).XObject = Dictionary(Prov=mask)
        drawn(colour + b" 56.7 0 0 56.7 100 20 cm /Prov Do")(pdf)

    return change


def picture_with(**entries: object) -> Change:
    """Place a sound picture that says more of itself."""
    return lambda pdf: picture(pdf, Name.DeviceCMYK, b"\0\0\0\x40" * 250_000, 500, **entries)


def transfer_curve(pdf: Pdf) -> None:
    """Let the press print other shades than are seen."""
    state(pdf, **{"/TR": ramp(0)})
    drawn(b"/Prov gs 0 0 0 .5 k" + BOX)(pdf)


def stamp(pdf: Pdf) -> None:
    """Put a stamp in RGB upon the page."""
    look = pdf.make_indirect(form(pdf, b"1 0 0 rg 0 0 50 50 re f"))
    mark = Dictionary(
        Type=Name.Annot, Subtype=Name.Stamp, F=4, Rect=[10, 10, 60, 60], AP=Dictionary(N=look)
    )
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(mark)])


def units(pdf: Pdf) -> None:
    """Count in units of two points."""
    pdf.pages[0].obj.UserUnit = 2


def on_opening(pdf: Pdf) -> None:
    """Run a script when the file is closed."""
    pdf.Root.AA = Dictionary(WC=Dictionary(S=Name.JavaScript, JS=String("1")))


def no_trim(pdf: Pdf) -> None:
    """Have a page and no word of where it is cut."""
    for key in ("/TrimBox", "/BleedBox"):
        del pdf.pages[0].obj[key]


def nothing(pdf: Pdf) -> None:
    """Have a page with nothing on it."""
    pdf.pages[0].obj.Contents = Stream(pdf, b"")


def intent(profile_: bytes | None) -> Change:
    """Say the printing condition with another profile, or none."""

    def change(pdf: Pdf) -> None:
        if profile_ is None:
            del pdf.Root.OutputIntents[0]["/DestOutputProfile"]
        else:
            pdf.Root.OutputIntents[0].DestOutputProfile = Stream(pdf, profile_, N=4)

    return change


def stretched_line(pdf: Pdf) -> None:
    """Draw a line that is flattened by its matrix."""
    drawn(b"0 0 0 1 K q 10 0 0 .1 0 0 cm 1 w 10 200 m 15 200 l S Q")(pdf)


def letters_by_form(pdf: Pdf) -> None:
    """Show type in a form, made tiny by the form's own matrix."""
    shown = b"0 0 0 1 k " + lettering(pdf, 10, 300, 100)
    small = form(pdf, shown, Matrix=Array([0.3, 0, 0, 0.3, 0, 0]))
    small.Resources = Dictionary(Font=resources(pdf).Font)
    resources(pdf).XObject = Dictionary(Prov=pdf.make_indirect(small))
    drawn(b"/Prov Do")(pdf)


#: Name → the line that must turn, into what, what it must say, and how the file is made.
FOREIGN: Mapping[str, tuple[str, str, str, Change]] = {
    "an ink by its name": ("colours", "fel", "Guld", in_space(separation("Guld"), b"1")),
    "four inks and gold": ("colours", "fel", "Guld", in_space(device_n("Cyan", "Guld"), b"1 1")),
    "all inks at once": ("ink", "fel", "400", in_space(separation("All"), b"1")),
    "a palette in RGB": ("colours", "fel", "DeviceRGB (palett)", in_space(
        lambda _: Array([Name.Indexed, Name.DeviceRGB, 0, String("\xff\0\0")]), b"0")),
    "Lab": ("colours", "fel", "Lab", in_space(
        lambda _: Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])]), b"50 60 20")),
    "CalRGB": ("colours", "fel", "CalRGB", in_space(
        lambda _: Array([Name.CalRGB, Dictionary(WhitePoint=[0.96, 1, 0.82])]), b"1 0 0")),
    "a profile that is no such": ("colours", "fel", "ICCBased (3, CMYK)", in_space(
        icc(3), b"1 0 0")),
    "tiles lent a colour in RGB": ("colours", "fel", "DeviceRGB", lent_colour(
        Name.DeviceRGB, b"1 0 0")),
    "tiles lent too much ink": ("ink", "fel", "400", lent_colour(Name.DeviceCMYK, b"1 1 1 1")),
    "tiles within tiles": ("colours", "fel", "DeviceRGB", tiles_within_tiles),
    "forms within forms": ("colours", "fel", "DeviceRGB", nested(5)),
    "forms too deep to follow": ("extras", "fel", "delar för djupt inuti varandra", nested(20)),
    "a group that blends in RGB": ("colours", "fel", "DeviceRGB", placed(
        lambda pdf: form(pdf, b"0 0 0 1 k" + BOX, Group=group(Name.DeviceRGB)))),
    "a page that blends in RGB": ("transparency", "varning", "blandas i DeviceRGB", page_group),
    "letters drawn in RGB": ("colours", "fel", "DeviceRGB", type_3(
        b"500 0 d0 1 0 0 rg 0 0 400 700 re f")),
    "letters that are tiny by their font": ("type-size", "fel", "2 (”aa”)", type_3(
        b"500 0 0 0 400 700 d1 0 0 400 700 re f", 0.0001)),
    "letters that are tiny by their form": ("type-size", "fel", "3 (", letters_by_form),
    "a font set by a state": ("fonts", "fel", "Helvetica", font_by_state),
    "a tiny font set by a state": ("type-size", "fel", "4 (”aa”)", font_by_state),
    "a font that is not there": (
        "fonts", "fel", "textbitar vars typsnitt inte finns i filen: 1", font_not_there),
    "a stencil in RGB": ("colours", "fel", "DeviceRGB", stencil(b"1 0 0 rg", 400)),
    "a stencil that is coarse": ("resolution", "fel", "lägst 10", stencil(b"0 0 0 1 k", 8)),
    "a picture to be exchanged": ("extras", "fel", "OPI", picture_with(OPI=Dictionary())),
    "a picture with another for print": ("extras", "fel", "Alternates", picture_with(
        Alternates=Array([]))),
    "a page of another file": ("extras", "fel", "Ref", placed(
        lambda pdf: form(pdf, b"0 0 0 1 k" + BOX, Ref=Dictionary()))),
    "a transfer curve": ("extras", "fel", "överföringskurva", transfer_curve),
    "a stamp": ("extras", "fel", "anteckning eller stämpel (Stamp)", stamp),
    "a unit of its own": ("extras", "fel", "UserUnit", units),
    "a script at the end": ("extras", "fel", "skript", on_opening),
    "no TrimBox": ("size", "varning", "ingen TrimBox", no_trim),
    "an empty page": ("pages", "fel", "1, och den är tom", nothing),
    "an output intent without profile": ("intent", "varning", "FOGRA39", intent(None)),
    "an output intent that is noise": ("intent", "fel", "FOGRA39", intent(b"brus" * 99)),
    "a line flattened by its matrix": ("hairlines", "fel", "0,1", stretched_line),
}  # fmt: skip


def truncated(content: bytes) -> bytes:
    """Return a file as it is when a download stopped."""
    return content[: len(content) // 3]


def sound_by_others() -> Mapping[str, Change]:
    """What looks odd and is right: no line turns on it."""
    return {
        "black by its name": in_space(separation("Black"), b"1"),
        "two inks by their names": in_space(device_n("Cyan", "Black"), b"1 0"),
        "inks by a profile": in_space(icc(4), b"1 0 0 0"),
        "tiles lent a colour in inks": lent_colour(Name.DeviceCMYK, b"1 0 0 0"),
        "a group that blends in inks": placed(
            lambda pdf: form(pdf, b"0 0 0 1 k" + BOX, Group=group(Name.DeviceCMYK))
        ),
        "a stencil in inks": stencil(b"0 0 0 1 k", 800),
        "letters that take the text's colour": type_3(b"500 0 0 0 400 700 d1 0 0 400 700 re f"),
    }
