"""A document and a layout become one composed page."""

from datetime import date

from msgspec.structs import replace

from loftespdf.composing.brand import brand_css
from loftespdf.composing.markup import parse
from loftespdf.composing.templates import Templates
from loftespdf.composing.view import DocumentView
from loftespdf.composing.viewing import view_of
from loftespdf.composing.vocabulary import outside
from loftespdf.language.leaves import all_leaves, printed
from loftespdf.model.composed import Composed
from loftespdf.model.document import PledgeDocument
from loftespdf.model.layout import Layout
from loftespdf.model.pledge import Pledge
from loftespdf.model.problem import ContentRefused

STYLES = ("styles/_tokens.css", "styles/_house.css")


def compose(
    document: PledgeDocument,
    name: str,
    layout: Layout,
    templates: Templates,
    edition: str | None = None,
) -> Composed:
    """Merge ``document`` into the layout called ``name``, in one of its editions.

    Raises ContentRefused when the template is wrong or goes outside the vocabulary.
    """
    page = bare_page(document, view_of(document), name, "page", templates, edition=edition)
    leaves = printed(page.leaves, layout, document.pledge.sections)
    return replace(page, leaves=leaves, edition=edition)


def bare_page(
    document: PledgeDocument,
    doc: DocumentView,
    name: str,
    file: str,
    templates: Templates,
    **values: object,
) -> Composed:
    """Render one of a layout's pages and hold it to the vocabulary.

    It claims every text of the pledge as its content, until it is said what it holds.

    Raises ContentRefused as ``compose``.
    """
    template = f"{name}/{file}.html.j2"
    rendered = templates.render(template, doc=doc, layout=name, **values)
    tree, origins = parse(rendered, template)
    if problems := outside(tree, name, origins):
        raise ContentRefused(*problems)
    leaves = all_leaves(document)
    return Composed(
        tree=tree,
        title=doc.full_title,
        language=doc.language,
        date=file_date(document.pledge).isoformat(),
        fingerprint=document.fingerprint,
        stylesheets=(*STYLES, f"styles/{name}.css"),
        brand_css=brand_css(document.area),
        leaves=leaves,
        repeatable=frozenset(leaf.text for leaf in leaves),
        origins=origins,
    )


def file_date(pledge: Pledge) -> date:
    """The date a file carries: never today's, so that the same input gives the same bytes.

    The newest of decision, signatures and ``ändrad:``; otherwise the period's first day.
    """
    known = [signer.day for signer in pledge.signers]
    known += [pledge.changed, pledge.decision.day if pledge.decision else None]
    return max((day for day in known if day), default=pledge.period.start)
