"""A layout of a workspace's own: what its templates get wrong is told, and they run no code."""

import pytest
from msgspec import Struct

from loftespdf.composing.templates import Templates
from loftespdf.model.assets import Asset, Assets
from loftespdf.model.problem import ContentRefused


class View(Struct, frozen=True):
    """A value as templates are given."""

    words: str
    _inside: str = "within"


def render(source: str | bytes, **values: object) -> str:
    content = source if isinstance(source, bytes) else source.encode()
    return Templates(Assets({"templates/x.j2": Asset(content, "x")})).render("x.j2", **values)


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ lipsum.__globals__['os'].getcwd() }}",
        "{{ ('' | attr('__class__')).__mro__ }}",
        "{{ '{0.__class__.__init__.__globals__}'.format(view) }}",
        "{{ view.append(1) }}",
        "{{ view.__class__ }}",
    ],
)
def test_a_template_reaches_nothing_but_what_it_is_given(source: str) -> None:
    view = [1]
    with pytest.raises(ContentRefused) as refused:
        render(f"\n{source}", view=view)
    assert str(refused.value.problems[0].place) == "templates/x.j2:2"
    assert view == [1]


@pytest.mark.parametrize("name", ["_inside", "__class__", "__struct_fields__", "__init__"])
def test_of_a_view_a_template_reaches_what_it_is_given_and_no_insides(name: str) -> None:
    assert render("{{ view.words }}", view=View("hej")) == "hej"
    with pytest.raises(ContentRefused):
        render(f"{{{{ view.{name} }}}}", view=View("hej"))


@pytest.mark.parametrize(
    "source",
    [
        "{% include 'x.j2' %}", "{% extends 'x.j2' %}", "{% include '../../../etc/passwd' %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "{{ 1/0 }}", "{{ 1+'a' }}",
        "{{ 1() }}", "{% for a, b in [1] %}{% endfor %}", "{{ 'a'.index('b') }}",
        "{% for i in range(10**9) %}{% endfor %}", "{{" + "(" * 3000 + "1" + ")" * 3000 + "}}",
        b"\xe5",
    ],
)  # fmt: skip
def test_a_template_that_cannot_be_filled_in_is_refused_with_its_place(source: str | bytes) -> None:
    with pytest.raises(ContentRefused) as refused:
        render(source)
    assert refused.value.problems[0].place.file == "templates/x.j2"


def test_a_fault_in_our_own_code_stays_a_fault() -> None:
    def view() -> str:
        raise TypeError

    name = view.__globals__["__name__"]
    view.__globals__["__name__"] = "loftespdf.composing.view"
    try:
        with pytest.raises(TypeError):
            render("{{ view() }}", view=view)
    finally:
        view.__globals__["__name__"] = name
