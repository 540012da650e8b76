"""Which products a run will make, decided before anything is made."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from loftespdf.model.document import PledgeDocument
from loftespdf.model.followup import FollowUpDocument
from loftespdf.model.problem import Place, Problem, WrongUsage, say
from loftespdf.model.product import FORMS, Product
from loftespdf.model.sheets import PrintSheet
from loftespdf.operations.build import Job
from loftespdf.operations.check import Everything


@dataclass(frozen=True)
class Booked:
    """Formats and area asked for on the command line; nothing means what each author booked."""

    sheets: tuple[str, ...] = ()
    size: str | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was asked for."""
        return not self.sheets and self.size is None


NOTHING_BOOKED = Booked()


def plan(
    everything: Everything,
    layouts: Iterable[str] = (),
    booked: Booked = NOTHING_BOOKED,
    up_to_date: Iterable[str] = (),
) -> tuple[Job, ...]:
    """Return a job for each document, layout, sheet and format asked for, in the workspace's order.

    ``up_to_date`` are layouts that documents which need not be read are made in already.

    Raises WrongUsage for an unknown layout or sheet, or when two products would share a path.
    """
    asked = tuple(layouts)
    if unknown := [_unknown(name, everything) for name in asked if name not in everything.layouts]:
        raise WrongUsage(*unknown)
    chosen = asked or tuple(everything.layouts)
    if not booked.is_empty:
        chosen = _with_sheets(everything, chosen, booked)
    jobs = tuple(
        Job(
            Product(
                one.document.area_slug,
                one.document.period_slug,
                name,
                file_format,
                sheet=sheet.id if sheet else None,
                edition=edition,
            ),
            one.document,
            everything.layouts[name],
            everything.theme.with_files(one.files),
            _follow_up(everything, document, name, edition),
            sheet,
        )
        for document, one in everything.loaded.items()
        if one.document
        for name in chosen
        for sheet in _sheets(everything, name, one.document, booked)
        for edition in (None, *everything.layouts[name].editions)
        if _has_content(everything, document, name, edition)
        for file_format in everything.layouts[name].formats_of(edition)
    )
    _refuse_nothing_booked(everything, asked, {*up_to_date, *(j.product.layout for j in jobs)})
    _refuse_shared_paths(jobs)
    return jobs


def _with_sheets(
    everything: Everything, chosen: tuple[str, ...], booked: Booked
) -> tuple[str, ...]:
    """Return the layouts that what was asked for belongs to; all that is wrong is told at once."""
    counter = everything.counter
    found = {
        name: counter.of_command(name, booked.sheets, booked.size)
        for name in chosen
        if name in counter.with_sheets
    }
    if problems := [problem for _, wrong in found.values() for problem in wrong]:
        raise WrongUsage(*problems)
    names = tuple(name for name, (sheets, _) in found.items() if sheets)
    if not names:
        raise WrongUsage(_takes_no_sheet(chosen))
    return names


def _takes_no_sheet(chosen: tuple[str, ...]) -> Problem:
    return Problem(
        "no-sheets",
        say("{names} görs inte i bokade format", names=", ".join(chosen)),
        Place("loftespdf build"),
        instead=say("utelämna --sheet och --size, eller välj --layout annons"),
    )


def _sheets(
    everything: Everything, layout: str, document: PledgeDocument, booked: Booked
) -> tuple[PrintSheet | None, ...]:
    if not everything.layouts[layout].sheet_formats:
        return (None,)
    counter = everything.counter
    if booked.is_empty:
        return counter.of_document(layout, document)[0]
    return counter.of_command(layout, booked.sheets, booked.size)[0]


def _refuse_nothing_booked(
    everything: Everything, asked: tuple[str, ...], made: AbstractSet[str]
) -> None:
    """An ad asked for by name, in no format at all, would otherwise be a silent nothing."""
    readable = any(one.document for one in everything.loaded.values())
    missing = [n for n in asked if n in everything.counter.with_sheets and n not in made]
    if missing and readable:
        raise WrongUsage(
            *(
                Problem(
                    "nothing-booked",
                    say("{layout} görs i ett bokat format, och inget är bokat", layout=name),
                    Place("loftespdf build"),
                    instead=say(
                        "lägg till --sheet med ett format (loftespdf sheets visar alla) eller"
                        " --size med ett mått, till exempel --size 122x178; eller skriv annons:"
                        " format: i löftets fil"
                    ),
                )
                for name in missing
            )
        )


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
