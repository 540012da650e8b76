"""The protocol of a preflight as a composed page: all its words are the program's own."""

from msgspec import Struct

from loftespdf.composing.markup import parse
from loftespdf.composing.page import STYLES
from loftespdf.composing.templates import Templates
from loftespdf.composing.vocabulary import outside
from loftespdf.model.composed import Composed
from loftespdf.model.problem import ContentRefused

NAME = "_protokoll"


class ProtocolRow(Struct, frozen=True):
    """One line: ``level`` is ok, warning or error, for looks; ``sign`` says it in words."""

    level: str
    sign: str
    title: str
    value: str
    limit: str
    instead: str = ""


class ProtocolView(Struct, frozen=True):
    """What the template sees. ``facts`` are name and value; ``date`` is an ISO day.

    ``dense`` asks for smaller type: there is much to say.
    """

    title: str
    level: str
    verdict: str
    facts: tuple[tuple[str, str], ...]
    rows: tuple[ProtocolRow, ...]
    note: str
    date: str
    fingerprint: str
    dense: bool = False


def compose_protocol(view: ProtocolView, templates: Templates) -> Composed:
    """Return the protocol's page.

    Raises ContentRefused when a workspace's own template is wrong.
    """
    template = f"{NAME}/page.html.j2"
    tree, origins = parse(templates.render(template, view=view), template)
    if problems := outside(tree, NAME, origins):
        raise ContentRefused(*problems)
    return Composed(
        tree=tree,
        title=view.title,
        language="sv",
        date=view.date,
        fingerprint=view.fingerprint,
        stylesheets=(*STYLES, f"styles/{NAME}.css"),
        brand_css="",
        leaves=(),
        origins=origins,
    )
