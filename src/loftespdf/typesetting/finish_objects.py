"""The structure tree written into the PDF: its objects and the parent tree."""

from collections.abc import Mapping, Sequence

import pydyf
from msgspec import Struct, field

from loftespdf.typesetting.finish_bytes import Spelt, spelt
from loftespdf.typesetting.finish_nodes import Annotation, Node

#: Per page: the engine's MCID → ours, which has no gaps.
Numbers = Sequence[Mapping[int, int]]


def drop_engine_tree(pdf: pydyf.PDF) -> None:
    """Take the engine's own structure tree and metadata out; they are its last objects."""
    first = pdf.catalog["StructTreeRoot"]
    if not isinstance(first, int):  # the engine's reference to a root that follows its tree
        first = int(pdf.objects[int(first.split()[0])]["ParentTree"].split()[0])
    del pdf.objects[first:]


class TreeWriter(Struct):
    """Turns nodes into objects and remembers what the parent tree needs."""

    pdf: pydyf.PDF
    numbers: Numbers
    _pages: Sequence[bytes] = ()
    _owners: list[dict[int, bytes]] = field(default_factory=list)
    _annotations: list[bytes] = field(default_factory=list)

    def write(self, tree: Node) -> None:
        """Add the whole structure tree to the catalog."""
        self._owners, self._pages = [{} for _ in self.numbers], self.pdf.page_references
        root, parents = pydyf.Dictionary({"Type": "/StructTreeRoot"}), pydyf.Dictionary()
        self.pdf.add_object(root)
        self.pdf.add_object(parents)
        root["K"] = self._element(tree, root.reference)
        root["ParentTree"] = parents.reference
        parents["Nums"] = self._parent_tree()
        root["ParentTreeNextKey"] = len(self.numbers) + len(self._annotations)
        self.pdf.catalog["StructTreeRoot"] = root.reference

    def _element(self, node: Node, parent: bytes) -> bytes:
        """Add an element and all below it, as bytes: nothing is changed in them. Return where."""
        element = Spelt(b"")
        self.pdf.add_object(element)
        reference, page = b"%d 0 R" % element.number, b""
        kids: list[bytes] = []
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(self._element(kid, reference))
            elif isinstance(kid, Annotation):
                kids.append(self._annotation(kid, reference))
            elif (number := self.numbers[kid.page].get(kid.number)) is not None:
                self._owners[kid.page][number] = reference
                page = page or self._pages[kid.page]
                kids.append(_mark(number, self._pages[kid.page], page))
        said = b"/Pg %b" % page if page else b""
        element.data = b"<</Type /StructElem/S /%b/P %b%b%b/K [%b]>>" % (
            node.role.encode(), parent, _said(node), said, b" ".join(kids),
        )  # fmt: skip
        return reference

    def _annotation(self, kid: Annotation, element: bytes) -> bytes:
        kid.target.pop("StructParent", None)  # the engine's own, where it made a tree
        kid.target["StructParent"] = len(self.numbers) + len(self._annotations)
        self._annotations.append(element)
        return b"<</Type /OBJR/Obj %b/Pg %b>>" % (kid.target.reference, self._pages[kid.page])

    def _parent_tree(self) -> pydyf.Array:
        """Key → owner: for each page an array by MCID, then the annotations one by one."""
        nums = pydyf.Array()
        for number, owners in enumerate(self._owners):
            nums += [number, b"[%b]" % b" ".join(owners[key] for key in sorted(owners))]
        for number, owner in enumerate(self._annotations, start=len(self._owners)):
            nums += [number, owner]
        return nums


def _mark(number: int, page: bytes, own: bytes) -> bytes:
    """A mark on the element's ``own`` page is its number alone."""
    return b"%d" % number if page == own else b"<</Type /MCR/Pg %b/MCID %d>>" % (page, number)


def _said(node: Node) -> bytes:
    """What an element says of itself: language, text alternative and attributes."""
    said = pydyf.Dictionary()
    if node.lang and node.parent is not None:  # the catalog says the document's own
        said["Lang"] = pydyf.String(node.lang)
    if node.alt:
        said["Alt"] = pydyf.String(node.alt)
    if node.attributes:
        said["A"] = pydyf.Dictionary({
            name: pydyf.Array(value) if isinstance(value, tuple) else value
            for name, value in node.attributes.items()
        })  # fmt: skip
    return spelt(said)[2:-2] if said else b""
