"""The structure tree of a PDF as plain nodes, with the text that its marks stand for."""

from collections.abc import Mapping
from typing import TypeAlias

import pikepdf

from loftespdf.inspecting.painting import MarkKey, owner_of
from loftespdf.inspecting.raw import Raw, entry, name, string
from loftespdf.inspecting.reading import StructureNode

#: A dictionary's entries, looked up thrice as fast as in the dictionary itself.
Entries: TypeAlias = Raw

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
        kids = self._kids(self._root.as_dict(), "", 0)
        return tuple(kid for kid in kids if isinstance(kid, StructureNode))

    def _kids(self, element: Entries, page: str, depth: int) -> list[StructureNode | str]:
        if depth > _DEEPEST:
            return []
        own, kids = element.get("/Pg"), element.get("/K")
        page = owner_of(own) if isinstance(own, pikepdf.Dictionary) else page
        found: list[StructureNode | str] = []
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                found.append(self._text((page, kid)))
            elif isinstance(kid, pikepdf.Dictionary):
                found += self._kid(kid.as_dict(), page, depth)
        return found

    def _kid(self, kid: Entries, page: str, depth: int) -> tuple[StructureNode | str, ...]:
        if "/S" in kid:
            return (self._node(kid, page, depth),)
        if not isinstance(number := kid.get("/MCID"), int):
            return ()
        form, own = kid.get("/Stm"), kid.get("/Pg")
        if isinstance(form, pikepdf.Stream):
            page = owner_of(form)
        elif isinstance(own, pikepdf.Dictionary):
            page = owner_of(own)
        return (self._text((page, number)),)

    def _text(self, key: MarkKey) -> str:
        self.used.add(key)
        return self._texts.get(key, "")

    def _node(self, element: Entries, page: str, depth: int) -> StructureNode:
        kids = tuple(self._kids(element, page, depth + 1))
        spoken = string(element.get("/ActualText"))
        return StructureNode(
            role=self._role(name(element["/S"])),
            kids=kids if spoken is None else (spoken,),
            lang=string(element.get("/Lang")),
            alt=string(element.get("/Alt")),
            attributes=_attributes(element.get("/A")),
        )

    def _role(self, role: str) -> str:
        for _ in range(0 if self._roles is None else _STEPS_OF_ROLE_MAP):
            mapped = entry(self._roles, role)
            if not isinstance(mapped, pikepdf.Name) or name(mapped) == role:
                break
            role = name(mapped)
        return role.removeprefix("/")


def _attributes(raw: Raw) -> dict[str, str | int]:
    found: dict[str, str | int] = {}
    if raw is None:
        return found
    for each in raw if isinstance(raw, pikepdf.Array) else [raw]:
        if not isinstance(each, pikepdf.Dictionary):
            continue
        for key, value in each.items():
            if isinstance(value, int):
                found[key.removeprefix("/")] = value
            elif isinstance(value, pikepdf.Name):
                found[key.removeprefix("/")] = name(value).removeprefix("/")
    return found
