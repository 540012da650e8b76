"""A pledge becomes an advertisement: a ranked list of ways to say it, each a composed page."""

from collections.abc import Mapping
from decimal import Decimal
from xml.etree.ElementTree import Element

from msgspec import Struct

from loftespdf.composing.advert_view import ad_view, promise_weights
from loftespdf.composing.brand import press_css
from loftespdf.composing.columns import columns_that_read
from loftespdf.composing.markup import parse
from loftespdf.composing.page import file_date
from loftespdf.composing.qr import qr_code
from loftespdf.composing.templates import Templates
from loftespdf.composing.view import DocumentView
from loftespdf.composing.viewing import view_of
from loftespdf.composing.vocabulary import outside
from loftespdf.language.adverts import AdVariant, ad_picture, leaves_of, ranked
from loftespdf.model.assets import Asset
from loftespdf.model.composed import Composed
from loftespdf.model.composition import AdPart, Composition
from loftespdf.model.document import PledgeDocument
from loftespdf.model.layout import Layout
from loftespdf.model.problem import ContentRefused, Place, Problem, say
from loftespdf.model.sheets import PrintSheet
from loftespdf.model.ways import Length, Ways

STYLES = ("styles/_press.css", "styles/_house.css")


def composition_for(name: str, layout: Layout, sheet: PrintSheet) -> Composition:
    """Return the layout's first arrangement that suits the sheet.

    Raises ContentRefused when none does, which is the layout's fault.
    """
    found = (one for one in layout.compositions if one.suits(sheet.width, sheet.height))
    if composition := next(found, None):
        return composition
    raise ContentRefused(
        Problem(
            "no-composition",
            say("layouten {name} har ingen uppställning för {width} × {height} mm",
                name=name, width=sheet.width, height=sheet.height),
            Place(f"templates/{name}/layout.yaml"),
            instead=say("lägg en sist under kompositioner: utan gränser, så passar den alltid"),
        )
    )  # fmt: skip


class Arrangement(Struct, frozen=True):
    """How an advertisement will stand: composition, size in mm, most ink, and edition."""

    composition: Composition
    size: tuple[Decimal, Decimal]
    max_ink: Decimal
    edition: str | None = None

    def columns(self, variant: AdVariant) -> int:
        """Return how many columns of promises one way to say it stands in."""
        width, height = map(float, self.size)
        weights, picture = promise_weights(variant), AdPart.PICTURE in variant.parts
        return columns_that_read(self.composition, (width, height), weights, picture=picture)


def arrange(name: str, layout: Layout, sheet: PrintSheet, edition: str | None) -> Arrangement:
    """Return the arrangement for a sheet. Raises ContentRefused as ``composition_for``."""
    composition = composition_for(name, layout, sheet)
    return Arrangement(composition, (sheet.width, sheet.height), sheet.max_ink, edition)


def compose_advert(
    document: PledgeDocument,
    name: str,
    layout: Layout,
    arrangement: Arrangement,
    templates: Templates,
) -> Ways:
    """Return the ways to say it, the fullest first; typesetting takes the first that fits.

    To look at one raises ContentRefused when the template is wrong or goes outside the vocabulary.
    """
    link = document.area.link
    files = dict([qr_code(_address(link))]) if link else {}
    composer = _Composer(document, name, arrangement, templates, view_of(document), files)
    variants = tuple(ranked(document, layout, arrangement.composition))
    lengths = tuple(_length(document, variant) for variant in variants)
    return Ways(lengths, lambda rank: composer.compose(variants[rank]))


def _length(document: PledgeDocument, variant: AdVariant) -> Length:
    characters = sum(len(leaf.text) for leaf in leaves_of(document, variant))
    has_picture = AdPart.PICTURE in variant.parts and ad_picture(document.pledge) is not None
    return Length(characters, has_picture)


def _address(link: str) -> str:
    return link if "://" in link else f"https://{link}"


class _Composer(Struct, frozen=True):
    """What all ways to say it share, made once."""

    document: PledgeDocument
    name: str
    arrangement: Arrangement
    templates: Templates
    view: DocumentView
    files: Mapping[str, Asset]

    def compose(self, variant: AdVariant) -> Composed:
        tree, origins = self._tree(variant)
        if problems := outside(tree, self.name, origins):
            raise ContentRefused(*problems)
        return Composed(
            tree=tree,
            title=self.view.full_title,
            language=self.view.language,
            date=file_date(self.document.pledge).isoformat(),
            fingerprint=self.document.fingerprint,
            stylesheets=(*STYLES, f"styles/{self.name}.css"),
            brand_css=press_css(self.document.area, self.arrangement.max_ink),
            leaves=leaves_of(self.document, variant),
            edition=self.arrangement.edition,
            origins=origins,
            left_out=variant.left_out,
            files=self.files,
        )

    def _tree(self, variant: AdVariant) -> tuple[Element, Mapping[int, Place]]:
        template, arrangement = f"{self.name}/page.html.j2", self.arrangement
        code = next(iter(self.files), None)
        ad = ad_view(
            self.document, variant, arrangement.composition.name, arrangement.columns(variant), code
        )
        rendered = self.templates.render(
            template, doc=self.view, ad=ad, layout=self.name, edition=arrangement.edition
        )
        return parse(rendered, template)
