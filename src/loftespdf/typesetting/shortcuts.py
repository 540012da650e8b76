"""The engine's commonest steps, each done once where the engine does it for every box or line.

Nearly all the time of a document is the engine's layout, which is Python. The same small questions
are asked of each box and line again and again; here they are answered once for each style. The
answers are the engine's own: with and without them every file has the same bytes, which a test
holds for all layouts.

They are written against one version of the engine. With another they are left out, and everything
is as before, only slower.
"""

from functools import cache

import weasyprint

from loftespdf.typesetting.hyphenation import shorten_hyphenation
from loftespdf.typesetting.shortcut_boxes import shorten_boxes
from loftespdf.typesetting.shortcut_breaks import shorten_breaks
from loftespdf.typesetting.shortcut_cascade import shorten_cascade
from loftespdf.typesetting.shortcut_cycles import open_cycles
from loftespdf.typesetting.shortcut_drawing import shorten_drawing
from loftespdf.typesetting.shortcut_floats import shorten_floats
from loftespdf.typesetting.shortcut_glyphs import shorten_glyphs
from loftespdf.typesetting.shortcut_lines import shorten_lines
from loftespdf.typesetting.shortcut_measures import shorten_measures
from loftespdf.typesetting.shortcut_pages import shorten_pages
from loftespdf.typesetting.shortcut_placing import shorten_placing
from loftespdf.typesetting.shortcut_stacking import shorten_stacking
from loftespdf.typesetting.shortcut_structure import shorten_structure
from loftespdf.typesetting.shortcut_styles import shorten_styles
from loftespdf.typesetting.shortcut_subset import shorten_subsets
from loftespdf.typesetting.shortcut_tables import shorten_tables
from loftespdf.typesetting.shortcut_tags import shorten_tags

#: The version of WeasyPrint whose steps these are.
ENGINE = "70.0"


@cache
def take_shortcuts() -> bool:
    """Put the shortcuts in the engine's place, once in a process; tells whether they are."""
    if weasyprint.__version__ != ENGINE:
        return False
    open_cycles()
    shorten_cascade()
    shorten_styles()
    shorten_structure()
    shorten_measures()
    shorten_boxes()
    shorten_pages()
    shorten_tables()
    shorten_breaks()
    shorten_floats()
    shorten_placing()
    shorten_lines()
    shorten_glyphs()
    shorten_drawing()
    shorten_stacking()
    shorten_subsets()
    shorten_tags()
    shorten_hyphenation()
    return True
