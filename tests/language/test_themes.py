"""What a promise is about, by what its author says."""

from typing import Any

import pytest

from loftespdf.language.themes import theme_of
from loftespdf.model.pledge import Pledge
from loftespdf.model.rules import find_promises
from tests import samples


def themes(*sections: dict[str, Any]) -> list[str | None]:
    pledge = Pledge.model_validate({**samples.PLEDGE, "avsnitt": list(sections)})
    return [theme_of(pledge, promise) for promise in find_promises(pledge)]


def section(heading: str | None, *items: object, **more: object) -> dict[str, Any]:
    own = {"rubrik": heading} if heading else {}
    return {"slag": "löften", **own, "part": "polisen", "punkter": list(items), **more}


def test_the_term_comes_before_the_heading() -> None:
    term = {"term": "Synlighet:", "text": "Vi ska synas."}
    assert themes(section("Trafik", term, "Vi kör.")) == ["Synlighet", "Trafik"]


def test_the_nearest_heading_that_names_a_subject_is_the_theme() -> None:
    inner = section("Polisen lovar att:", "synas")
    assert themes(section("Trygghet", avsnitt=[inner])) == ["Trygghet"]
    assert themes(section("Det här ska vi göra", avsnitt=[section("Trafik", "Kör.")])) == ["Trafik"]


@pytest.mark.parametrize(
    "heading",
    ["Polisen lovar att:", "Tillsammans lovar polisen och kommunen:", "MEDBORGARLÖFTE 2021",
     "Vårt löfte till dig", "Det här ska vi göra under 2021", "Vi kommer att göra följande",
     "Aktiviteter", None],
)  # fmt: skip
def test_a_heading_that_only_announces_names_no_theme(heading: str | None) -> None:
    assert themes(section(heading, "Vi ska synas.")) == [None]


@pytest.mark.parametrize("heading", ["Kollovar", "Slovakien", "Mål i mun", "Ungdomar vi möter"])
def test_other_words_are_themes(heading: str) -> None:
    assert themes(section(heading, "Vi ska synas.")) == [heading]
