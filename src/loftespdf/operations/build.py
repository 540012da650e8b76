"""THE STORY: one pledge in one layout becomes one proven file.

    load -> compose -> typeset -> inspect -> store

Every hop is a value: a Job goes in, finished bytes come out, and only ``deliver`` touches the disk.
What only one format, or a follow-up, needs is imported when the first file of it is made.
"""

import logging
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from loftespdf.composing.form import compose_form
from loftespdf.composing.page import compose
from loftespdf.composing.templates import Templates
from loftespdf.inspecting.verdict import Expectation, Verdict
from loftespdf.model.assets import Assets, Reading
from loftespdf.model.composed import Composed, Typeset
from loftespdf.model.document import PledgeDocument
from loftespdf.model.followup import FollowUpDocument
from loftespdf.model.later import later
from loftespdf.model.layout import Format, Layout, Pictures
from loftespdf.model.problem import Problem, ProofFailed
from loftespdf.model.product import BLANK, FORMS, Product
from loftespdf.model.sheets import PrintSheet
from loftespdf.operations.compiled import compiled_folder
from loftespdf.operations.press_profiles import SHIPPED_PROFILE
from loftespdf.operations.stack import in_one_piece
from loftespdf.storing.files import store
from loftespdf.typesetting.pdf import Typesetter
from loftespdf.typesetting.screen_colour import on_screen
from loftespdf.typesetting.shortcuts import take_shortcuts

if TYPE_CHECKING:
    from loftespdf.operations.advertise import Order

LOG = logging.getLogger("loftespdf")
#: What pikepdf writes and reads XMP with: our packets are written and judged without it, and it is
#: a third of pikepdf's import. Checked against pikepdf 10, which only calls it.
_METADATA = "pikepdf.models.metadata"


class Job(Struct, frozen=True):
    """All that one product needs: self-contained, so that it can run in any process."""

    product: Product
    document: PledgeDocument
    layout: Layout
    assets: Assets
    follow_up: FollowUpDocument | None = None
    sheet: PrintSheet | None = None


class Finished(Struct, frozen=True):
    """A proven file, not yet written, and the files it was made from (path → digest or None).

    ``beside`` holds files that go with it, by their path from its folder. ``problems`` are warnings
    to be told; ``details`` is for the report.
    """

    product: Product
    content: bytes
    pages: int
    dependencies: dict[str, str | None]
    beside: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    details: Mapping[str, object] = field(default_factory=dict)


class Workshop:
    """The tools warmed up for one theme: templates compiled, stylesheets parsed, fonts loaded."""

    def __init__(self, theme: Assets) -> None:
        self.kept = compiled_folder()
        self.templates = Templates(theme, self.kept)
        self.typesetter = Typesetter(theme, self.kept)


@in_one_piece
def make(job: Job, workshop: Workshop) -> Finished:
    """Make the product and prove it.

    Raises ContentRefused when the layout is wrong, ProofFailed when the finished file is.
    """
    if job.sheet is not None:
        return _advertise(job, job.sheet, workshop)
    name, reading = job.product.path.name, on_screen(job.assets, SHIPPED_PROFILE)
    LOG.info("compose %s", name)
    composed = compose_product(job, workshop.templates)
    LOG.info("typeset %s", name)
    typeset = _typeset(job, composed, workshop, reading)
    LOG.info("inspect %s: %d pages", name, typeset.pages)
    expected = Expectation(composed, job.layout, typeset, job.product.path.as_posix())
    verdict = _inspect(job.product.format, typeset.content, expected)
    if verdict.problems:
        raise ProofFailed(*verdict.problems)
    asked = workshop.templates.asked_since() | reading.asked
    return Finished(job.product, typeset.content, typeset.pages, asked, typeset.beside)


def pages_of(job: Job, templates: Templates) -> tuple[Composed, ...]:
    """Return the product's page, or the several pages that an advertisement may be.

    Raises ContentRefused when the layout is wrong.
    """
    if job.sheet is None:
        return (compose_product(job, templates),)
    path = job.product.path.as_posix()
    from loftespdf.operations.advertise import ways  # noqa: PLC0415 - see above

    pages = ways(_order(job, job.sheet), templates)[1]
    return tuple(replace(page, product=path) for page in pages)


def compose_product(job: Job, templates: Templates) -> Composed:
    """Return the product's page. Raises ContentRefused when the layout is wrong."""
    return replace(_compose(job, templates), product=job.product.path.as_posix())


def _advertise(job: Job, sheet: PrintSheet, workshop: Workshop) -> Finished:
    LOG.info("advertise %s", job.product.path.name)
    from loftespdf.operations.advertise import advertise  # noqa: PLC0415 - see above

    made = advertise(_order(job, sheet), workshop.templates, workshop.typesetter)
    asked = workshop.templates.asked_since() | made.asked
    return Finished(
        job.product, made.content, 1, asked, problems=made.problems, details=made.details
    )


def _order(job: Job, sheet: PrintSheet) -> "Order":
    from loftespdf.operations.advertise import Order  # noqa: PLC0415 - see above

    return Order(job.product, job.document, job.layout, job.assets, sheet)


def _compose(job: Job, templates: Templates) -> Composed:
    name, edition = job.product.layout, job.product.edition
    if not job.layout.needs_follow_up:
        return compose(job.document, name, job.layout, templates, edition)
    if job.follow_up is None or edition in FORMS:
        return compose_form(job.document, name, templates, edition or BLANK)
    from loftespdf.composing.followup import compose_followup  # noqa: PLC0415 - see above

    return compose_followup(job.follow_up, name, templates)


def _typeset(job: Job, composed: Composed, workshop: Workshop, reading: Reading) -> Typeset:
    match job.product.format:
        case Format.HTML:
            from loftespdf.typesetting.web import typeset_web  # noqa: PLC0415 - see above

            beside = job.layout.pictures is Pictures.BESIDE
            return typeset_web(composed, reading, pictures_beside=beside)
        case Format.DOCX:
            from loftespdf.typesetting.word import typeset_word  # noqa: PLC0415 - see above

            # the user's own Word file, whose styles replace the built-in ones
            reference = reading.get(f"styles/{job.product.layout}.docx")
            return typeset_word(composed, reading, reference, workshop.kept)
        case Format.PDF:
            return workshop.typesetter.typeset(composed, reading)


def _inspect(file_format: Format, content: bytes, expected: Expectation) -> Verdict:
    match file_format:
        case Format.PDF:
            from loftespdf.inspecting.pdf import inspect_pdf  # noqa: PLC0415 - see above

            return inspect_pdf(content, expected)
        case Format.HTML:
            from loftespdf.inspecting.web import inspect_web  # noqa: PLC0415 - see above

            return inspect_web(content, expected)
        case Format.DOCX:
            from loftespdf.inspecting.word import inspect_word  # noqa: PLC0415 - see above

            return inspect_word(content, expected)


def fetch_tools(file_format: Format, *, is_ad: bool) -> None:
    """Have ready what such files need, for processes that are forked from this one.

    That the engine's steps are shortened touches all its functions, which each fork would copy.
    """
    rooms = {
        Format.PDF: ("inspecting.pdf",),
        Format.HTML: ("typesetting.web", "inspecting.web"),
        Format.DOCX: ("typesetting.word", "inspecting.word"),
    }
    with later(_METADATA):
        for name in ("operations.advertise",) if is_ad else rooms[file_format]:
            import_module(f"loftespdf.{name}")
    if file_format is Format.PDF:
        take_shortcuts()


def deliver(finished: Finished, output: Path) -> None:
    """Write the file, and what goes beside it, below ``output``.

    Raises CouldNotWrite.
    """
    LOG.info("store %s", finished.product.path)
    for name, content in finished.beside.items():  # before the file that shows them
        store(output, Path(finished.product.path.parent, name), content)
    store(output, Path(finished.product.path), finished.content)
