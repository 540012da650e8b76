"""Lists and tables, judged by their structure alone."""

import pytest

from loftespdf.inspecting.blocks import lists, tables
from loftespdf.inspecting.reading import PdfReading, StructureNode, Xmp
from loftespdf.model.problem import Place

PLACE = Place("x.pdf")


def reading(*nodes: StructureNode) -> PdfReading:
    return PdfReading(
        version="1.7", pages=(), tree=nodes, shown=(), fonts=(), language="sv", title="",
        title_shown=True, xmp=Xmp(), bookmarks=(),
    )  # fmt: skip


def cell(role: str = "TD", **attributes: int | str) -> StructureNode:
    return StructureNode(role, ("x",), attributes=attributes)


def table(*rows: tuple[StructureNode, ...]) -> PdfReading:
    head, *rest = (StructureNode("TR", row) for row in rows)
    parts = (StructureNode("THead", (head,)), StructureNode("TBody", tuple(rest)))
    return reading(StructureNode("Table", parts))


def head(**attributes: int | str) -> StructureNode:
    return cell("TH", Scope="Column", **attributes)


@pytest.mark.parametrize(
    "rows",
    [
        ((head(), head()), (cell(), cell())),
        ((head(ColSpan=2),), (cell(), cell())),
        ((head(), head()), (cell(RowSpan=2), cell()), (cell(),)),
        ((head(ColSpan=3),), (cell(RowSpan=3, ColSpan=2), cell()), (cell(),), (cell(),)),
    ],
)
def test_rows_of_one_width_are_regular(rows: tuple[tuple[StructureNode, ...], ...]) -> None:
    assert list(tables(table(*rows), None, PLACE)) == []


@pytest.mark.parametrize(
    "rows",
    [
        ((head(), head()), (cell(),)),
        ((head(), head()), (cell(), cell(), cell())),
        ((head(), head()), (cell(RowSpan=2), cell()), (cell(), cell())),
        ((head(ColSpan=3),), (cell(), cell())),
    ],
)
def test_rows_of_other_widths_are_told(rows: tuple[tuple[StructureNode, ...], ...]) -> None:
    assert [each.kind for each in tables(table(*rows), None, PLACE)] == ["irregular-table"]


def item(*roles: str) -> StructureNode:
    return StructureNode("LI", tuple(StructureNode(role, ("x",)) for role in roles))


@pytest.mark.parametrize(
    ("kids", "good"),
    [
        ((item("Lbl", "LBody"), item("LBody")), True),
        ((StructureNode("Caption", ("x",)), item("LBody")), True),
        ((item("Lbl"),), False),
        ((item("LBody", "LBody"),), False),
        ((item("LBody", "Lbl"),), False),
        ((item("LBody"), StructureNode("P", ("x",))), False),
        ((item("LBody"), StructureNode("L", (item("LBody"),))), False),
        (("x", item("LBody")), False),
        ((StructureNode("LI"),), False),
    ],
)
def test_a_list_holds_items_of_a_label_and_a_body(
    kids: tuple[StructureNode, ...],
    good: bool,  # noqa: FBT001
) -> None:
    found = [each.kind for each in lists(reading(StructureNode("L", kids)), None, PLACE)]
    assert found == ([] if good else ["list-structure"])
