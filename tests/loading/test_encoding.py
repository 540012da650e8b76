import re
import sys

import pytest

from loftespdf.loading import encoding
from loftespdf.loading.encoding import decode
from loftespdf.model.problem import Problem

TEXT = "titel: Medborgarlöfte för Grästorp\ntext: Vi går längs ån på kvällen och är trygga.\n"


def test_utf_8_is_read_with_and_without_a_byte_order_mark() -> None:
    assert decode(TEXT.encode(), "f") == TEXT
    assert decode(TEXT.encode("utf-8-sig"), "f") == TEXT


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1252", "Windows-1252"),
        ("latin-1", "Windows-1252"),  # the same bytes for Swedish
        ("mac-roman", "Mac OS Roman"),
        ("cp850", "DOS"),
        ("utf-16", "UTF-16"),
    ],
)
def test_another_encoding_is_refused_with_a_guess(encoding: str, name: str) -> None:
    problem = decode(TEXT.encode(encoding), "f")
    assert isinstance(problem, Problem)
    assert problem.kind == "wrong-encoding"
    assert name in str(problem.what)


def test_the_first_wrong_byte_gives_the_place() -> None:
    problem = decode("titel: A\nrubrik: ö\n".encode("cp1252"), "f")
    assert isinstance(problem, Problem)
    assert str(problem.place) == "f:2:9"
    assert "UTF-8" in str(problem.instead)


def test_it_is_opened_anew_before_it_is_saved_for_vs_code_shows_and_saves_lost_letters() -> None:
    problem = decode("rubrik: Låt oss höras på ån\n".encode("cp1252"), "f")
    assert isinstance(problem, Problem)
    told = str(problem.instead)
    assert 0 < told.index("Reopen with Encoding") < told.index("Windows-1252")
    assert told.index("Windows-1252") < told.index("Save with Encoding")


def test_a_file_that_is_no_text_is_told_so() -> None:
    problem = decode(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00\x01\x02", "f")
    assert isinstance(problem, Problem)
    assert "ingen textfil" in str(problem.what)
    problem = decode(rb"{\rtf1\ansi titel: Hej}", "f")  # WordPad's; it could even be read as YAML
    assert isinstance(problem, Problem)
    assert "ingen textfil" in str(problem.what)


@pytest.mark.parametrize(
    "sign", ["\x00", "\x07", "\x1b", "\x7f", "\ufffe", "\ufeff", "\u202e", "\u2066"]
)
def test_an_invisible_sign_is_told_with_its_place(sign: str) -> None:
    problem = decode(f"a: b\nc: d{sign}\n".encode(), "f")
    assert isinstance(problem, Problem)
    assert f"{problem.place} {problem.kind}" == "f:2:5 control-character"


def test_emoji_and_no_break_spaces_are_text() -> None:
    assert decode("a: \U0001f600\u00a0b\u2028\n".encode(), "f") == "a: \U0001f600\u00a0b\u2028\n"


def test_what_yaml_allows_is_allowed_but_for_signs_that_turn_the_text() -> None:
    allowed = re.compile(  # YAML 1.1, 5.1, without U+FEFF and those of UAX 9
        "[\\t\\n\\r\\x20-\\x7e\\x85\\xa0-\\u2029\\u202f-\\u2065\\u206a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd"
        "\\U00010000-\\U0010ffff]"
    )
    unwanted = encoding._UNWANTED  # noqa: SLF001
    for sign in map(chr, range(sys.maxunicode + 1)):
        assert (unwanted.match(sign) is None) == (allowed.match(sign) is not None), hex(ord(sign))
