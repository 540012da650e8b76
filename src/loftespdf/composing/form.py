"""The form in which somebody notes what came of a pledge: nothing in it is content."""

from msgspec.structs import replace

from loftespdf.composing.page import bare_page
from loftespdf.composing.templates import Templates
from loftespdf.composing.view import DocumentView
from loftespdf.composing.viewing import view_of
from loftespdf.composing.wording import inline
from loftespdf.language.followup import degree_in_words
from loftespdf.model.composed import Composed
from loftespdf.model.document import PledgeDocument
from loftespdf.model.followup import Degree

_DRAFT = "UTKAST – "


def compose_form(pledge: PledgeDocument, name: str, templates: Templates, edition: str) -> Composed:
    """Make the form to fill in, by hand or on a screen.

    Raises ContentRefused when the template is wrong or goes outside the vocabulary.
    """
    doc = view_of(pledge)
    doc = replace(doc, full_title=follow_up_title(None, doc))
    words = tuple(degree_in_words(degree).capitalize() for degree in Degree)
    page = bare_page(pledge, doc, name, edition, templates, degrees=words)
    return replace(page, leaves=(), edition=edition)


def follow_up_title(own: str | None, doc: DocumentView) -> str:
    """The report's own title, else the pledge's; UTKAST first where the pledge is a draft."""
    title = inline(own).unescape() if own else f"Uppföljning: {doc.title.unescape()}"
    return f"{_DRAFT if doc.draft else ''}{title}"
