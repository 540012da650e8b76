"""The files that one pledge is read from, lowest layer first."""

from pathlib import Path

from loftespdf.loading.files import read_bounded, shown
from loftespdf.loading.workspace import AREA_FILE, SHARED_FILE
from loftespdf.loading.yaml_reader import MAX_BYTES, YamlFile, read_map
from loftespdf.model.problem import Message, Place, Problem, say


def read_layers(root: Path, area: str, period: str) -> tuple[YamlFile, ...]:
    """Read the shared file, the area's and the pledge's; the pledge's is last.

    The shared file may be missing. A file that holds no map is told, and adds nothing.
    """
    pledge = root / "content" / area / f"{period}.yaml"
    return (*read_area_layers(root, area), _pledge_layer(root, pledge))


def read_area_layers(root: Path, area: str) -> tuple[YamlFile, ...]:
    """Read the shared file, which may be missing, and the area's."""
    return (*read_shared_layer(root), _area_layer(root, root / "content" / area / AREA_FILE))


def read_shared_layer(root: Path) -> tuple[YamlFile, ...]:
    """Read what is the same for all areas; nothing where there is no such file."""
    shared = root / "content" / SHARED_FILE
    return (_layer(root, shared),) if shared.exists() or shared.is_symlink() else ()


def _area_layer(root: Path, path: Path) -> YamlFile:
    if path.exists() or path.is_symlink():
        return _layer(root, path)
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
