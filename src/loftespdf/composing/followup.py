"""A follow-up and its pledge become one composed page: what came of each promise, in numbers.

The content is the text of the follow-up's own file; what is said of the pledge, and of the one
before it, is repetition.
"""

from msgspec.structs import replace

from loftespdf.composing.followup_view import follow_up_view
from loftespdf.composing.page import bare_page
from loftespdf.composing.templates import Templates
from loftespdf.composing.viewing import view_of
from loftespdf.language.followup import follow_up_leaves
from loftespdf.language.leaves import all_leaves
from loftespdf.model.composed import Composed
from loftespdf.model.followup import FollowUpDocument


def compose_followup(document: FollowUpDocument, name: str, templates: Templates) -> Composed:
    """Merge a follow-up into the layout called ``name``. The date is the newest day in it.

    Raises ContentRefused when the template is wrong or goes outside the vocabulary.
    """
    report = follow_up_view(document)
    doc = replace(view_of(document.pledge), full_title=report.full_title)
    page = bare_page(document.pledge, doc, name, "page", templates, report=report)
    return replace(
        page,
        date=_date(document),
        leaves=follow_up_leaves(document),
        repeatable=page.repeatable | _earlier_texts(document),
    )


def _date(document: FollowUpDocument) -> str:
    days = [outcome.day for outcome in document.follow_up.outcomes]
    days += [document.follow_up.day] if document.follow_up.day else []
    return max(days).isoformat()


def _earlier_texts(document: FollowUpDocument) -> frozenset[str]:
    leaves = all_leaves(document.earlier.document) if document.earlier else ()
    return frozenset(leaf.text for leaf in leaves)
