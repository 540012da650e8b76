"""The structure tree written into the PDF: its objects and the parent tree."""

from collections.abc import Mapping, Sequence

import pydyf
from msgspec import Struct, field

from loftespdf.typesetting.finish_nodes import Annotation, Mark, Node

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
    _owners: list[dict[int, bytes]] = field(default_factory=list)
    _annotations: list[bytes] = field(default_factory=list)

    def write(self, tree: Node) -> None:
        """Add the whole structure tree to the catalog."""
        self._owners = [{} for _ in self.numbers]
        root, parents = pydyf.Dictionary({"Type": "/StructTreeRoot"}), pydyf.Dictionary()
        self.pdf.add_object(root)
        self.pdf.add_object(parents)
        root["K"] = self._element(tree, root.reference)
        root["ParentTree"] = parents.reference
        parents["Nums"] = self._parent_tree()
        root["ParentTreeNextKey"] = len(self.numbers) + len(self._annotations)
        self.pdf.catalog["StructTreeRoot"] = root.reference

    def _element(self, node: Node, parent: bytes) -> bytes:
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.role}", "P": parent})
        self.pdf.add_object(element)
        if node.lang and node.parent is not None:  # the catalog says the document's own
            element["Lang"] = pydyf.String(node.lang)
        if node.alt:
            element["Alt"] = pydyf.String(node.alt)
        if node.attributes:
            element["A"] = pydyf.Dictionary(
                {
                    k: pydyf.Array(v) if isinstance(v, tuple) else v
                    for k, v in node.attributes.items()
                }
            )
        element["K"] = pydyf.Array(kid for each in node.kids for kid in self._kid(each, element))
        return bytes(element.reference)

    def _kid(self, kid: Node | Mark | Annotation, element: pydyf.Dictionary) -> list[object]:
        if isinstance(kid, Node):
            return [self._element(kid, element.reference)]
        page = self.pdf.page_references[kid.page]
        if isinstance(kid, Annotation):
            kid.target.pop("StructParent", None)  # the engine's own, where it made a tree
            kid.target["StructParent"] = len(self.numbers) + len(self._annotations)
            self._annotations.append(element.reference)
            return [pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.target.reference, "Pg": page})]
        number = self.numbers[kid.page].get(kid.number)
        if number is None:
            return []  # painted inside a group (opacity): the text proof tells what is missing
        self._owners[kid.page][number] = element.reference
        if element.setdefault("Pg", page) == page:
            return [number]
        return [pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": number})]

    def _parent_tree(self) -> pydyf.Array:
        """Key → owner: for each page an array by MCID, then the annotations one by one."""
        nums = pydyf.Array()
        for number, owners in enumerate(self._owners):
            nums += [number, pydyf.Array(owners[key] for key in sorted(owners))]
        for number, owner in enumerate(self._annotations, start=len(self._owners)):
            nums += [number, owner]
        return nums
