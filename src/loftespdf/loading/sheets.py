"""The formats that can be booked: ``templates/<layout>/formats.yaml``, and a workspace's own.

A workspace's own formats stand in any file of ``templates/<layout>/formats/``, in the same form;
they are added, and win over a built-in one of the same id.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from loftespdf.loading.complaints import complaints, in_order
from loftespdf.loading.sheet_rules import contradictions
from loftespdf.loading.sites import Site
from loftespdf.loading.yaml_reader import read_map
from loftespdf.model.assets import Asset, Assets
from loftespdf.model.problem import Place, Problem, Severity, say
from loftespdf.model.sheet_format import SheetFormat
from loftespdf.model.violations import read_model

SheetFormats = Mapping[str, SheetFormat]

_FILE = "formats.yaml"
_FOLDER = "formats"
_NONE: SheetFormats = MappingProxyType({})


def load_sheets(theme: Assets) -> tuple[Mapping[str, SheetFormats], tuple[Problem, ...]]:
    """Read every format of the theme.

    Returns layout → id → format, and what is wrong with those that cannot be used, each with its
    file, line and column. A layout without formats is not in the mapping.
    """
    found: dict[str, SheetFormats] = {}
    problems = list(_passed_over(theme))
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


def _passed_over(theme: Assets) -> Iterator[Problem]:
    """Tell of files of formats with the other usual ending, which nobody would read."""
    for path in theme.under("templates"):
        parts = path.split("/")
        is_other = path.endswith(".yml") and len(parts) in (3, 4)
        if is_other and (parts[2] == "formats.yml" or parts[2] == _FOLDER):
            yield Problem(
                "wrong-ending",
                say("filen med format läses inte, för den slutar på .yml"),
                Place(theme.files[path].origin),
                instead=say("byt namn på den till {name}", name=f"{parts[-1][:-4]}.yaml"),
            )


def _read(asset: Asset) -> tuple[SheetFormats, tuple[Problem, ...]]:
    file = read_map(asset.content, asset.origin)
    site = Site(file.notes, asset.origin)
    formats: dict[str, SheetFormat] = {}
    problems = list(file.problems)
    content = file.value if isinstance(file.value, dict) else {}
    for name, raw in content.items():
        read = read_model(SheetFormat, raw if raw is not None else {})
        if isinstance(read, SheetFormat):
            wrong = list(contradictions(name, read, site))
        else:
            # The violations speak of the format alone; its id is the first step of their path.
            wrong = list(complaints((replace(v, path=(name, *v.path)) for v in read), site))
        problems += wrong
        errors = any(problem.severity is Severity.ERROR for problem in wrong)
        if isinstance(read, SheetFormat) and not errors:
            formats[name] = read
    return formats, tuple(problems)
