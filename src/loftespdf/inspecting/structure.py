"""The structure tree of a PDF as plain nodes, with the text that its marks stand for."""

from collections.abc import Iterator, Mapping

import pikepdf

from loftespdf.inspecting.painting import owner_of
from loftespdf.inspecting.raw import Raw, entry, name, string
from loftespdf.inspecting.reading import StructureNode

#: A marked-content sequence: the page or form it counts in, and its number.
MarkKey = tuple[str, int]

_DEEPEST = 200
_STEPS_OF_ROLE_MAP = 20


class StructureReader:
    """Reads the tree once. ``texts`` is what each mark shows; ``used`` the marks the tree holds."""

    def __init__(self, root: Raw, texts: Mapping[MarkKey, str]) -> None:
        self._root = root
        self._texts = texts
        self._roles = entry(root, "/RoleMap")
        self.used: set[MarkKey] = set()

    def tree(self) -> tuple[StructureNode, ...]:
        """Return the elements below the structure root, or nothing in an untagged file."""
        if not isinstance(self._root, pikepdf.Dictionary):
            return ()
        kids = self._kids(self._root, "", 0)
        return tuple(kid for kid in kids if isinstance(kid, StructureNode))

    def _kids(self, element: Raw, page: str, depth: int) -> Iterator[StructureNode | str]:
        if depth > _DEEPEST:
            return
        own = entry(element, "/Pg")
        page = owner_of(own) if isinstance(own, pikepdf.Dictionary) else page
        kids = entry(element, "/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                yield self._text((page, kid))
            elif isinstance(kid, pikepdf.Dictionary):
                yield from self._kid(kid, page, depth)

    def _kid(self, kid: Raw, page: str, depth: int) -> Iterator[StructureNode | str]:
        if "/S" in kid:
            yield self._node(kid, page, depth)
        elif isinstance(number := entry(kid, "/MCID"), int):
            form, own = entry(kid, "/Stm"), entry(kid, "/Pg")
            if isinstance(form, pikepdf.Stream):
                page = owner_of(form)
            elif isinstance(own, pikepdf.Dictionary):
                page = owner_of(own)
            yield self._text((page, number))

    def _text(self, key: MarkKey) -> str:
        self.used.add(key)
        return self._texts.get(key, "")

    def _node(self, element: Raw, page: str, depth: int) -> StructureNode:
        kids = tuple(self._kids(element, page, depth + 1))
        spoken = string(entry(element, "/ActualText"))
        return StructureNode(
            role=self._role(name(element["/S"])),
            kids=kids if spoken is None else (spoken,),
            lang=string(entry(element, "/Lang")),
            alt=string(entry(element, "/Alt")),
            attributes=_attributes(entry(element, "/A")),
        )

    def _role(self, role: str) -> str:
        for _ in range(_STEPS_OF_ROLE_MAP):
            mapped = entry(self._roles, role)
            if not isinstance(mapped, pikepdf.Name) or name(mapped) == role:
                break
            role = name(mapped)
        return role.removeprefix("/")


def _attributes(raw: Raw) -> dict[str, str | int]:
    found: dict[str, str | int] = {}
    for each in raw if isinstance(raw, pikepdf.Array) else [raw]:
        if not isinstance(each, pikepdf.Dictionary):
            continue
        for key, value in each.items():
            if isinstance(value, int):
                found[key.removeprefix("/")] = value
            elif isinstance(value, pikepdf.Name):
                found[key.removeprefix("/")] = name(value).removeprefix("/")
    return found
