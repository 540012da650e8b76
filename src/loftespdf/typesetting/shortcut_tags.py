"""A structure tree that is thrown away is not built.

The engine's tree is made page by page; a finished file gets one made from the HTML instead.
"""

from collections.abc import Callable
from typing import Any

import pydyf
from weasyprint.pdf import tags

from loftespdf.typesetting.engine_parts import Part, replace_everywhere


def shorten_tags() -> None:
    """Let documents that get another structure tree have none of the engine's."""
    replace_everywhere(tags.add_tags, _tagging(tags.add_tags))


def leave_tree(document: Any) -> None:  # noqa: ANN401 - the engine carries no types
    """Say that a document's structure tree is made elsewhere."""
    document.tree_is_made_elsewhere = True


def _tagging(engine: Callable[..., None]) -> Callable[..., None]:
    def add_tags(pdf: Part, document: Part, *more: Part) -> None:
        if not getattr(document, "tree_is_made_elsewhere", False):
            engine(pdf, document, *more)
            return
        pdf.catalog["StructTreeRoot"] = len(pdf.objects)  # where it would begin
        pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})

    return add_tags
