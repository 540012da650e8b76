"""The bytes of a finished file: small, whole for whoever reads them, and the same every time."""

import gc
from collections.abc import Callable
from io import BytesIO
from weakref import ref

import pikepdf
import pydyf

from loftespdf.inspecting.fingerprint import fingerprint_in
from loftespdf.typesetting.finish_packed import pack_file
from tests.inspecting.pages import whole


def made(change: Callable[[pydyf.PDF], None]) -> bytes:
    pdf = pydyf.PDF()
    pdf.info["Title"] = pydyf.String("Löfte")
    change(pdf)
    output = BytesIO()
    pack_file(pdf)
    pdf.write(output, "1.7", None, None)
    return output.getvalue()


def with_objects(*objects: pydyf.Object) -> Callable[[pydyf.PDF], None]:
    def change(pdf: pydyf.PDF) -> None:
        for each in objects:
            pdf.add_object(each)

    return change


def test_every_object_is_found_again_under_its_number() -> None:
    numbers = [pydyf.Array([number, b"(x)"]) for number in range(300)]
    stream = pydyf.Stream([b"1 0 0 rg"], {"Kind": "/Odd"})
    with pikepdf.open(BytesIO(made(with_objects(*numbers, stream)))) as pdf:
        assert [int(pdf.get_object(3 + at, 0)[0]) for at in range(300)] == [*range(300)]
        assert pdf.get_object(303, 0).read_bytes() == b"1 0 0 rg"
        assert pdf.get_object(303, 0).Kind == "/Odd"
        assert str(pdf.docinfo.Title) == "Löfte"
        assert not pdf.get_warnings()


def test_only_streams_lie_open_in_the_file() -> None:
    content = whole()[1].content
    assert b"/StructElem" not in content
    assert content.count(b" obj\n") == content.count(b"endstream")
    with pikepdf.open(BytesIO(content)) as pdf:
        roles = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        assert any(each.get("/Type") == "/StructElem" for each in roles)


def test_the_fingerprint_is_found_without_unpacking() -> None:
    composed, file = whole()
    assert fingerprint_in(file.content) == composed.fingerprint


def test_no_packed_stream_ends_in_what_reads_as_a_line_end() -> None:
    # the last byte of packed data is that of a sum, which an odd letter more each leads through all
    contents = [made(with_objects(pydyf.Array([b"/" + b"y" * length]))) for length in range(256)]
    assert not any(end in each for each in contents for end in (b"\r\nendst", b"\n\nendst"))
    assert any(b"\0\nendst" in each for each in contents)  # where one would have


def test_the_identifier_tells_one_content_from_another() -> None:
    def identifier(number: int) -> bytes:
        with pikepdf.open(BytesIO(made(with_objects(pydyf.Array([number]))))) as pdf:
            first, second = pdf.trailer.ID
            assert bytes(first) == bytes(second)
            return bytes(first)

    assert identifier(1) == identifier(1) != identifier(2)
    assert len(identifier(1)) == 16


def test_what_was_written_is_freed_at_once() -> None:
    gc.disable()
    try:
        pdf = pydyf.PDF()
        pack_file(pdf)
        known = ref(pdf)
        del pdf
        assert known() is None
    finally:
        gc.enable()
