"""Pages of one kind share their styles; what is not of their kind is not shared."""

from itertools import pairwise
from typing import Any

from weasyprint import HTML

from loftespdf.typesetting.shortcuts import take_shortcuts

RULES = "@page { size: 200px 100px; margin: 10px; @top-left { content: counter(page) } }"


def styles(*more: str, pages: int = 4) -> list[Any]:
    """Return the styles of a document's pages."""
    take_shortcuts()
    text = "<p style='break-after: page'>x</p>" * (pages - 1) + "<p>x</p>"
    document = HTML(string=f"<style>{RULES}{''.join(more)}</style>{text}").render()
    return [page._page_box.style for page in document.pages]  # noqa: SLF001 - the engine's


def test_pages_of_one_kind_have_one_style_once_the_first_is_laid_out() -> None:
    first, *others = styles()
    assert all(one is other for one, other in pairwise(others))
    assert first == others[0]


def test_pages_that_other_rules_are_for_have_another() -> None:
    _, *others = styles("@page :nth(3) { margin-left: 20px }")
    assert [style["margin_left"].value for style in others] == [10, 20, 10]
    assert others[0] is others[2]


def test_lengths_in_parts_of_the_page_are_found_anew_after_the_first() -> None:
    first, *others = styles("@page { margin-left: 5vw }")
    assert len({style["margin_left"] for style in others}) == 1
    assert first["margin_left"] != others[0]["margin_left"]
