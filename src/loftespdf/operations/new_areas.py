"""Make the folders that are missing for municipalities in the register; touch nothing else."""

from functools import partial
from pathlib import Path

from msgspec import Struct

from loftespdf.language.belonging import (
    Facet,
    facet_and_value,
    folders,
    meant,
    municipalities_of,
    registered,
    registered_under,
)
from loftespdf.loading.area_facts import has_shared_police, read_area_facts
from loftespdf.loading.area_text import new_area_text
from loftespdf.loading.files import inside
from loftespdf.loading.workspace import AREA_FILE, Workspace, open_workspace
from loftespdf.model.problem import Place, Problem, WrongUsage, say
from loftespdf.model.register import Municipality, Register
from loftespdf.operations.selection_words import no_such_facet, no_such_name, no_such_value
from loftespdf.operations.split_words import each_found
from loftespdf.storing.files import store


class NewAreas(Struct, frozen=True):
    """The files made, below the workspace, and the municipalities that had a folder already."""

    made: tuple[str, ...]
    kept: tuple[str, ...]


def make_areas(root: Path, which: tuple[str, ...], *, everything: bool = False) -> NewAreas:
    """Make ``content/<area>/omrade.yaml`` for each municipality that ``which`` names.

    With ``everything`` it is all of them, and nothing may be named besides.

    A municipality that an area in the workspace is already for is left alone, whatever its folder
    is called; so is every file there is. The same register makes the same files. Raises WrongUsage
    for a word the register does not know, CouldNotWrite when a file cannot be written.
    """
    if everything and which:
        raise WrongUsage(_all_and_some(which))
    workspace = open_workspace(root)
    register = workspace.register
    wanted = register.municipalities if everything else _wanted(workspace, which)
    having = _having(workspace)
    names, shared = folders(register), has_shared_police(workspace)
    made, kept = [], []
    for one in wanted:
        path = Path("content", names[one.code], AREA_FILE)
        if one.code in having or not _is_free(root, root / path):
            kept.append(one.short)
            continue
        store(root, path, new_area_text(one, has_shared_police=shared).encode())
        made.append(path.as_posix())
    return NewAreas(tuple(made), tuple(kept))


def _is_free(root: Path, path: Path) -> bool:
    """Tell whether a file may be made there: nothing stands there, and no link leads away."""
    return inside(root, path.parent) and not (path.exists() or path.is_symlink())


def _wanted(workspace: Workspace, which: tuple[str, ...]) -> tuple[Municipality, ...]:
    """Return the municipalities named, each once, in the register's order."""
    if not which:
        raise WrongUsage(_say_which())
    register = workspace.register
    found = each_found(which, partial(_found, register), partial(_why_nothing, register), register)
    codes = {one.code for some in found for one in some}
    return tuple(one for one in register.municipalities if one.code in codes)


def _found(register: Register, word: str) -> tuple[Municipality, ...]:
    facet, value = _asked(word)
    if facet is None or not (names := meant(value, registered(facet, register))):
        return ()
    return registered_under(facet, names, register)


def _asked(word: str) -> tuple[Facet | None, str]:
    """Return the facet and the value of a word; a bare one is a municipality's name."""
    return facet_and_value(word if ":" in word else f"{Facet.MUNICIPALITY}:{word}")


def _why_nothing(register: Register, word: str) -> Problem:
    facet, value = _asked(word)
    if facet is None:
        return no_such_facet(word.partition(":")[0])
    known = registered(facet, register)
    if not known:
        return _not_registered(facet)
    is_name = ":" not in word
    return no_such_name(word, (), known) if is_name else no_such_value(facet, value, (), known)


def _having(workspace: Workspace) -> frozenset[str]:
    """Return the codes of the municipalities that an area here is for as a whole."""
    facts = read_area_facts(workspace, workspace.areas)
    return frozenset(
        one.code
        for area in facts
        if area.is_known and area.is_municipality
        for one in municipalities_of(area, workspace.register)
    )


def _say_which() -> Problem:
    return Problem(
        "which-areas",
        say("det framgår inte vilka kommuner det gäller"),
        Place("content"),
        instead=say(
            "skriv till exempel region:väst, län:14 eller kommun:1444; --all är hela landet"
        ),
    )


def _all_and_some(which: tuple[str, ...]) -> Problem:
    return Problem(
        "all-and-some",
        say("--all är hela landet, men {words} står också där", words=" ".join(which)),
        Place("loftespdf new-areas"),
        instead=say("utelämna --all eller resten"),
    )


def _not_registered(facet: Facet) -> Problem:
    return Problem(
        "not-in-register",
        say("registret vet inte vilka kommuner som hör till ett {facet}", facet=facet),
        Place("content"),
        instead=say(
            "välj med region:, län: eller kommun:, och skriv {facet}: i varje omrade.yaml sedan",
            facet=facet,
        ),
    )
