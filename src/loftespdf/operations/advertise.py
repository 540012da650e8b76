"""One pledge in one booked space: composed in several ways, fitted, made for press, and proven.

compose -> find what fits -> separate the pictures -> lay out -> write -> inspect

The largest type is mostly foreseen, and known to fit when it is laid out. If it does not after all,
the search goes on until it is tried.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from loftespdf.composing.advert import Arrangement, arrange, compose_advert
from loftespdf.composing.brand import held_to
from loftespdf.composing.templates import Templates
from loftespdf.inspecting.preflight import inspect_press
from loftespdf.inspecting.verdict import Expectation
from loftespdf.model.assets import Assets, Reading
from loftespdf.model.composed import Composed, EngineRecord, Typeset
from loftespdf.model.document import PledgeDocument
from loftespdf.model.layout import Layout
from loftespdf.model.problem import (
    ContentRefused,
    Message,
    Place,
    Problem,
    ProofFailed,
    Severity,
    say,
)
from loftespdf.model.product import Product
from loftespdf.model.sheets import PrintSheet
from loftespdf.model.ways import Ways
from loftespdf.operations.press_profiles import missing_profile
from loftespdf.typesetting.advert import Fit, Fitting, lay_out_fit
from loftespdf.typesetting.finish import Document
from loftespdf.typesetting.pdf import Typesetter
from loftespdf.typesetting.press import write_press_pdf
from loftespdf.typesetting.press_colour import press_assets
from loftespdf.typesetting.sheet_css import Space

#: The edition that is part of somebody else's advertisement and has no frame of its own.
PANEL = "panel"


class Advertisement(Struct, frozen=True):
    """A proven press file, what was told while it was made, and how it came to fit.

    ``asked`` is every file that the making looked for: path → digest, None where there was none.
    """

    content: bytes
    problems: tuple[Problem, ...]
    details: Mapping[str, object]
    asked: dict[str, str | None]


class Order(Struct, frozen=True):
    """What is to be printed, and where."""

    product: Product
    document: PledgeDocument
    layout: Layout
    assets: Assets
    sheet: PrintSheet


def advertise(order: Order, templates: Templates, typesetter: Typesetter) -> Advertisement:
    """Make the advertisement and prove it.

    Raises ContentRefused when it does not fit or a picture cannot be printed, ProofFailed when
    the finished file is not what it must be.
    """
    arrangement, variants = ways(order, templates)
    reading = Reading(order.assets.with_files(variants[0].files))
    fitting = Fitting(typesetter, variants, space_of(order), reading)
    for trusting in (True, False):
        fit = fitting.fit(arrangement.composition, trusting=trusting)
        profile = _profile(order.sheet, reading)
        if laid := _lay_out(order, fit, profile, typesetter):
            files = variants[0].files
            asked = {path: one for path, one in reading.asked.items() if path not in files}
            return _proven(order, laid, profile, asked)
    raise AssertionError("what is tried is laid out, or refused")


class _Laid(Struct, frozen=True):
    """What was found to fit, laid out on its page, and what was told of its pictures."""

    fit: Fit
    told: tuple[Problem, ...]
    document: Document
    records: tuple[EngineRecord, ...]
    layouts: int


def _lay_out(order: Order, fit: Fit, profile: bytes, typesetter: Typesetter) -> _Laid | None:
    """Separate the pictures and lay out the real page; None where it does not fit after all."""
    pressed, told = press_assets(
        order.assets.with_files(fit.composed.files),
        _pictures(fit.composed),
        order.sheet,
        profile,
        fit.printed_mm,
        logos=_logos(order.document),
    )
    if refused := tuple(each for each in told if each.severity is Severity.ERROR):
        raise ContentRefused(*refused)
    laid = lay_out_fit(typesetter, fit, space_of(order), Reading(pressed))
    return _Laid(fit, tuple(told), *laid) if laid else None


def _proven(
    order: Order, laid: _Laid, profile: bytes, asked: dict[str, str | None]
) -> Advertisement:
    sheet, path = order.sheet, order.product.path.as_posix()
    content = write_press_pdf(laid.document, laid.fit.composed, sheet, profile)
    typeset = Typeset(content, len(laid.document.pages), laid.records)
    expected = Expectation(laid.fit.composed, order.layout, typeset, path, sheet=sheet)
    if wrong := inspect_press(content, expected).problems:
        raise ProofFailed(*wrong)
    problems = (*laid.told, *_notes(order, laid.fit, path))
    return Advertisement(content, problems, _details(order, laid.fit, laid.layouts), asked)


def ways(order: Order, templates: Templates) -> tuple[Arrangement, Ways]:
    """Return the ways the advertisement may say it, the best first, and how it will stand.

    Raises ContentRefused when the layout is wrong.
    """
    name = order.product.layout
    arrangement = arrange(name, order.layout, order.sheet, order.product.edition)
    return arrangement, compose_advert(order.document, name, order.layout, arrangement, templates)


def space_of(order: Order) -> Space:
    """Return where the text may stand.

    A frame where the layout has one; never where the cut may wander, nor in a panel.
    """
    framed = order.layout.frame and not order.sheet.bleed and order.product.edition != PANEL
    return Space(order.sheet, framed=framed)


def _profile(sheet: PrintSheet, reading: Reading) -> bytes:
    found = reading.get(sheet.profile)
    if found is None:
        raise AssertionError(f"{sheet.profile} comes with the program")
    return found.content


def _pictures(composed: Composed) -> tuple[str, ...]:
    """The pictures that the page uses and composing did not draw itself."""
    sources = {img.get("src", "") for img in composed.tree.iter("img")}
    return tuple(sorted(sources - set(composed.files)))


def _logos(document: PledgeDocument) -> frozenset[str]:
    """The paths of all logos of an area."""
    logos = document.area.brand.logos.values()
    names = (str(name) for logo in logos for name in (logo.file, logo.press) if name)
    return frozenset(f"content/{document.area_slug}/{name}" for name in names)


def _notes(order: Order, fit: Fit, path: str) -> Iterator[Problem]:
    """What the user should know of a file that is right as it is."""
    if problem := missing_profile(order.sheet):
        yield problem
    if order.document.area.link is None:
        yield _warning(
            "no-link", Place(f"content/{order.document.area_slug}/omrade.yaml"),
            say("det finns ingen adress till hela löftet, och därför ingen QR-kod"),
            say("skriv länk: i omrade.yaml med webbadressen där hela löftet finns"),
        )  # fmt: skip
    yield from _colour_notes(order)
    if fit.composed.left_out:
        yield _warning(
            "left-out", Place(path),
            say("allt ryms inte; utelämnat: {what}", what=_in_a_row(fit.composed.left_out)),
            say("skriv en kort form (kort:) av löftena, välj löften under annons:, eller boka en"
                " större yta"),
        )  # fmt: skip


def _in_a_row(messages: tuple[Message, ...]) -> Message:
    first, *rest = messages
    if not rest:
        return first
    return say("{first}; {rest}", first=first, rest=_in_a_row(tuple(rest)))


def _colour_notes(order: Order) -> Iterator[Problem]:
    most = order.sheet.max_ink
    for party, colour in order.document.area.brand.colours.items():
        place = order.document.places.of(("varumärke", "färger", party))
        if colour.press is None:
            yield _warning(
                "no-press-colour", place,
                say("färgen för {party} har inget tryckvärde och trycks svart", party=party),
                say("skriv tryck: [cyan, magenta, gul, svart] i procent bredvid skärm:"),
            )  # fmt: skip
        elif sum(colour.press) > most:
            inks = "/".join(f"{share:.0f}" for share in held_to(colour.press, most))
            yield _warning(
                "colour-held", place,
                say("färgen för {party} har {sum} procent färg, papperet tål {most}: den trycks"
                    " som {inks}", party=party, sum=sum(colour.press), most=most, inks=inks),
                say("skriv en färg som papperet tål efter tryck:, om den behövs exakt"),
            )  # fmt: skip


def _warning(kind: str, place: Place, what: Message, instead: Message) -> Problem:
    return Problem(kind, what, place, instead=instead, severity=Severity.WARNING)


def _details(order: Order, fit: Fit, layouts: int) -> Mapping[str, object]:
    """How it came to fit, for the report: keys are stable."""
    sheet = order.sheet
    return {
        "sheet": sheet.id,
        "width_mm": float(sheet.width),
        "height_mm": float(sheet.height),
        "defaults": sorted(sheet.defaults),
        "profile": sheet.profile,
        "type_pt": fit.size,
        "layouts": layouts,
        "rank": fit.rank,
        "left_out": [str(each) for each in fit.composed.left_out],
    }
