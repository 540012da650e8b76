"""The formats that can be booked: ``templates/<layout>/formats.yaml``, and a workspace's own.

A workspace's own formats stand in any file of ``templates/<layout>/formats/``, in the same form;
they are added, and win over a built-in one of the same id.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from re import compile as pattern
from types import MappingProxyType

from loftespdf.loading.complaints import complaints, in_order
from loftespdf.loading.sites import Site
from loftespdf.loading.yaml_reader import read_map
from loftespdf.model.assets import Asset, Assets
from loftespdf.model.document import YamlPath
from loftespdf.model.problem import Message, Problem, Severity, say
from loftespdf.model.sheet_format import SheetFormat
from loftespdf.model.sheets import LARGEST_SIDE, SMALLEST_SIDE
from loftespdf.model.violations import read_model

SheetFormats = Mapping[str, SheetFormat]

_FILE = "formats.yaml"
_FOLDER = "formats"
_ID = pattern(r"[a-z0-9][a-z0-9-]*")
_NONE: SheetFormats = MappingProxyType({})


def load_sheets(theme: Assets) -> tuple[Mapping[str, SheetFormats], tuple[Problem, ...]]:
    """Read every format of the theme.

    Returns layout → id → format, and what is wrong with those that cannot be used, each with its
    file, line and column. A layout without formats is not in the mapping.
    """
    found: dict[str, SheetFormats] = {}
    problems: list[Problem] = []
    for layout, asset in _files(theme):
        formats, wrong = _read(asset)
        found[layout] = MappingProxyType({**found.get(layout, _NONE), **formats})
        problems += wrong
    return MappingProxyType(found), in_order(problems)


def _files(theme: Assets) -> Iterator[tuple[str, Asset]]:
    """Yield (layout, file): a layout's ``formats.yaml`` first, then those of its folder, sorted."""
    paths = [path.split("/") for path in theme.under("templates")]
    own = [p for p in paths if len(p) == 3 and p[2] == _FILE]  # noqa: PLR2004 - three parts
    more = [p for p in paths if len(p) == 4 and p[2] == _FOLDER and p[3].endswith(".yaml")]  # noqa: PLR2004
    for parts in (*own, *more):
        yield parts[1], theme.files["/".join(parts)]


def _read(asset: Asset) -> tuple[SheetFormats, tuple[Problem, ...]]:
    file = read_map(asset.content, asset.origin)
    site = Site(file.notes, asset.origin)
    formats: dict[str, SheetFormat] = {}
    problems = list(file.problems)
    content = file.value if isinstance(file.value, dict) else {}
    for name, raw in content.items():
        read = read_model(SheetFormat, raw if raw is not None else {})
        if isinstance(read, SheetFormat):
            wrong = [*_wrong_name(name, site), *_contradictions(name, read, site)]
        else:
            # The violations speak of the format alone; its id is the first step of their path.
            wrong = list(complaints((replace(v, path=(name, *v.path)) for v in read), site))
        problems += wrong
        errors = any(problem.severity is Severity.ERROR for problem in wrong)
        if isinstance(read, SheetFormat) and not errors:
            formats[name] = read
    return formats, tuple(problems)


def _wrong_name(name: str, site: Site) -> Iterator[Problem]:
    if not _ID.fullmatch(name):
        yield _problem(
            "bad-id", (name,), site,
            say("formatet ”{name}” kan inte heta så: filens namn görs av det", name=name),
            say("skriv bara a–z, 0–9 och bindestreck, till exempel tidningen-kvart"),
        )  # fmt: skip


def _contradictions(name: str, one: SheetFormat, site: Site) -> Iterator[Problem]:
    """What cannot be true together, or cannot be a printed space."""
    for key, side in (("bredd", one.full_width), ("höjd", one.height)):
        if side is not None and not SMALLEST_SIDE <= side <= LARGEST_SIDE:
            yield _out_of_bounds(name, key, side, site)
    for name_of_side, least, most in (
        ("bredd", one.min_width, one.max_width),
        ("höjd", one.min_height, one.max_height),
    ):
        if least is not None and most is not None and least > most:
            yield _problem(
                "bounds-crossed", (name, f"minst {name_of_side}"), site,
                say("minst {side} är större än högst {side}", side=name_of_side),
                say("byt plats på talen"),
            )  # fmt: skip
    if one.columns is not None and one.column_width is None and one.width is None:
        yield _problem(
            "columns-without-width", (name, "spalter"), site,
            say("formatet har spalter men ingen spaltbredd"),
            say("skriv spaltbredd: och mellanrum: i mm, eller bredd:"),
        )  # fmt: skip


def _out_of_bounds(name: str, key: str, side: Decimal, site: Site) -> Problem:
    return _problem(
        "bad-size", (name, key), site,
        say("{side} mm är ingen yta att trycka på", side=side),
        say("skriv ett mått mellan {least} och {most} mm, eller fri",
            least=SMALLEST_SIDE, most=LARGEST_SIDE),
    )  # fmt: skip


def _problem(kind: str, path: YamlPath, site: Site, what: Message, instead: Message) -> Problem:
    return Problem(kind, what, site.key(path), ".".join(map(str, path)), instead)
