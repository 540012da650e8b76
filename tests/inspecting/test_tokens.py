"""Streams that are read from their bytes say what pikepdf reads in them."""

import zlib
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftespdf.inspecting.tokens import Instructions, Shown

SPACES = st.text(" \n\r\t\f\0", max_size=2).map(str.encode)
BETWEEN = st.text(" \n\r\t", min_size=1, max_size=2).map(str.encode)
NUMBERS = st.from_regex(rb"[+-]?(?:[0-9]{1,9}(?:\.[0-9]{0,20})?|\.[0-9]{1,9})", fullmatch=True)
NAMES = st.from_regex(rb"/[A-Za-z0-9_.+-]{1,8}", fullmatch=True)
STRINGS = st.binary(max_size=5).map(lambda each: b"<%b>" % each.hex().encode())
ARRAYS = st.lists(st.one_of(STRINGS, NUMBERS)).map(lambda each: b"[%b]" % b" ".join(each))
MARKS = st.integers(0, 999).map(lambda number: b"<</MCID %d>>" % number)
DICTIONARIES = st.lists(st.tuples(NAMES, st.one_of(NUMBERS, NAMES, STRINGS)), max_size=3).map(
    lambda pairs: b"<<%b>>" % b" ".join(b"%b %b" % pair for pair in pairs)
)
OPERATORS = st.sampled_from(b"q Q cm re rg gs Tf Td Tm TJ BT ET BDC BMC EMC W* f* scn Do".split())
#: What plain streams do not hold, and what no stream should.
OTHER = st.sampled_from(
    [b"(a)", b"BI", b"%x\n", b"/a#20", b"<0>", b"1 0 R", b"null", b"<<", b">>", b"[", b"--1", b"'",
     b"1.2.3", b"1e5", b"<0 0>", b"12345678901", b"\x80", b"Tj", b"d1", b"xx", b"[[1]]", b"{"]
)  # fmt: skip
#: Whole instructions, as every writer of streams makes them: an array for a TJ, else any operands.
INSTRUCTIONS = st.one_of(
    ARRAYS.map(lambda array: array + b" TJ"),
    st.tuples(
        st.lists(st.one_of(NUMBERS, NAMES, ARRAYS, MARKS), max_size=6),
        st.sampled_from(b"q Q cm re rg gs Tf Td Tm BT ET BDC BMC EMC W* f* scn Do".split()),
    ).map(lambda parts: b" ".join((*parts[0], parts[1]))),
)
WORDS = st.one_of(NUMBERS, NAMES, ARRAYS, MARKS, DICTIONARIES, OPERATORS, OPERATORS)


def streams(words: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    pieces = st.lists(st.tuples(words, BETWEEN).map(b"".join), max_size=12).map(b"".join)
    return st.tuples(SPACES, pieces, SPACES).map(b"".join)


def plain(operand: object) -> object:
    """Return an operand in the way that both readings can be compared."""
    if isinstance(operand, int | float | Decimal):
        return float(operand)
    if isinstance(operand, dict):
        return {"/MCID": float(operand["/MCID"])}
    if isinstance(operand, pikepdf.Dictionary):
        return {key: plain(operand[key]) for key in operand.keys()}  # noqa: SIM118 - no mapping
    if isinstance(operand, pikepdf.Array):
        return [plain(each) for each in operand]
    return bytes(operand) if isinstance(operand, pikepdf.String) else str(operand)


def by_pikepdf(content: bytes) -> list[tuple[str, object]]:
    with pikepdf.new() as pdf:
        read = pikepdf.parse_content_stream(pikepdf.Stream(pdf, content))
        return [(str(each.operator), [plain(one) for one in each.operands]) for each in read]


def shown(operands: Sequence[object]) -> list[object]:
    """Return the operands of a TJ as pikepdf reads them, in the way of ``Shown``."""
    (array,) = operands
    assert isinstance(array, list)
    codes = b"".join(each for each in array if isinstance(each, bytes))
    return [codes, pytest.approx(sum(each for each in array if isinstance(each, float)))]


def check(content: bytes) -> bool:
    """Hold a stream's bytes against pikepdf; tell whether they were read at all."""
    read = Instructions().written(content)
    if read is None:
        return False
    expected = by_pikepdf(content)
    assert [operator for operator, _ in read] == [operator for operator, _ in expected]
    for (_, operands), (_, wanted) in zip(read, expected, strict=True):
        if operands and isinstance(operands[0], Shown):
            assert list(operands[0]) == shown(wanted)  # type: ignore[arg-type]
        else:
            assert [plain(each) for each in operands] == wanted
    return True


@given(streams(INSTRUCTIONS))
def test_plain_streams_are_read_as_by_pikepdf(content: bytes) -> None:
    assert check(content)


@given(st.one_of(streams(WORDS), streams(st.one_of(WORDS, OTHER))))
def test_other_streams_are_read_as_by_pikepdf_or_not_at_all(content: bytes) -> None:
    check(content)


@given(st.binary(max_size=30))
def test_bytes_of_any_kind_are_read_as_by_pikepdf_or_not_at_all(content: bytes) -> None:
    check(content)


def test_what_most_streams_hold_is_read() -> None:
    assert check(
        b"q 0.75 0 0 .75 -1. 0 cm\n/a1.0 gs /P <</MCID 3>> BDC BT\r\n/F1 12 Tf 1 0 0 -1 2 3 Tm "
        b"[<0001>-3.5 <0002>]TJ ET EMC /Artifact\n<</Type /Pagination>>\nBDC EMC [3 1] 0 d Q"
    )


@pytest.mark.parametrize(
    "content",
    [b"BT (a) Tj ET", b"1 0 TJ", b"[<00>] [<01>] TJ", b"[<41>] 5 TJ",
     b"[<0041>] <<1 <0042>>> TJ", b"/N [<00>] TJ", b"[<0>] TJ", b"% q\nq",
     b"BI /W 1 ID x EI", b"q Q 1", b"qQ", b"1 2 unknown", b"[[1]] 0 d", b"<</A (b)>> BDC"],
)  # fmt: skip
def test_what_is_less_plain_is_left_to_pikepdf(content: bytes) -> None:
    assert Instructions().written(content) is None


def test_the_damage_of_a_stream_is_noted_once() -> None:
    packed = zlib.compress(b"q BT (a) Tj ET Q\n" * 20)
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page().obj
        page.Contents = pikepdf.Stream(pdf, packed[:-6], Filter=pikepdf.Name.FlateDecode)
        pdf.save(saved := BytesIO(), compress_streams=False)
    with pikepdf.open(saved) as pdf:
        list(Instructions().of(pdf.pages[0].obj, "q Q"))
        by_us = len(pdf.get_warnings())
    with pikepdf.open(saved) as pdf:
        pikepdf.parse_content_stream(pdf.pages[0], "q Q")
        assert by_us == len(pdf.get_warnings()) > 0
