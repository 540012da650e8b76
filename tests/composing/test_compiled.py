"""Compiled templates that are kept: the same page, and nothing is taken that is not ours."""

import marshal

import jinja2
import pytest

from loftespdf.composing.templates import Templates
from loftespdf.model.assets import Asset, Assets

_TEMPLATE = b"{% for n in names %}<p>{{ n }}</p>{% endfor %}"


class Shelf(dict[str, bytes]):
    """What is kept, in memory."""

    __hash__ = object.__hash__  # type: ignore[assignment]

    def put(self, name: str, content: bytes) -> None:
        self[name] = content


def rendered(kept: Shelf, template: bytes = _TEMPLATE, name: str = "x.j2") -> str:
    files = {f"templates/{name}": Asset(template, name)}
    return Templates(Assets(files), kept).render(name, names=("a", "<b>"))


def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that tells of each template which is compiled from now on."""
    told: list[str] = []
    published = jinja2.Environment.compile

    def compile_(self: jinja2.Environment, source: str, name: str, filename: str) -> object:
        told.append(name)
        return published(self, source, name, filename)

    monkeypatch.setattr(jinja2.Environment, "compile", compile_)
    return told


def test_a_template_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told, kept = compiled(monkeypatch), Shelf()
    first, second = rendered(kept), rendered(kept)
    assert first == second
    assert "&lt;b&gt;" in first
    assert told == ["x.j2"]


def test_what_is_kept_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Shelf()
    rendered(kept)
    told = compiled(monkeypatch)
    assert rendered(kept) == rendered(Shelf())
    assert told == ["x.j2"], "only where nothing was kept"


def test_another_text_name_or_version_is_another_template(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Shelf()
    rendered(kept)
    told = compiled(monkeypatch)
    assert rendered(kept, b"<p>annat</p>") == '<p data-origin="x.j2:1">annat</p>'
    assert "y.j2" in rendered(kept, name="y.j2")
    rendered(kept)
    monkeypatch.setattr(jinja2, "__version__", "3.1.7")
    rendered(kept)
    assert told == ["x.j2", "y.j2", "x.j2", "x.j2"]


@pytest.mark.parametrize("broken", [b"", b"x", b"\0" * 500, b"end", b"flip", b"theirs"])
def test_what_is_not_whole_is_not_taken(broken: bytes) -> None:
    kept, plain = Shelf(), rendered(Shelf())
    rendered(kept)
    (name, whole), = kept.items()  # fmt: skip
    kept[name] = {
        b"end": whole[:-1],
        b"flip": whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:],
        b"theirs": whole[:32] + marshal.dumps(compile("raise SystemExit", "x", "exec")),
    }.get(broken, broken)
    assert rendered(kept) == plain
    assert kept[name] == whole, "and is kept anew"
