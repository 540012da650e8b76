"""Rendered text → element tree: parsed strictly, stamps taken off, places kept."""

import re
from collections.abc import Mapping
from functools import lru_cache
from xml.etree.ElementTree import Element, ParseError, fromstring

from loftespdf.composing.templates import FOLDER, STAMP
from loftespdf.model.problem import ContentRefused, Place, Problem, say

_STAMP = re.compile(rf'{STAMP}="([^":]+):(\d+)"')


def parse(rendered: str, template: str) -> tuple[Element, Mapping[int, Place]]:
    """Return the tree and each element's template place, by ``id(element)``.

    Raises ContentRefused when the template's tags do not close: a page is well-formed XML too.
    """
    try:
        tree = fromstring(rendered)  # noqa: S314 - made by our templates, with all text escaped
    except ParseError as error:
        raise ContentRefused(_unclosed(error, rendered, template)) from error
    return tree, {id(element): place for element in tree.iter() if (place := _unstamp(element))}


def _unstamp(element: Element) -> Place | None:
    stamp = element.attrib.pop(STAMP, None)
    return None if stamp is None else _place(stamp)


@lru_cache(maxsize=1024)
def _place(stamp: str) -> Place:
    file, line = stamp.rsplit(":", 1)
    return Place(f"{FOLDER}/{file}", int(line))


def _unclosed(error: ParseError, rendered: str, template: str) -> Problem:
    line, column = error.position
    before = "\n".join(rendered.split("\n")[:line])
    stamps = _STAMP.findall(before)
    file, number = stamps[-1] if stamps else (template, "1")
    return Problem(
        kind="template-not-well-formed",
        what=say("mallens element går inte ihop nära denna rad (kolumn {column})", column=column),
        place=Place(f"{FOLDER}/{file}", int(number)),
        instead=say("stäng varje element: <p>…</p>, <br/>, och skriv & som &amp;"),
    )
