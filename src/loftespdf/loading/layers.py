"""The files that one pledge is read from, lowest layer first."""

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from loftespdf.loading.files import read_bounded, shown
from loftespdf.loading.workspace import AREA_FILE, SHARED_FILE
from loftespdf.loading.yaml_reader import MAX_BYTES, Value, YamlFile, read_map
from loftespdf.model.document import YamlPath, path_words
from loftespdf.model.problem import Message, Place, Problem, say


def read_layers(root: Path, area: str, period: str) -> tuple[YamlFile, ...]:
    """Read the shared file, the area's and the pledge's; the pledge's is last.

    The shared file may be missing. A file that holds no map is told, and adds nothing.
    """
    pledge = root / "content" / area / f"{period}.yaml"
    return _alike((*_area_layers(root, area), _pledge_layer(root, pledge)))


def read_area_layers(root: Path, area: str) -> tuple[YamlFile, ...]:
    """Read the shared file, which may be missing, and the area's."""
    return _alike(_area_layers(root, area))


def _area_layers(root: Path, area: str) -> tuple[YamlFile, ...]:
    return (*read_shared_layer(root), _area_layer(root, root / "content" / area / AREA_FILE))


def read_shared_layer(root: Path) -> tuple[YamlFile, ...]:
    """Read what is the same for all areas; nothing where there is no such file."""
    shared = root / "content" / SHARED_FILE
    return (_layer(root, shared),) if shared.exists() or shared.is_symlink() else ()


def _alike(layers: tuple[YamlFile, ...]) -> tuple[YamlFile, ...]:
    """Return the layers, each with what it says in one word where one over it has keys.

    Laid over each other the word would be gone, and the upper file blamed for what it lacks.
    """
    told = []
    for number, layer in enumerate(layers):
        over = {
            path: upper.file
            for upper in reversed(layers[number + 1 :])
            for path in _words_for_keys(layer.value, upper.value, ())
            if path[-1:] != ("period",)  # may be written either way
        }
        wrong = tuple(_not_keys(layer.notes[path].place, path, over[path]) for path in over)
        told.append(
            replace(layer, problems=(*layer.problems, *wrong), is_whole=False) if wrong else layer
        )
    return tuple(told)


def _words_for_keys(under: Value, over: Value, path: YamlPath) -> Iterator[YamlPath]:
    if isinstance(under, dict) and isinstance(over, dict):
        for key in under:
            yield from _words_for_keys(under[key], over.get(key), (*path, key))
    elif isinstance(over, dict) and under is not None:
        yield path


def _not_keys(place: Place, path: YamlPath, over: str) -> Problem:
    return Problem(
        "not-keys",
        say("här ska det stå nycklar, som i {file}", file=over),
        place,
        path_words(path),
        say("skriv dem på var sin rad under ”{key}:”, två mellanslag in", key=path[-1]),
    )


def _is_missing(path: Path) -> bool:
    try:
        path.lstat()
    except OSError as error:
        return isinstance(error, FileNotFoundError)
    return False


def _area_layer(root: Path, path: Path) -> YamlFile:
    if not _is_missing(path):
        return _layer(root, path)  # also where nobody may look: why not is told then
    return _useless(
        shown(root, path),
        "area-file-missing",
        say("området saknar filen omrade.yaml"),
        say("skapa den bredvid löftet, med minst namn: (områdets namn) och parter: (de som lovar)"),
    )


def _pledge_layer(root: Path, path: Path) -> YamlFile:
    layer = _layer(root, path)
    if layer.value is not None or layer.problems:
        return layer
    return _useless(
        layer.file,
        "empty-file",
        say("filen är tom"),
        say("börja med titel:, period: och avsnitt:, eller ta bort filen"),
    )


def _layer(root: Path, path: Path) -> YamlFile:
    file = shown(root, path)
    content = read_bounded(root, path, MAX_BYTES)
    if isinstance(content, Problem):
        return YamlFile(file, problems=(content,), is_whole=False)
    return read_map(content, file)


def _useless(file: str, kind: str, what: Message, instead: Message) -> YamlFile:
    problem = Problem(kind, what, Place(file), instead=instead)
    return YamlFile(file, problems=(problem,), is_whole=False)
