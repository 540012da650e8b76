"""The sentence for each way in which content can be wrong.

They stand in ``shape_words.py``, ``value_words.py`` and ``rule_words.py``, one for each kind; a
kind without one is a bug of ours and ends as such.
"""

from collections.abc import Mapping

from loftespdf.loading.rule_words import RULE_WORDS
from loftespdf.loading.sentences import Writer
from loftespdf.loading.shape_words import SHAPE_WORDS
from loftespdf.loading.value_words import VALUE_WORDS

WORDS: Mapping[str, Writer] = {**SHAPE_WORDS, **VALUE_WORDS, **RULE_WORDS}
