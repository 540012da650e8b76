"""What every kind of file says of itself: its language, title and fingerprint, and its headings.

PDF and Word keep these in different places, but what must hold is one thing, told in one way.
"""

from collections.abc import Iterable, Iterator

from loftespdf.inspecting.verdict import Expectation
from loftespdf.model.problem import Place, Problem, say


def wrong_language(found: str, wanted: str, place: Place) -> Problem:
    """Return the problem of a file that says it is in another language than its text."""
    return Problem(
        "wrong-language",
        say("filen säger att språket är {found}, men texten är på {wanted}",
            found=found, wanted=wanted),
        place,
    )  # fmt: skip


def title_problems(found: str, expected: Expectation | None, place: Place) -> Iterator[Problem]:
    """The file has a title, and it is the document's."""
    if not found.strip():
        yield Problem("no-title", say("filen har ingen titel"), place,
                      instead=say("ange dokumentets titel i filens egenskaper"))  # fmt: skip
    elif expected and found != expected.composed.title:
        yield Problem(
            "wrong-title",
            say("filens titel är ”{found}”, inte ”{wanted}”",
                found=found, wanted=expected.composed.title),
            place,
        )  # fmt: skip


def fingerprint_problems(
    found: str, expected: Expectation | None, place: Place
) -> Iterator[Problem]:
    """The file carries the fingerprint of its text."""
    if expected and found != expected.composed.fingerprint:
        yield Problem(
            "wrong-fingerprint",
            say("filens fingeravtryck är ”{found}”, inte ”{wanted}”",
                found=found, wanted=expected.composed.fingerprint),
            place,
        )  # fmt: skip


def level_problems(
    headings: Iterable[tuple[int, str]], expected: Expectation | None, place: Place, above: int = 0
) -> Iterator[Problem]:
    """Heading levels never skip one on the way down; ``above`` is that before the first heading."""
    last = above
    for level, text in headings:
        if level > last + 1:
            yield Problem(
                "heading-skips-level",
                say("rubriken ”{text}” är på nivå {level}, men rubriken före på nivå {last}",
                    text=text.strip(), level=level, last=last),
                expected.place_of(text) if expected else place,
                instead=say("låt rubriken vara på nivå {level}", level=last + 1),
            )  # fmt: skip
        last = level
