"""Our Swedish messages in the user's language.

Swedish is what the code says; English comes from ``locale/en`` with LOFTESPDF_LANG=en. Words of the
command-line library itself (usage, options) come from the same catalogues.
"""

import gettext
import os
from functools import cache
from pathlib import Path

from loftespdf.model.problem import Figure, Message

_LOCALE = Path(__file__).parent / "locale"
_DOMAIN = "messages"


def language() -> str:
    """``sv``, or ``en`` when LOFTESPDF_LANG says so."""
    return "en" if os.environ.get("LOFTESPDF_LANG", "").lower().startswith("en") else "sv"


@cache
def _catalogue(chosen: str) -> gettext.NullTranslations:
    return gettext.translation(_DOMAIN, _LOCALE, [chosen], fallback=True)


def translate(text: str) -> str:
    """Return our Swedish ``text`` in the user's language."""
    # Of nothing, gettext makes the catalogue's own header.
    return _catalogue(language()).gettext(text) if text else ""


def words(message: Message) -> str:
    """Return the message in the user's language, filled in; messages within it too."""
    values = {name: _shown(value) for name, value in message.values.items()}
    return translate(message.text).format_map(values)


def _shown(value: object) -> object:
    match value:
        case Message():
            return words(value)
        case Figure():
            return value.replace(",", translate(","))
    return value


def settle() -> None:
    """Give the command-line library's own words the same language, whatever the shell's is."""
    os.environ["LANGUAGE"] = language()
    gettext.bindtextdomain(_DOMAIN, str(_LOCALE))
    gettext.textdomain(_DOMAIN)
