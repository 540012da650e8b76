"""Which products a run will make, decided before anything is made."""

from collections.abc import Iterable

from loftespdf.model.followup import FollowUpDocument
from loftespdf.model.problem import Place, Problem, WrongUsage, say
from loftespdf.model.product import FORMS, Product
from loftespdf.operations.build import Job
from loftespdf.operations.check import Everything


def plan(everything: Everything, layouts: Iterable[str] = ()) -> tuple[Job, ...]:
    """Return a job for each document, layout and format asked for, in the workspace's order.

    Raises WrongUsage for an unknown layout, or when two products would share a path.
    """
    chosen = tuple(layouts) or tuple(everything.layouts)
    if unknown := [_unknown(name, everything) for name in chosen if name not in everything.layouts]:
        raise WrongUsage(*unknown)
    jobs = tuple(
        Job(
            Product(
                one.document.area_slug,
                one.document.period_slug,
                name,
                file_format,
                edition=edition,
            ),
            one.document,
            everything.layouts[name],
            everything.theme.with_files(one.files),
            _follow_up(everything, document, name, edition),
        )
        for document, one in everything.loaded.items()
        if one.document
        for name in chosen
        for edition in (None, *everything.layouts[name].editions)
        if _has_content(everything, document, name, edition)
        for file_format in everything.layouts[name].formats_of(edition)
    )
    _refuse_shared_paths(jobs)
    return jobs


def _has_content(everything: Everything, document: str, layout: str, edition: str | None) -> bool:
    """A report on outcomes is made where there are any; its forms of every pledge."""
    needs = _needs_follow_up(everything, layout, edition)
    return not needs or everything.follow_ups[document].document is not None


def _needs_follow_up(everything: Everything, layout: str, edition: str | None) -> bool:
    return everything.layouts[layout].needs_follow_up and edition not in FORMS


def _follow_up(
    everything: Everything, document: str, layout: str, edition: str | None
) -> FollowUpDocument | None:
    """Give a job the outcomes only where it prints them: of others it would be no dependency."""
    needs = _needs_follow_up(everything, layout, edition)
    return everything.follow_ups[document].document if needs else None


def _unknown(name: str, everything: Everything) -> Problem:
    return Problem(
        kind="unknown-layout",
        what=say("det finns ingen layout som heter ”{name}”", name=name),
        place=Place("templates"),
        instead=say("välj bland: {names}", names=", ".join(everything.layouts)),
    )


def _refuse_shared_paths(jobs: tuple[Job, ...]) -> None:
    seen: set[str] = set()
    shared = []
    for path in (job.product.path.as_posix() for job in jobs):
        if path in seen:
            shared.append(path)
        seen.add(path)
    if shared:
        raise WrongUsage(
            *(
                Problem("shared-path", say("två dokument skulle få samma fil"), Place(path))
                for path in shared
            )
        )
