"""Layouts: each folder in ``templates/`` with its rules, its page and its stylesheet."""

from collections.abc import Iterator, Mapping
from re import compile as pattern
from types import MappingProxyType

from loftespdf.language.slugs import slug
from loftespdf.loading.complaints import complaints, in_order
from loftespdf.loading.encoding import decode
from loftespdf.loading.layout_rules import layout_contradictions
from loftespdf.loading.sites import Site
from loftespdf.loading.yaml_reader import read_map
from loftespdf.model.assets import Assets
from loftespdf.model.layout import Layout
from loftespdf.model.problem import ContentRefused, Message, Place, Problem, Severity, say
from loftespdf.model.violations import read_model

_RULES = "layout.yaml"
_PAGE = "page.html.j2"
#: What a person writes in a theme, beside YAML.
_TEXTS = (".j2", ".css")
_NAME = pattern(r"[a-z0-9-]+")


def load_layouts(assets: Assets) -> tuple[Mapping[str, Layout], tuple[Problem, ...]]:
    """Read every layout of the theme; those that cannot be used are told, not returned.

    Folders that begin with ``_`` hold parts for layouts and are none themselves.
    """
    layouts: dict[str, Layout] = {}
    problems = list(_garbled(assets))
    for name in _names(assets):
        layout, found = _read(assets, name, _missing_files(assets, name))
        problems += found
        if layout is not None:
            layouts[name] = layout
    return MappingProxyType(layouts), in_order(problems)


def load_own_layout(assets: Assets, name: str) -> Layout:
    """Read the rules of a page of the program's own, such as ``_rapport``: no layout of pledges.

    Raises ContentRefused when a workspace's files over it cannot be used.
    """
    lacking = (*_garbled(assets), *_incomplete(assets, name))
    layout, found = _read(assets, name, lacking)
    if layout is None:
        raise ContentRefused(*found)
    return layout


def _garbled(assets: Assets) -> Iterator[Problem]:
    """Tell of templates and stylesheets that are no text: whoever makes a product decodes them."""
    for path in (*assets.under("templates"), *assets.under("styles")):
        if path.endswith(_TEXTS):
            asset = assets.files[path]
            if isinstance(problem := decode(asset.content, asset.origin), Problem):
                yield problem


def _names(assets: Assets) -> tuple[str, ...]:
    """The folders directly in ``templates/``, sorted."""
    inside = (path.split("/") for path in assets.under("templates"))
    folders = {parts[1] for parts in inside if len(parts) > 2}  # noqa: PLR2004 - folder and file
    return tuple(sorted(name for name in folders if not name.startswith("_")))


def _missing_files(assets: Assets, name: str) -> tuple[Problem, ...]:
    return tuple(_faults(assets, name))


def _faults(assets: Assets, name: str) -> Iterator[Problem]:
    folder = f"templates/{name}"
    if not _NAME.fullmatch(name):
        yield _problem(
            "bad-name",
            folder,
            say("layouten ”{name}” kan inte heta så", name=name),
            say(
                "byt namn till {better} (bara a–z, 0–9 och bindestreck)",
                better=slug(name) or "layout",
            ),
        )
    yield from _incomplete(assets, name)


def _incomplete(assets: Assets, name: str) -> Iterator[Problem]:
    folder = f"templates/{name}"
    for path in (f"{folder}/{_RULES}", f"{folder}/{_PAGE}", f"styles/{name}.css"):
        if path not in assets.files:
            yield _problem(
                "layout-incomplete",
                path,
                say("layouten ”{name}” saknar filen {path}", name=name, path=path),
                say("lägg till filen; kopiera den gärna från en annan layout"),
            )


def _problem(kind: str, file: str, what: Message, instead: Message) -> Problem:
    return Problem(kind, what, Place(file), instead=instead)


def _read(
    assets: Assets, name: str, lacking: tuple[Problem, ...]
) -> tuple[Layout | None, tuple[Problem, ...]]:
    """Return the layout, unless it lacks something or is wrong, and what is to be told of it."""
    if lacking:
        return None, lacking
    asset = assets.files[f"templates/{name}/{_RULES}"]
    file = read_map(asset.content, asset.origin)
    if any(problem.severity is Severity.ERROR for problem in file.problems):
        return None, file.problems
    site, layout = Site(file.notes, asset.origin), read_model(Layout, file.value or {})
    if not isinstance(layout, Layout):
        return None, (*file.problems, *complaints(layout, site))
    wrong = tuple(layout_contradictions(layout, site))
    return None if wrong else layout, (*file.problems, *wrong)
