"""Texts as people paste them: a right document is never refused, and what is, is told why."""

from typing import Any

import pytest

from loftespdf.model.problem import ProofFailed
from tests.operations.test_signatures import built, pages

ODD = {
    "soft hyphen": "trygg\u00adhet",
    "non-breaking hyphen": "A\u2011B",
    "hyphen beside hyphen-minus": "A\u2010B och C-D",
    "combining accents": "a\u030a och e\u0301",
    "ligature": "affisch \ufb01n",
    "one endless word": "x" * 190,
    "two kinds of mu": "\u00b5 och \u03bc",
    "zero width space": "a\u200bb",
    "byte order mark": "\ufeffhej",
    "line separator": "a\u2028b",
    "Sámi": "Sámi ŋ đ ŧ ž č",
    "numbered list": "1. hej\n2. då",
    "list in a promise": "Detta:\n\n- ett\n- två\n  - tre",
    "lone signs": "- * _ # > ` | ~",
    "looks like code": "<b>&amp;</b> {{ x }} {% y %} ${z}",
    "quotes": "\"a\" 'b' “c” ”d”",
    "address": "https://exempel.se/a-b_c och a_b@exempel.se",
    "signs": "≥ 5 ≠ ½ § 11 25%",
}


def promise(text: str) -> dict[str, Any]:
    return {"avsnitt": [{"slag": "löften", "part": ["polisen"], "punkter": [text]}]}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_an_odd_text_is_built_and_proven(text: str) -> None:
    assert built(promise(text)).pages == 2
    assert built({"titel": text}).pages >= 2


@pytest.mark.parametrize("text", ["hej 😀", "שלום"])
def test_a_sign_the_typeface_lacks_is_named(text: str) -> None:
    with pytest.raises(ProofFailed) as refused:
        built(promise(text))
    told = [str(p.what) for p in refused.value.problems if p.kind == "engine"]
    assert any(f'"{text[-1]}" (U+{ord(text[-1]):04X})' in what for what in told)


def test_a_promise_longer_than_a_page_is_built_whole() -> None:
    text = " ".join(f"Ord{n}" for n in range(1500))
    texts = "".join(pages(built(promise(text))))
    assert texts.count("Ord1499") == 2  # in the document and in its appendix


def test_many_promises_fill_several_pages_with_a_repeated_head() -> None:
    items = [f"Polisen ska göra sak nummer {n} med omsorg." for n in range(1, 41)]
    section = {"slag": "löften", "part": ["polisen"], "punkter": items}
    texts = pages(built({"avsnitt": [section]}))
    with_head = [text for text in texts if "Kommentar" in text]
    assert len(with_head) > 2
