"""What is said of a file or folder in ``content/`` that is not read, and what to do about it."""

from loftespdf.model.problem import Place, Problem, Severity, say

#: A finished file is called after its folder and its file, and no file's name may be longer than
#: 255 bytes: with these there is room for layout, format and edition too.
LONGEST_NAME = 80


def name_taken(name: str, better: str, place: Place) -> Problem:
    """Say that a file is not read, and that there is one of the better name already."""
    return Problem(
        "bad-name",
        say("”{name}” läses inte, för {better} finns också", name=name, better=better),
        place,
        instead=say("för över det som saknas till {better}, och flytta bort {name}", better=better,
                    name=name),
    )  # fmt: skip


def bad_name(name: str, better: str, place: Place) -> Problem:
    """Say that a file or folder cannot be called so; ``better`` is what it may be called."""
    if len(better.partition(".")[0]) > LONGEST_NAME:
        return long_name(name, place)
    return Problem(
        "bad-name",
        say("”{name}” kan inte användas som namn här", name=name),
        place,
        instead=say(
            "byt namn till {better} (bara a–z, 0–9 och bindestreck)",
            better=better,
        ),
    )


def other_ending(place: Place, better: str, ending: str) -> Problem:
    """Say that an editor gave a file an ending that is not shown."""
    return Problem(
        "other-ending",
        say("filen läses inte, för dess namn slutar på {ending}", ending=ending),
        place,
        instead=say(
            "byt namn till {better}; syns inte {ending}, slå på Filnamnstillägg under Visa i"
            " Utforskaren",
            better=better,
            ending=ending,
        ),
    )


def no_plain_text(place: Place, better: str) -> Problem:
    """Say that what may be meant as a pledge is no text; ``better`` is where to write it."""
    return Problem(
        "not-read",
        say("filen läses inte: ett löfte skrivs i en ren textfil som slutar på .yaml"),
        place,
        instead=say(
            "är den ett löfte: skriv texten i {better}, till exempel i VS Code; Word sparar inte "
            "ren text",
            better=better,
        ),
        severity=Severity.WARNING,
    )


def long_name(name: str, place: Place) -> Problem:
    """Say that a name leaves no room for what the files are called after it."""
    return Problem(
        "long-name",
        say("namnet är för långt: {length} tecken", length=len(name)),
        place,
        instead=say(
            "korta det till högst {longest} tecken (bara a–z, 0–9 och bindestreck)",
            longest=LONGEST_NAME,
        ),
    )


def not_in_an_area(place: Place) -> Problem:
    """Say that a file stands in no area's folder."""
    return Problem(
        "not-in-an-area",
        say("filen ligger direkt i content, och läses därför inte"),
        place,
        instead=say("flytta den till områdets mapp, till exempel content/grastorp/2021.yaml"),
    )
