"""A spreadsheet's file is read back: another row, another encoding or a formula is found."""

import pytest

from loftespdf.inspecting.spreadsheet import inspect_spreadsheet

ROWS = (("område", "löften"), ("Åby; norra", "3"), ("'=1+1", ""))
GOOD = '\ufeffområde;löften\r\n"Åby; norra";3\r\n\'=1+1;\r\n'


def kinds(text: str) -> list[str]:
    return [one.kind for one in inspect_spreadsheet(text.encode(), ROWS, "rapport.csv")]


def test_a_sound_file_is_let_through() -> None:
    assert kinds(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("\ufeff", "", "no-byte-order-mark"),
        ("Åby", "Aby", "rows-differ"),
        ('"Åby; norra"', "Åby; norra", "rows-differ"),
        ("'=1+1;\r\n", "", "rows-differ"),
        ("'=1+1", "=1+1", "formula"),
        (";3", ";-3", "formula"),
    ],
)
def test_what_is_wrong_is_found(old: str, new: str, kind: str) -> None:
    assert old in GOOD
    assert kind in kinds(GOOD.replace(old, new, 1))
