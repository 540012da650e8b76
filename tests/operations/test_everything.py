"""A pledge that uses every key there is: each text is printed, or openly left out."""

from collections.abc import Iterator
from typing import Any

import pypdfium2

from loftespdf.language.leaves import all_leaves
from loftespdf.model.layout import Format
from loftespdf.model.pledge import Pledge
from loftespdf.model.product import Product
from loftespdf.model.values import Node
from loftespdf.operations.build import Job, make
from tests import samples
from tests.operations.conftest import workshop

ITEM = {
    "id": "lofte", "text": "Ordtext", "part": ["polisen"], "term": "Ordterm", "kort": "Ordkort",
    "mål": [{"minst": "8", "enhet": "ordenheter", "per": "ordår", "utgångsläge": "5"}],
    "ansvarig": "Ordansvarig", "plats": "Ordplats", "punkter": ["Ordaktivitet"],
}  # fmt: skip
CONTACT = {
    "namn": "Ordnamn", "roll": "Ordroll", "epost": "ord@exempel.se", "telefon": "0501-12 34 56",
    "webb": "exempel.se/ord",
}  # fmt: skip
PICTURE = {"bildtext": "Ordbildtext", "foto": "Ordfoto"}
SECTION = {
    "slag": "löften", "rubrik": "Ordrubrik", "part": ["polisen"], "punktform": "punkter",
    "text": "Ordbrödtext", "bilder": [PICTURE], "punkter": [ITEM], "avslutning": "Ordavslutning",
    "avsnitt": [{"slag": "övrigt", "punktform": "siffror", "punkter": ["Ordpunkt"]}],
    "när": "Ordnär", "kanaler": ["Ordkanal"], "kontakt": [CONTACT],
}  # fmt: skip
EVERYTHING: dict[str, Any] = {
    "titel": "Ordtitel", "period": "2021", "status": "gällande", "ändrad": "2021-02-03",
    "avsnitt": [SECTION], "kontakt": [CONTACT], "bilder": [PICTURE],
    "underskrifter": [{
        "part": "polisen", "namn": "Namn Namnsson", "titel": "Ordyrke", "organisation": "Ordorg",
        "ort": "Ordort", "datum": "2021-03-04",
    }],
    "beslut": {"organ": "Ordorgan", "datum": "2021-04-05", "dnr": "ORD 2021/6"},
    "överenskommelse": {"period": "2020–2023"},
    "källor": [{"slag": "Ordkälla", "datum": "2020-05-06"}],
    "annons": {
        "rubrik": "Ordrubrik", "löften": ["lofte"], "annonsmärkt": "ja", "bild": "nej",
        "format": ["lts-attondel"],
    },
}  # fmt: skip
#: Keys whose value is a choice, a name for machines, or told by other means than printed words.
NOT_WORDS = {
    "id",
    "part",
    "slag",
    "punktform",
    "status",
    "period",
    "ändrad",
    "fil",
    "alt",
    "annons",
}
#: Of six measures a target has one.
OTHER_MEASURES = {"högst", "exakt", "öka med", "minska med", "inom"}
#: A period is also written as a year or years.
PERIOD = {"från", "till"}


def keys_of(node: type[Node]) -> set[str]:
    return {field.alias or name for name, field in node.model_fields.items()}


def words(value: Any) -> Iterator[str]:  # noqa: ANN401 - any YAML value
    match value:
        case dict():
            yield from (w for key, inner in value.items() if key not in NOT_WORDS
                        for w in words(inner))  # fmt: skip
        case list():
            yield from (w for inner in value for w in words(inner))
        case str():
            yield value


def used_keys(value: Any) -> set[str]:  # noqa: ANN401 - any YAML value
    match value:
        case dict():
            return set(value).union(*map(used_keys, value.values()))
        case list():
            return set().union(*map(used_keys, value))
        case _:
            return set()


def test_the_sample_uses_every_key_of_the_model() -> None:
    import loftespdf.model.pledge as module  # noqa: PLC0415 - its classes are what is asked for

    known = {
        key
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Node) and each is not Node
        for key in keys_of(each)
    }
    assert known - used_keys(EVERYTHING) == {"fil", "alt"} | OTHER_MEASURES | PERIOD
    assert keys_of(Pledge) <= used_keys(EVERYTHING)


def test_every_word_of_it_stands_in_the_finished_file() -> None:
    product = Product("exempel", "2021", "lofte", Format.PDF)
    document = samples.document(EVERYTHING)
    finished = make(Job(product, document, samples.layout(), samples.theme()), workshop())
    with pypdfium2.PdfDocument(finished.content) as file:
        text = "".join(page.get_textpage().get_text_range() for page in file)
    flat = "".join(text.split())
    dates = {"2021-03-04": "den4mars2021", "2021-04-05": "den5april2021"}
    wanted = set(words(EVERYTHING))
    assert len(wanted) > 30
    assert {w for w in wanted if dates.get(w, "".join(w.split())) not in flat} == set()


def test_every_text_knows_its_place_in_the_file() -> None:
    found = {leaf.path: leaf.text for leaf in all_leaves(samples.document(EVERYTHING))}
    words = {
        path: text for path, text in _words(EVERYTHING, ()) if text.startswith(("Ord", "Namn"))
    }
    assert {path: found.get(path) for path in words} == words


def _words(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[Any, str]]:
    """Yield every text that is printed as it is written, by its path; a bare point is its text."""
    match value:
        case dict():
            for key, inner in value.items():
                if key not in {"annons", "mål", "status", "punktform"}:
                    yield from _words(inner, (*path, key))
        case list():
            for index, inner in enumerate(value):
                bare = path[-1] == "punkter" and isinstance(inner, str)
                yield from _words(inner, (*path, index, "text") if bare else (*path, index))
        case str():
            yield path, value
