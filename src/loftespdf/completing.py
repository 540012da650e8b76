"""What a shell may complete: documents and layouts of the workspace somebody stands in."""

from pathlib import Path

import click
from click.shell_completion import CompletionItem, get_completion_class

_VARIABLE = "_LOFTESPDF_COMPLETE"


def documents(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the areas and periods whose name begins with what is typed."""
    content = _root(context) / "content"
    areas = sorted(path.name for path in content.glob("*/") if path.is_dir())
    periods = sorted(
        f"{path.parent.name}/{path.stem}"
        for path in content.glob("*/*.yaml")
        if path.stem != "omrade" and "." not in path.stem
    )
    return [CompletionItem(name) for name in (*areas, *periods) if name.startswith(incomplete)]


def layouts(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the layouts whose name begins with what is typed."""
    from loftespdf.operations.listing import list_layouts  # noqa: PLC0415 - reads files

    names = (row.name for row in list_layouts(_root(context)))
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def _root(context: click.Context) -> Path:
    return Path(context.params.get("workspace") or ".")


def script(command: click.Command, shell: str) -> str:
    """Return the lines a shell reads to complete our commands."""
    kind = get_completion_class(shell)
    if kind is None:
        raise ValueError(shell)
    return kind(command, {}, "loftespdf", _VARIABLE).source()
