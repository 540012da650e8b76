import json
import unicodedata
from hashlib import sha256

from loftespdf.language.fingerprint import fingerprint

PLEDGE = {"titel": "Å – b", "avsnitt": [{"text": "c", "part": ["polisen"]}], "länk": None}


def test_it_is_the_digest_of_plain_json() -> None:
    expected = '{"titel":"Å – b","avsnitt":[{"text":"c","part":["polisen"]}]}'
    assert fingerprint(PLEDGE) == sha256(expected.encode()).hexdigest()


def test_it_never_changes_between_versions_of_the_program() -> None:
    """A signed file carries it: if this number changes, no old file can be verified."""
    assert fingerprint({"titel": "Åäö", "avsnitt": [{"text": "a\nb", "mål": ["8"]}]}) == (
        "790b43d16234f13689b21b2e007ae1f10581832ba2e4e6aa0c5f29f75bbcb23e"
    )


def test_the_form_of_letters_and_keys_with_nothing_do_not_count() -> None:
    decomposed = json.loads(unicodedata.normalize("NFD", json.dumps(PLEDGE, ensure_ascii=False)))
    assert fingerprint(decomposed) == fingerprint(PLEDGE)
    assert fingerprint({**PLEDGE, "beslut": None}) == fingerprint(PLEDGE)
    inner = {"titel": "Å – b", "avsnitt": [{"text": "c", "term": None, "part": ["polisen"]}]}
    assert fingerprint(inner) == fingerprint(PLEDGE)


def test_looks_do_not_count() -> None:
    assert fingerprint({**PLEDGE, "varumärke": {"färger": {}}}) == fingerprint(PLEDGE)


def test_every_word_and_their_order_count() -> None:
    words: list[dict[str, object]] = [
        {"a": "b"},
        {"a": "c"},
        {"b": "a"},
        {"a": ["b"]},
        {"a": "b", "c": "d"},
        {"c": "d", "a": "b"},
        {"a": "b "},
    ]
    assert len({fingerprint(one) for one in words}) == len(words)
