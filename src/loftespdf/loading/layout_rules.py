"""What cannot be true together in a layout's rules, or says nothing about any pledge.

Each value is right by itself; what is told here would otherwise be passed over in silence: a
standard that no file is held to, a field that no pledge has.
"""

from collections import Counter
from collections.abc import Iterator

from loftespdf.loading.guesses import near
from loftespdf.loading.sites import Site
from loftespdf.model.document import YamlPath, path_words
from loftespdf.model.layout import Layout, Standard
from loftespdf.model.pledge import Pledge
from loftespdf.model.problem import Message, Problem, say
from loftespdf.model.shape import all_keys

_Found = tuple[YamlPath, Message, Message]


def layout_contradictions(layout: Layout, site: Site) -> Iterator[Problem]:
    """Yield what is wrong with a layout whose keys and values are all right one by one.

    Args:
        layout: what its keys say.
        site: the file it stands in.
    """
    for rule in (_standards, _fields, _twice, _editions):
        for path, what, instead in rule(layout):
            yield Problem(_KINDS[rule], what, site.value(path), path_words(path), instead)


def _standards(layout: Layout) -> Iterator[_Found]:
    """A booked space is held to a press standard, and nothing else is."""
    for index, standard in enumerate(layout.standards):
        if (standard is Standard.PDF_X_4) != layout.sheet_formats:
            yield (
                ("standard", index),
                say("layoutens filer prövas aldrig mot {standard}", standard=standard.value),
                say("välj pdf/x-4 för en layout med ”bokade format: ja”, annars pdf/a-2a och"
                    " pdf/ua-1"),
            )  # fmt: skip


def _fields(layout: Layout) -> Iterator[_Found]:
    known = sorted(all_keys(Pledge))
    for index, field in enumerate(layout.omitted_fields):
        if field not in known:
            nearest = near(field, known)
            yield (
                ("utelämnar fält", index),
                say("inget löfte har en nyckel som heter ”{key}”", key=field),
                say("menade du ”{near}”?", near=nearest) if nearest
                else say("skriv nyckeln som den heter i löftets fil, eller ta bort den"),
            )  # fmt: skip


def _twice(layout: Layout) -> Iterator[_Found]:
    lists: dict[YamlPath, tuple[str, ...]] = {
        ("format",): layout.formats,
        ("utgåvor",): layout.editions,
    }
    lists |= {("utgåvornas format", name): of for name, of in layout.edition_formats.items()}
    for path, words in lists.items():
        for word, count in Counter(map(str, words)).items():
            if count > 1:
                yield (
                    path,
                    say("”{word}” står två gånger, och båda skulle bli samma fil", word=word),
                    say("behåll en av dem"),
                )


def _editions(layout: Layout) -> Iterator[_Found]:
    for name in layout.edition_formats:
        if name not in layout.editions:
            yield (
                ("utgåvornas format", name),
                say("layouten har ingen utgåva som heter ”{name}”", name=name),
                say("lägg till den under utgåvor:, eller ta bort raden"),
            )


_KINDS = {
    _standards: "unproven-standard",
    _fields: "unknown-field",
    _twice: "named-twice",
    _editions: "unknown-edition",
}
