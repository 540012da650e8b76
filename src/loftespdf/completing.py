"""What a shell may complete: documents, selections and layouts of the workspace one stands in."""

from collections.abc import Iterable
from pathlib import Path

import click
from click.shell_completion import CompletionItem, get_completion_class

_VARIABLE = "_LOFTESPDF_COMPLETE"


def documents(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the areas, periods and selections that begin with what is typed."""
    content = _root(context) / "content"
    areas = sorted(path.name for path in content.glob("*/") if path.is_dir())
    periods = sorted(
        f"{path.parent.name}/{path.stem}"
        for path in content.glob("*/*.yaml")
        if path.stem != "omrade" and "." not in path.stem
    )
    # What areas belong to is only read when somebody has begun to ask for it.
    chosen = _selections(context) if ":" in incomplete else _prefixes()
    return _beginning(incomplete, (*areas, *periods, *chosen))


def _prefixes() -> tuple[str, ...]:
    from loftespdf.language.belonging import Facet  # noqa: PLC0415 - --help needs none of it

    return tuple(f"{facet}:" for facet in Facet)


def _selections(context: click.Context) -> tuple[str, ...]:
    """Every selection that names an area of the workspace."""
    from loftespdf.language.belonging import answers  # noqa: PLC0415 - as above
    from loftespdf.loading.area_facts import read_area_facts  # noqa: PLC0415
    from loftespdf.loading.workspace import open_workspace  # noqa: PLC0415
    from loftespdf.model.problem import Refusal  # noqa: PLC0415

    try:
        workspace = open_workspace(_root(context))
    except Refusal:
        return ()
    facts = read_area_facts(workspace, workspace.areas)
    words = {
        f"{facet}:{name}"
        for one in facts
        for facet, names in answers(one, workspace.register).items()
        for name in names
    }
    return tuple(sorted(words))


def municipalities(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the selections of the register that begin with what is typed."""
    from loftespdf.language.belonging import Facet, registered  # noqa: PLC0415 - as above
    from loftespdf.loading.register import read_register  # noqa: PLC0415

    register = read_register()
    known = ((facet, registered(facet, register)) for facet in Facet)
    if ":" not in incomplete:
        return _beginning(incomplete, (f"{facet}:" for facet, names in known if names))
    return _beginning(incomplete, (f"{facet}:{name}" for facet, names in known for name in names))


def regions(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the police regions that begin with what is typed."""
    from loftespdf.model.register import PoliceRegion  # noqa: PLC0415 - as above

    return _beginning(incomplete, PoliceRegion)


def layouts(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the layouts whose name begins with what is typed."""
    from loftespdf.operations.listing import list_layouts  # noqa: PLC0415 - reads files

    return _beginning(incomplete, (row.name for row in list_layouts(_root(context))))


def _beginning(incomplete: str, words: Iterable[str]) -> list[CompletionItem]:
    typed = incomplete.casefold()
    return [CompletionItem(str(word)) for word in words if word.casefold().startswith(typed)]


def sheets(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the formats whose id begins with what is typed."""
    from loftespdf.operations.listing import list_sheets  # noqa: PLC0415 - reads files

    rows = list_sheets(_root(context))
    return [CompletionItem(row.id) for row in rows if row.id.startswith(incomplete)]


def _root(context: click.Context) -> Path:
    return Path(context.params.get("workspace") or ".")


def script(command: click.Command, shell: str) -> str:
    """Return the lines a shell reads to complete our commands."""
    kind = get_completion_class(shell)
    if kind is None:
        raise ValueError(shell)
    return kind(command, {}, "loftespdf", _VARIABLE).source()
