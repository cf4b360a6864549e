"""The tags of a pack for screen readers: those of its parts, joined into one tree (P6.1).

Joining pages alone loses them. Each tagged part brings its tree: its numbers are moved
behind those that are there, its names made its own, its root hung under the pack's.
1. ``prepare`` the part, before its pages are taken over.
2. ``take`` its tree, or ``take_plain`` pages that have none.
3. ``finish`` with the pack's own root.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pikepdf import Dictionary, Object, Page, Pdf


class Tags:
    """The tree as it grows; ``pack`` is the document it is for."""

    def __init__(self, pack: Pdf) -> None:
        self._pack = pack
        self._kids: list[Object] = []
        self._numbers: list[tuple[int, Object]] = []
        self._names: list[tuple[str, Object]] = []
        self._roles: dict[str, Object] = {}
        self._next = 0

    def prepare(self, source: Pdf) -> bool:
        """Make a part's numbers and names free of those taken; False if it has no tags."""
        root = source.Root.get("/StructTreeRoot")
        if root is None:
            return False
        for page in source.pages:
            _move(page.obj, "/StructParents", self._next)
            for note in page.obj.get("/Annots", []):
                _move(note, "/StructParent", self._next)
        prefix = f"{len(self._kids) + 1}-"
        for element in source.objects:
            _rename(element, prefix)
        return True

    def take(self, source: Pdf, *, title: str) -> None:
        """Hang the tree of a prepared part under the pack's, after its pages are there."""
        import pikepdf

        tree = self._pack.copy_foreign(source.Root.StructTreeRoot)
        for number, found in pikepdf.NumberTree(tree.ParentTree).items():
            self._numbers.append((number + self._next, found))
        if "/IDTree" in tree:
            self._names += list(_named(tree.IDTree))
        self._roles |= dict(tree.get("/RoleMap", {}).items())
        kids = tree.K if isinstance(tree.K, pikepdf.Array) else [tree.K]
        for element in kids:
            element.S, element.T = pikepdf.Name.Part, pikepdf.String(title)
            self._kids.append(element)
        self._next = 1 + max((number for number, _ in self._numbers), default=-1)

    def take_plain(self, pages: Sequence[Page], *, title: str) -> None:
        """Pages without tags: each is one paragraph, read in the order it is drawn."""
        import pikepdf

        part = self._element("Part", T=pikepdf.String(title))
        read = []
        for page in pages:
            page.contents_add(b"/P <</MCID 0>> BDC\n", prepend=True)
            page.contents_add(b"\nEMC")
            page.obj.StructParents = self._next
            one = self._element("P", P=part, Pg=page.obj, K=pikepdf.Array([0]))
            self._numbers.append((self._next, pikepdf.Array([one])))
            self._next += 1
            read.append(one)
        part.K = pikepdf.Array(read)
        self._kids.append(part)

    def finish(self) -> None:
        """The pack's root over all that was taken."""
        import pikepdf

        whole = self._element("Document", K=pikepdf.Array(self._kids))
        for element in self._kids:
            element.P = whole
        root = self._pack.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.StructTreeRoot,
                K=pikepdf.Array([whole]),
                ParentTree=pikepdf.Dictionary(Nums=_flat(self._numbers)),
                ParentTreeNextKey=self._next,
                RoleMap=pikepdf.Dictionary(self._roles),
            )
        )
        if self._names:
            names = sorted(self._names, key=lambda one: one[0])
            root.IDTree = pikepdf.Dictionary(Names=_flat(names))
        whole.P = root
        self._pack.Root.StructTreeRoot = root
        self._pack.Root.MarkInfo = pikepdf.Dictionary(Marked=True)

    def _element(self, kind: str, **more: Object) -> Dictionary:
        import pikepdf

        element = pikepdf.Dictionary(
            Type=pikepdf.Name.StructElem, S=pikepdf.Name(f"/{kind}")
        )
        for key, value in more.items():
            element[f"/{key}"] = value
        return self._pack.make_indirect(element)


def _move(owner: Object, key: str, by: int) -> None:
    if key in owner:
        owner[key] = int(owner[key]) + by


def _rename(element: Object, prefix: str) -> None:
    """A cell names its headings; both get the part's prefix."""
    import pikepdf

    if not isinstance(element, pikepdf.Dictionary):
        return
    if element.get("/Type") != pikepdf.Name.StructElem:
        return
    if "/ID" in element:
        element.ID = pikepdf.String(prefix + str(element.ID))
    told = element.get("/A")
    for one in told if isinstance(told, pikepdf.Array) else [told]:
        if isinstance(one, pikepdf.Dictionary) and "/Headers" in one:
            one.Headers = pikepdf.Array(
                [pikepdf.String(prefix + str(name)) for name in one.Headers]
            )


def _named(tree: Object) -> list[tuple[str, Object]]:
    """The elements of a name tree by the names they have now, whatever its keys were."""
    import pikepdf

    return [(str(found.ID), found) for _, found in pikepdf.NameTree(tree).items()]


def _flat(pairs: Sequence[tuple[object, Object]]) -> Object:
    import pikepdf

    return pikepdf.Array([item for pair in pairs for item in pair])
