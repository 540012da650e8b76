"""The typeface of form fields: the whole file, in the encoding that every viewer can write.

A page's fonts are subsets of what is printed; a field must have the letters of what will be. So it
gets a simple TrueType font in WinAnsiEncoding (ISO 32000-1, 9.6.3), whose 217 characters hold all
that Swedish and the other languages of western Europe are written with.
"""

import pydyf

from loftespdf.typesetting.true_type import FIRST, LAST, metrics_of

#: The face that fields are written in, among the assets.
FIELD_FONT = "styles/fonts/SourceSans3-Regular.ttf"
#: What it is called in the form's resources.
FONT_NAME = "SourceSans"
_NONSYMBOLIC = 32
#: TrueType has no stem width; this is what writers put for a regular face.
_STEM = 80


def add_field_font(pdf: pydyf.PDF, content: bytes) -> bytes:
    """Embed the whole font and return the reference to it."""
    metrics = metrics_of(content)
    file = pydyf.Stream([content], {"Length1": len(content)})
    pdf.add_object(file)
    descriptor = pydyf.Dictionary({
        "Type": "/FontDescriptor",
        "FontName": f"/{metrics.name}",
        "Flags": _NONSYMBOLIC,
        "FontBBox": pydyf.Array(metrics.box),
        "ItalicAngle": metrics.angle,
        "Ascent": metrics.ascent,
        "Descent": metrics.descent,
        "CapHeight": metrics.capitals,
        "StemV": _STEM,
        "FontFile2": file.reference,
    })  # fmt: skip
    pdf.add_object(descriptor)
    font = pydyf.Dictionary({
        "Type": "/Font",
        "Subtype": "/TrueType",
        "BaseFont": f"/{metrics.name}",
        "Encoding": "/WinAnsiEncoding",
        "FirstChar": FIRST,
        "LastChar": LAST,
        "Widths": pydyf.Array(metrics.widths),
        "FontDescriptor": descriptor.reference,
    })  # fmt: skip
    pdf.add_object(font)
    return bytes(font.reference)
