"""The workspace: which pledges there are, and the theme they are set with.

    content/<area>/<period>.yaml      templates/<layout>/      styles/<layout>.css

The user's own templates and styles lie over those that come with the program, file by file.
"""

from collections.abc import Collection, Iterator
from pathlib import Path
from re import compile as pattern
from types import MappingProxyType

from msgspec import Struct, field

import loftespdf
from loftespdf.language.slugs import slug
from loftespdf.loading.files import entry_inside, inside, outside, read_bounded, shown, unreadable
from loftespdf.loading.register import read_register
from loftespdf.loading.workspace_words import (
    LONGEST_NAME,
    bad_name,
    name_taken,
    no_plain_text,
    not_in_an_area,
    other_ending,
)
from loftespdf.model.assets import Asset, Assets
from loftespdf.model.problem import ContentRefused, Place, Problem, WrongUsage, say
from loftespdf.model.register import Register

AREA_FILE = "omrade.yaml"
SHARED_FILE = "_gemensamt.yaml"
FOLLOW_UP_END = ".uppfoljning.yaml"

#: The largest template, stylesheet or font that is read, in bytes.
MAX_THEME_FILE = 25_000_000
_THEME_FOLDERS = ("templates", "styles")
_NAME = pattern(r"[a-z0-9-]+")
#: What Notepad and word processors let a file's name end with, unseen in Windows.
_EDITORS = frozenset((".txt", ".doc", ".docx", ".rtf", ".odt"))
_PLEDGE_OR_AREA = pattern(r"\d{4}(?:-\d{4})?|omrade")


class Workspace(Struct, frozen=True):
    """A folder with content. ``documents`` are (area, period) names, sorted.

    ``areas`` are the folders with an omrade.yaml or a document, sorted.
    ``problems`` are folders and files whose names cannot be used; they are in no document.
    ``register`` is what is known of Sweden's municipalities.
    """

    root: Path
    documents: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...] = ()
    register: Register = field(default_factory=Register)
    areas: tuple[str, ...] = ()

    def problems_in(self, areas: Collection[str]) -> tuple[Problem, ...]:
        """Return the problems that stand in the folders of these areas."""
        return tuple(one for one in self.problems if _folder_of(one) in areas)


def open_workspace(root: Path) -> Workspace:
    """Look through ``content/`` below ``root``.

    Raises WrongUsage when there is none.
    """
    content = root / "content"
    if not content.is_dir():
        raise WrongUsage(_no_workspace(root))
    documents: list[tuple[str, str]] = []
    problems: list[Problem] = []
    if not inside(root, content):
        return Workspace(root, (), (outside(Place("content")),))
    for found in _contents(root, content):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            documents.append(found)
    areas = tuple(dict.fromkeys(area for area, _ in documents))
    pledges = tuple(name for name in documents if name[1])
    return Workspace(root, pledges, tuple(problems), read_register(), areas)


def _folder_of(problem: Problem) -> str:
    """Return which folder of ``content/`` a problem stands in."""
    return problem.place.file.removeprefix("content/").partition("/")[0]


def _no_workspace(root: Path) -> Problem:
    return Problem(
        "no-workspace",
        say("här finns ingen mapp som heter content, så det är ingen arbetsyta"),
        Place(root.as_posix()),
        instead=say(
            "gå till mappen med dina löften, peka ut den med --workspace, eller gör en ny med "
            "loftespdf new MAPP"
        ),
    )


def _contents(root: Path, content: Path) -> Iterator[tuple[str, str] | Problem]:
    """Yield (area, period) for each pledge, (area, "") for each omrade.yaml, and what is wrong."""
    for path in _listed(content):
        place = Place(shown(root, path))
        try:
            is_folder = path.is_dir()
        except OSError as error:  # a folder that may be listed, but not gone into
            yield unreadable(place, error)
            continue
        if not entry_inside(root, path):
            yield outside(place)
        elif is_folder:
            yield from _area(root, path)
        elif _is_yaml(path):
            yield not_in_an_area(place)


def _listed(folder: Path) -> list[Path]:
    """What a folder holds, sorted; hidden files and shared ones (``_…``) are passed over."""
    return sorted(path for path in folder.iterdir() if not path.name.startswith((".", "_")))


def _is_yaml(path: Path) -> bool:
    return path.suffix.lower() in (".yaml", ".yml")


def _passed_over(root: Path, listed: list[Path]) -> Iterator[Problem]:
    """Tell of what looks like a pledge and is not read: editors add an ending that is not shown."""
    names = {path.name for path in listed}
    for path in listed:
        place, ending = Place(shown(root, path)), path.suffix
        if ending.lower() not in _EDITORS:
            continue
        if _is_yaml(Path(path.stem)):
            yield other_ending(place, _better_file_name(Path(path.stem).stem), ending)
        elif _PLEDGE_OR_AREA.fullmatch(path.stem) and f"{path.stem}.yaml" not in names:
            yield no_plain_text(place, f"{path.stem}.yaml")


def _area(root: Path, folder: Path) -> Iterator[tuple[str, str] | Problem]:
    try:
        listed = _listed(folder)
    except OSError as error:
        yield unreadable(Place(shown(root, folder)), error)
        return
    paths = [path for path in listed if _is_yaml(path)]
    yield from _passed_over(root, listed)
    if paths and not _is_name(folder.name):
        yield bad_name(folder.name, slug(folder.name) or "namn", Place(shown(root, folder)))
        return
    for path in paths:
        if path.name == AREA_FILE:
            yield folder.name, ""  # the area itself, which may have no pledge yet
        elif not path.name.endswith(FOLLOW_UP_END):
            yield _document(root, folder, path)


def _document(root: Path, folder: Path, path: Path) -> tuple[str, str] | Problem:
    place = Place(shown(root, path))
    if not entry_inside(root, path):
        return outside(place)
    if path.stem == "uppfoljning":
        return bad_name(path.name, f"2021{FOLLOW_UP_END}", place)
    follows_up = path.stem.endswith("-uppfoljning")
    if follows_up or path.suffix != ".yaml" or not _is_name(path.stem):
        better = _better_file_name(path.stem)
        told = name_taken if _is_another(folder / better, path) else bad_name
        return told(path.name, better, place)
    return folder.name, path.stem


def _is_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None and len(text) <= LONGEST_NAME


def _better_file_name(stem: str) -> str:
    """Return a usable name: ``Sommar 2021`` is ``sommar-2021.yaml``, ``Område`` the area's file."""
    better = slug(stem) or "namn"
    if better.endswith("-uppfoljning"):
        return f"{better.removesuffix('-uppfoljning')}{FOLLOW_UP_END}"
    return f"{better}.yaml"


def _is_another(there: Path, path: Path) -> bool:
    """Tell whether a file is there, and another one: "2021.YAML" may be "2021.yaml" itself."""
    return there.exists() and not there.samefile(path)


def builtin_theme() -> Path:
    """Return the folder with the program's own ``templates/`` and ``styles/``.

    In an installed package they lie in ``loftespdf/theme``; in the repository at its top.
    """
    package = Path(loftespdf.__file__).resolve().parent
    theme = package / "theme"
    return theme if theme.is_dir() else package.parents[1]


def read_theme(root: Path) -> Assets:
    """Read templates, styles and fonts: those of the workspace over those of the program.

    Raises ContentRefused for files that cannot be read or lead out of the workspace.
    """
    builtin = builtin_theme()
    read = {
        name: _asset(root, path, name)
        if path.is_relative_to(root)
        else _asset(builtin, path, path.as_posix())
        for name, path in theme_files(root).items()
    }
    if problems := tuple(one for one in read.values() if isinstance(one, Problem)):
        raise ContentRefused(*problems)
    return Assets(MappingProxyType({k: v for k, v in read.items() if isinstance(v, Asset)}))


def theme_files(root: Path) -> dict[str, Path]:
    """Return where each template, style and font stands, those of ``root`` over the program's."""
    builtin = builtin_theme()
    found = dict(_theme(builtin)) if root.resolve() != builtin else {}
    return {**found, **dict(_theme(root))}


def _asset(root: Path, path: Path, origin: str) -> Asset | Problem:
    content = read_bounded(root, path, MAX_THEME_FILE)
    return content if isinstance(content, Problem) else Asset(content, origin)


def _theme(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield every theme file below ``root`` with its path from there."""
    for folder in _THEME_FOLDERS:
        for path in _below(root / folder):
            yield shown(root, path), path


def _below(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and its folders, sorted, without hidden ones."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _below(path)
        else:
            yield path
