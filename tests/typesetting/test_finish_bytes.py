"""A file's objects as bytes: just as pydyf writes them."""

from io import BytesIO

import pydyf
from hypothesis import given
from hypothesis import strategies as st

from loftespdf.typesetting.finish_bytes import Spelt, spell, spelt
from loftespdf.typesetting.shortcut_drawing import _spelling

WORDS = st.text("abcåÄ()\\ ", max_size=6)
SINGLE = st.one_of(
    *(st.integers(), st.floats(-1e6, 1e6), st.booleans(), WORDS.map(pydyf.String)),
    *(st.sampled_from(["/Span", "true", "R"]), st.sampled_from([b"/x", b"7 0 R"])),
)
NAMES = st.sampled_from(["Type", "K", "Pg", "Length1"])
ITEMS = st.recursive(
    SINGLE,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(pydyf.Array),
        st.dictionaries(NAMES, inner, max_size=4).map(pydyf.Dictionary),
    ),
    max_leaves=12,
)


@given(ITEMS)
def test_an_item_is_spelt_as_pydyf_spells_it(item: object) -> None:
    assert spelt(item) == pydyf._to_bytes(item)  # noqa: SLF001 - what is compared with


@given(st.floats())
def test_a_number_is_spelt_as_pydyf_spells_it(number: float) -> None:
    short = _spelling(lambda _: b"by pydyf")
    wanted = str(int(number)) if number.is_integer() else f"{number:f}".rstrip("0")
    assert short(number) == wanted.encode()
    assert (short(b"0 g"), short("/Span"), short(True)) == (b"0 g", b"by pydyf", b"by pydyf")  # noqa: FBT003


def test_what_is_bytes_already_stays() -> None:
    pdf = pydyf.PDF()
    pdf.add_object(made := Spelt(b"<</Type /X>>"))
    spell(pdf)
    assert (made.number, pdf.objects[-1].data) == (len(pdf.objects) - 1, b"<</Type /X>>")
    assert pdf.objects[-1].indirect == b"%d 0 obj\n<</Type /X>>\nendobj" % made.number


@given(st.lists(st.dictionaries(NAMES, ITEMS, max_size=4), max_size=4), st.lists(SINGLE))
def test_a_file_of_spelt_objects_is_the_file(
    entries: list[dict[str, object]], shown: list[object]
) -> None:
    files = []
    for spells in (False, True):
        pdf = pydyf.PDF()
        for each in entries:
            pdf.add_object(pydyf.Dictionary(each))
        pdf.add_object(pydyf.Stream(list(shown), {"Type": "/X"}))
        pdf.info["Title"] = pydyf.String("Löfte")
        if spells:
            spell(pdf)
        out = BytesIO()
        pdf.write(out, identifier=True)
        files.append(out.getvalue())
    assert files[0] == files[1]
