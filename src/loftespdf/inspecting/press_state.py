"""What an ExtGState dictionary changes for a press, and what in a file no press may be sent.

Keys: ISO 32000-1, table 58. What PDF/X forbids: ISO 15930-7, 6.
"""

from collections.abc import Iterator

import pikepdf

from loftespdf.inspecting.raw import Raw, entry, name, number


def changes_of(state: pikepdf.Dictionary) -> dict[str, object]:
    """Return the fields of ``Inking`` that a dictionary sets."""
    changes: dict[str, object] = {}
    if "/OP" in state:  # /OP alone means both
        changes |= {"stroke_over": bool(state["/OP"]), "fill_over": bool(state["/OP"])}
    if "/op" in state:
        changes["fill_over"] = bool(state["/op"])
    if "/OPM" in state:
        changes["over_mode"] = int(number(state["/OPM"], 0))
    if "/LW" in state:
        changes["width"] = number(state["/LW"], 1.0)
    if "/CA" in state:
        changes["stroke_alpha"] = number(state["/CA"], 1.0)
    if (blend := state.get("/BM")) is not None:
        changes["blend"] = name(blend[0] if isinstance(blend, pikepdf.Array) else blend)
    if (mask := state.get("/SMask")) is not None:
        changes["masked"] = isinstance(mask, pikepdf.Dictionary)
    return changes


def foreign_to_press(found: Raw) -> Iterator[str]:
    """Yield the PDF's own names of what lets a press print something else than what is seen.

    ``found`` is a picture, a form or an ExtGState.
    """
    if isinstance(found, pikepdf.Stream):
        for key in ("/OPI", "/Alternates", "/Ref", "/PS"):
            if found.get(key) is not None:
                yield key[1:]
        if "/PS" in (found.get("/Subtype"), found.get("/Subtype2")):
            yield "PS"
        return
    for key in ("/TR", "/TR2"):
        transfer = entry(found, key)
        if transfer is not None and transfer not in ("/Identity", "/Default"):
            yield "TR"


def blending_space(content: Raw) -> Raw:
    """Return the colour space of the transparency group that a page or form is, or None."""
    group = content.get("/Group") if content is not None else None
    is_group = entry(group, "/S") == "/Transparency"
    return entry(group, "/CS") if is_group else None


def is_transparency_group(content: Raw) -> bool:
    """Tell whether a page or form is a transparency group."""
    return content is not None and entry(content.get("/Group"), "/S") == "/Transparency"
