"""The heavy half of a pack, joined first: pages from outside, and files that are attached.

The library holds in memory whatever it copies from one document into another, until that is
saved. So these are joined in batches, and each batch goes through a nameless file on disk:
memory holds one batch, and the pack begins from that file.
"""

from __future__ import annotations

from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Pdf

BATCH_BYTES = 16 * 1024**2


class Base:
    """A document that grows by what is heavy; close ``files`` when the pack is written."""

    def __init__(self, files: ExitStack) -> None:
        import pikepdf

        self._files, self._held = files, 0
        self.pdf = pikepdf.Pdf.new()

    def add_pages(self, source: Pdf, size: int) -> None:
        """Take the pages of a still document of ``size`` bytes."""
        self._make_room(size)
        self.pdf.pages.extend(source.pages)

    def add_files(self, source: Pdf, size: int) -> None:
        """Take the files attached to a sheet of ``size`` bytes, each under its own name."""
        import pikepdf

        names = list(source.attachments)
        if not names:
            return
        self._make_room(size)
        if "/Names" not in self.pdf.Root:
            tree = pikepdf.NameTree.new(self.pdf)
            self.pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=tree.obj)
        held = pikepdf.NameTree(self.pdf.Root.Names.EmbeddedFiles)
        for name in names:
            spec = self.pdf.copy_foreign(source.attachments[name].obj)
            held[name if name not in held else f"{len(held) + 1} {name}"] = spec

    def _make_room(self, size: int) -> None:
        if self._held and self._held + size > BATCH_BYTES:
            self.put_down()
        self._held += size

    def put_down(self) -> None:
        """Save what is held and go on from the file: its pages are read when wanted."""
        import pikepdf

        if not self._held:
            return
        file = self._files.enter_context(TemporaryFile())  # noqa: SIM115
        self.pdf.save(file, deterministic_id=True)
        # Nobody else holds the document that is let go here, so its memory comes back.
        self.pdf, self._held = pikepdf.open(file), 0
