"""What styles were computed to be, kept for the next document in the same layout.

A style follows from its parent's and from the declarations that meet in it. Where a layout's next
document has the same two again, nothing of it has to be found out anew: the stylesheets are parsed
once for all documents, so that the same declaration is the same object.

What belongs to one document stays out: its anchors, and all that is said in its own rules or
attributes, which are other objects each time.
"""

from collections.abc import Callable, Mapping

from msgspec import Struct, field

from loftespdf.typesetting.engine_parts import Part

#: Names with the value that each has; a string is itself, anything else the object it is.
_Key = tuple[object, ...]
#: Roots differ by language and brand, what is in them by attributes of its own.
_MOST_ROOTS, _MOST_CHILDREN = 4, 100
#: A layout's letters have some ten sizes and faces.
_MOST_LETTERINGS = 100
#: No other property follows from this one, and hardly two documents have it alike.
ANCHOR = "anchor"
#: Said by an attribute, in the same words for every document.
_LANGUAGE = "lang"


class Known(Struct):
    """What others found out about a style, by name, while its document is made.

    ``certain`` holds the measures of boxes in it, by the widths of their lines where a table's
    neighbours decided about them; None where they depend on what a box is in. ``relative`` holds
    those by the size of that. ``contexts`` tells which kinds of box have floats of their own.
    """

    kept: dict[str, Part] = field(default_factory=dict)
    certain: dict[tuple[float, ...], dict[str, Part] | None] = field(default_factory=dict)
    relative: dict[object, dict[str, Part]] = field(default_factory=dict)
    contexts: dict[type, bool] = field(default_factory=dict)

    def once(self, name: str, find: Callable[[Part], Part], style: Part) -> Part:
        """Return what is kept under a name, found of the style the first time."""
        kept = self.kept
        if name not in kept:
            kept[name] = find(style)
        return kept[name]


class Remembered(Known):
    """The same for all documents, and what the style's properties were computed to be.

    Its declarations are held, so that no other gets their identity. ``anonymous`` is the style of
    boxes inside that no element made. ``met`` are children by the very declarations, which rules
    that meet again have again.
    """

    declared: Mapping[str, Part] = field(default_factory=dict)
    values: dict[str, Part] = field(default_factory=dict)
    specified: dict[str, Part] = field(default_factory=dict)
    children: "dict[_Key, Remembered]" = field(default_factory=dict)
    anonymous: "Remembered | None" = None
    met: "dict[tuple[str | None, int], Remembered]" = field(default_factory=dict)


class StyleMemory:
    """The styles of a layout's documents, each below the one it inherits from.

    ``tables`` is what others found out about several of them that meet in a table.
    """

    def __init__(self) -> None:
        self.tables: dict[object, Part] = {}
        self._roots: dict[_Key, Remembered] = {}
        self._letterings: dict[_Key, Known] = {}

    def root(self, declared: Mapping[str, Part]) -> Remembered:
        """Return what is known of a root with these declarations."""
        return _among(self._roots, None, declared, _MOST_ROOTS)

    def lettering(self, said: _Key) -> Known:
        """Return what is known of letters that so much is said of."""
        known = self._letterings
        if said not in known:
            if len(known) >= _MOST_LETTERINGS:
                del known[next(iter(known))]
            known[said] = Known()
        return known[said]


def below(parent: Remembered, pseudo: str | None, declared: Mapping[str, Part]) -> Remembered:
    """Return what is known of a style that inherits from ``parent``."""
    met = parent.met
    if (pseudo, id(declared)) in met:
        return met[pseudo, id(declared)]
    child = _among(parent.children, pseudo, declared, _MOST_CHILDREN)
    if child.declared is declared:  # and is held by the child, so that no other gets its identity
        if len(met) >= _MOST_CHILDREN:
            met.clear()
        met[pseudo, id(declared)] = child
    return child


def _among(
    known: dict[_Key, Remembered], pseudo: str | None, declared: Mapping[str, Part], most: int
) -> Remembered:
    key = _key(pseudo, declared)
    if key not in known:
        if len(known) >= most:
            del known[next(iter(known))]
        known[key] = Remembered(declared=declared)
    return known[key]


def _key(pseudo: str | None, declared: Mapping[str, Part]) -> _Key:
    parts: list[object] = [pseudo]
    for name, (value, _) in declared.items():
        if name != ANCHOR:
            plain = name == _LANGUAGE or type(value) is str
            parts += (name, value if plain else id(value))
    return tuple(parts)
