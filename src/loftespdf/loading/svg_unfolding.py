"""How large an SVG becomes when every reference in it is followed.

A few lines that use each other ten times each are a billion shapes, and two that use each other
have no end. Whoever draws them finds out too late.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

_REFERENCE = re.compile(r"url\s*\(\s*['\"]?#([^'\")\s]+)", re.IGNORECASE)
#: A link leads somewhere, and is not drawn there.
_LINK = "a"


class Unfolding:
    """Hears of each element as it begins and ends, then tells the size of the whole."""

    def __init__(self) -> None:
        self._owners = [""]
        self._elements: Counter[str] = Counter()
        self._parts: dict[str, Counter[str]] = defaultdict(Counter)

    def begin(self, name: str, attributes: Iterable[tuple[str, str]]) -> None:
        """Hear of an element: its name and attributes, both without namespaces."""
        owner = own = self._owners[-1]
        named: list[str] = []
        for attribute, value in attributes:
            if attribute == "id":
                own = own if not value or value in self._elements else value  # the first one counts
            elif attribute == "href" and name != _LINK:
                named += [value[1:]] if value.startswith("#") else []
            else:
                named += _REFERENCE.findall(value)
        if own != owner:
            self._parts[owner][own] += 1
        self._owners.append(own)
        self._elements[own] += 1
        self._parts[own].update(named)

    def end(self) -> None:
        """Hear that the element ends."""
        self._owners.pop()

    def size(self) -> int | None:
        """Return how many elements there are with every reference followed; None without end."""
        sizes: Counter[str] = Counter()
        try:
            for owner in TopologicalSorter(self._parts).static_order():
                parts = self._parts.get(owner, Counter()).items()
                sizes[owner] = self._elements[owner] + sum(sizes[one] * n for one, n in parts)
        except CycleError:
            return None
        return sizes[""]
