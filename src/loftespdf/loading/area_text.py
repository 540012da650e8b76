"""A new area's ``omrade.yaml``, written out from the register for a person to go on with."""

from collections.abc import Iterator

from loftespdf.model.register import Municipality

_REGION = "Region "


def new_area_text(municipality: Municipality, *, has_shared_police: bool) -> str:
    """Return the text of the file; it can be read as it is, and no key in it is a guess.

    With ``has_shared_police`` the police party stands in ``_gemensamt.yaml`` already.
    """
    return "\n".join(_lines(municipality, has_shared_police=has_shared_police)) + "\n"


def _lines(one: Municipality, *, has_shared_police: bool) -> Iterator[str]:
    yield f"# {one.short}: vad området heter, vilka som lovar och vilka som brukar skriva under."
    yield ""
    yield f"namn: {one.short}"
    yield f"genitiv: {one.genitive}"
    yield "slag: kommun"
    if one.code.startswith("0"):
        yield "# Kommunkoden skrivs som den är, med nollan först."
    yield f"koder: [{one.code}]   # {one.county.name}"
    yield f"kommuner: [{one.name}]"
    yield f"region: {one.region}"
    yield from _HINTS
    yield ""
    yield from _parties(one, has_shared_police=has_shared_police)
    yield ""
    yield from _signers(one)


#: What the register does not know, for a person to fill in.
_HINTS = (
    "# Skriv in det som gäller här, och ta bort # framför raden:",
    "# lpo: lokalpolisområdets namn",
    "# polisområde: polisområdets namn",
    "# grannar: [kommuner som löftet får nämna]",
)


def _parties(one: Municipality, *, has_shared_police: bool) -> Iterator[str]:
    if has_shared_police:
        yield "# Polisens namn står i _gemensamt.yaml."
    yield "parter:"
    if not has_shared_police:
        yield from ("  polisen:", "    slag: polis", "    namn: Polisen")
    yield from ("  kommunen:", "    slag: kommun", f"    namn: {one.name}")


def _signers(one: Municipality) -> Iterator[str]:
    board = "Regionstyrelsens" if one.name.startswith(_REGION) else "Kommunstyrelsens"
    yield "# Titlarna är de vanliga rollerna och får ändras. Namn, ort och datum fylls i för hand."
    yield "underskrifter:"
    yield from (
        "  - part: polisen",
        "    titel: Lokalpolisområdeschef",
        "    organisation: Polisen",
    )
    yield from ("  - part: kommunen", f"    titel: {board} ordförande")
    yield f"    organisation: {one.name}"
