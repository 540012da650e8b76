"""Blanks that are filled in: Word's content controls, each with a title."""

from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

from loftespdf.model.control import DEGREES, ControlKind
from loftespdf.typesetting.word_text import run
from loftespdf.typesetting.word_xml import Node, el


def _text() -> Node:
    return el("w:text")


def _long() -> Node:
    return el("w:text", multiLine="1")


def _date() -> Node:
    return el(
        "w:date",
        el("w:dateFormat", val="yyyy-MM-dd"),
        el("w:lid", val="sv-SE"),
        el("w:storeMappedDataAs", val="dateTime"),
        el("w:calendar", val="gregorian"),
    )


def _degree() -> Node:
    choices = (el("w:listItem", displayText=degree, value=degree) for degree in DEGREES)
    return el("w:dropDownList", *choices)


_KINDS: Mapping[str, Callable[[], Node]] = {
    ControlKind.TEXT: _text,
    ControlKind.LONG: _long,
    ControlKind.DATE: _date,
    ControlKind.DEGREE: _degree,
}


def can_be_filled(blank: Element) -> bool:
    """Tell whether Word has a control for this kind of blank, and the blank a title and no text."""
    empty = not len(blank) and not (blank.text or "").strip()
    return empty and blank.get("data-control") in _KINDS and bool(blank.get("data-title"))


def control(blank: Element, number: int) -> Node:
    """Return the control of a blank; ``number`` counts them through the document from 1.

    The control itself cannot be deleted, only filled; its hint is not text of the document.
    """
    make = _KINDS[blank.get("data-control", "")]
    title, hint = blank.get("data-title", ""), blank.get("data-hint") or "…"
    return el(
        "w:sdt",
        el(
            "w:sdtPr",
            el("w:alias", val=title),
            el("w:tag", val=f"falt-{number}"),
            el("w:id", val=number),
            el("w:lock", val="sdtLocked"),
            el("w:showingPlcHdr"),
            make(),
        ),
        el("w:sdtContent", run(hint, "PlaceholderText")),
    )
