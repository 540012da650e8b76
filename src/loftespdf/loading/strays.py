"""Follow-ups whose pledge does not exist; apart from reading them, which costs far more."""

from loftespdf.loading.files import shown
from loftespdf.loading.workspace import FOLLOW_UP_END, Workspace
from loftespdf.model.problem import Place, Problem, say


def stray_follow_ups(workspace: Workspace) -> tuple[Problem, ...]:
    """Return a problem for each follow-up whose pledge does not exist: nothing would read it."""
    content, documents = workspace.root / "content", frozenset(workspace.documents)
    return tuple(
        _stray(shown(workspace.root, path), period)
        for path in sorted(content.glob(f"*/*{FOLLOW_UP_END}"))
        if not path.name.startswith((".", "_"))
        and (path.parent.name, period := path.name.removesuffix(FOLLOW_UP_END)) not in documents
    )


def _stray(file: str, period: str) -> Problem:
    return Problem(
        "follow-up-without-pledge",
        say("uppföljningen hör till {period}.yaml, men den filen finns inte", period=period),
        Place(file),
        instead=say("döp filen efter löftets fil: 2021.yaml följs upp i 2021.uppfoljning.yaml"),
    )
