"""Which products a run will make, decided before anything is made."""

from collections.abc import Container, Iterable, Iterator

from msgspec import Struct

from loftespdf.loading.followup import LoadedFollowUp
from loftespdf.loading.pledges import Loaded
from loftespdf.model.document import PledgeDocument
from loftespdf.model.problem import Place, Problem, WrongUsage, in_order, say
from loftespdf.model.product import FORMS, Product
from loftespdf.model.sheets import PrintSheet
from loftespdf.operations.build import Job
from loftespdf.operations.check import Everything, Ground


class Booked(Struct, frozen=True):
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
) -> tuple[Job, ...]:
    """Return a job for each document, layout, sheet and format asked for, in the workspace's order.

    Raises WrongUsage for an unknown layout or sheet, or when two products would share a path.
    """
    asked = tuple(layouts)
    chosen = chosen_layouts(everything, asked, booked)
    jobs = tuple(
        job
        for name, one in everything.loaded.items()
        for job in jobs_of(everything, one, everything.follow_ups.get(name), chosen, booked)
    )
    if any(one.document for one in everything.loaded.values()):
        refuse_nothing_made(everything, asked, {job.product.layout for job in jobs})
    refuse_shared_paths(job.product for job in jobs)
    return jobs


def chosen_layouts(ground: Ground, asked: Iterable[str], booked: Booked) -> tuple[str, ...]:
    """Return the layouts to be made, each once: those asked for, none of them being all.

    Raises WrongUsage for an unknown layout or sheet.
    """
    names = tuple(dict.fromkeys(asked))
    if unknown := [_unknown(name, ground) for name in names if name not in ground.layouts]:
        raise WrongUsage(*unknown)
    chosen = names or tuple(ground.layouts)
    return chosen if booked.is_empty else _with_sheets(ground, chosen, booked)


def jobs_of(
    ground: Ground,
    one: Loaded,
    follow_up: LoadedFollowUp | None,
    layouts: Iterable[str],
    booked: Booked = NOTHING_BOOKED,
) -> Iterator[Job]:
    """Yield the jobs of one document in these layouts; a document with errors has none."""
    if one.document is None:
        return
    assets = ground.theme.with_files(one.files)
    outcomes = follow_up.document if follow_up else None
    for name in layouts:
        layout = ground.layouts[name]
        for sheet in _sheets(ground, name, one.document, booked):
            for edition in (None, *layout.editions):
                # Only where the outcomes are printed: of others they would be no dependency.
                is_report = layout.needs_follow_up and edition not in FORMS
                if is_report and outcomes is None:
                    continue  # a report on outcomes is made where there are any; its forms always
                for file_format in layout.formats_of(edition):
                    yield Job(
                        Product(
                            one.document.area_slug,
                            one.document.period_slug,
                            name,
                            file_format,
                            sheet=sheet.id if sheet else None,
                            edition=edition,
                        ),
                        one.document,
                        layout,
                        assets,
                        outcomes if is_report else None,
                        sheet,
                    )


def _with_sheets(ground: Ground, chosen: tuple[str, ...], booked: Booked) -> tuple[str, ...]:
    """Return the layouts that what was asked for belongs to; all that is wrong is told at once."""
    counter = ground.counter
    found = {
        name: counter.of_command(name, booked.sheets, booked.size)
        for name in chosen
        if name in counter.with_sheets
    }
    if problems := [problem for _, wrong in found.values() for problem in wrong]:
        raise WrongUsage(*in_order(problems))
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
    ground: Ground, layout: str, document: PledgeDocument, booked: Booked
) -> tuple[PrintSheet | None, ...]:
    if not ground.layouts[layout].sheet_formats:
        return (None,)
    counter = ground.counter
    if booked.is_empty:
        return counter.of_document(layout, document)[0]
    return counter.of_command(layout, booked.sheets, booked.size)[0]


def refuse_nothing_made(ground: Ground, asked: Iterable[str], made: Container[str]) -> None:
    """Raise WrongUsage for a layout asked for by name that nothing is made in: a silent nothing.

    That is an ad in no format at all, and a report on follow-ups where there are none. ``made`` are
    the layouts that something is made in.
    """
    known = (name for name in dict.fromkeys(asked) if name in ground.layouts)
    missing = [name for name in known if name not in made]
    unbooked = [name for name in missing if name in ground.counter.with_sheets]
    unreported = [name for name in missing if ground.layouts[name].needs_follow_up]
    if unbooked or unreported:
        raise WrongUsage(*map(_unbooked, unbooked), *map(_unreported, unreported))


def _unbooked(layout: str) -> Problem:
    return Problem(
        "nothing-booked",
        say("{layout} görs i ett bokat format, och inget är bokat", layout=layout),
        Place("loftespdf build"),
        instead=say(
            "lägg till --sheet med ett format (loftespdf sheets visar alla) eller"
            " --size med ett mått, till exempel --size 122x178; eller skriv annons:"
            " format: i löftets fil"
        ),
    )


def _unreported(layout: str) -> Problem:
    return Problem(
        "nothing-reported",
        say("{layout} görs av uppföljningar, och inget av löftena har någon", layout=layout),
        Place("loftespdf build"),
        instead=say(
            "skriv uppföljningen bredvid löftets fil: 2021.yaml följs upp i 2021.uppfoljning.yaml"
        ),
    )


def _unknown(name: str, ground: Ground) -> Problem:
    return Problem(
        kind="unknown-layout",
        what=say("det finns ingen layout som heter ”{name}”", name=name),
        place=Place("templates"),
        instead=say("välj bland: {names}", names=", ".join(ground.layouts)),
    )


def refuse_shared_paths(products: Iterable[Product]) -> None:
    """Raise WrongUsage when two products would be written to one path, by what gives it to them."""
    first: dict[str, Product] = {}
    shared: dict[tuple[str, str], list[tuple[Product, Product]]] = {}
    for product in products:
        other = first.setdefault(product.path.as_posix(), product)
        if other is not product and other != product:
            shared.setdefault((_named(other), _named(product)), []).append((other, product))
    if shared:
        raise WrongUsage(*(_shared(*pairs[0], len(pairs)) for pairs in shared.values()))


def _named(product: Product) -> str:
    """Return what gives a product its file's name, beside its document: "webb (fragment)"."""
    marks = ", ".join(mark for mark in (product.sheet, product.edition) if mark)
    return f"{product.layout} ({marks})" if marks else product.layout


def _shared(one: Product, other: Product, count: int) -> Problem:
    """Tell of two products with one path, and of how many such pairs there are."""
    names = {"one": _named(one), "other": _named(other)}
    if count == 1:
        what = say("{one} och {other} skulle få samma fil", **names)
    else:
        what = say("{one} och {other} skulle få samma fil; {count} filer", count=count, **names)
    rename = (
        say("ge det ena formatet ett annat namn i templates/{name}/formats/", name=one.layout)
        if one.layout == other.layout
        else say("ge den ena layouten ett annat namn: mappen under templates/ och filen i styles/")
    )
    return Problem("shared-path", what, Place(one.path.as_posix()), instead=rename)
