"""The words of an HTML message, for people to read: no tag, no script, no picture."""

from html.parser import HTMLParser

SILENT = {"script", "style", "head", "title", "template"}
BREAKS = {"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote"}


class _Words(HTMLParser):
    """Collects what a reader would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in SILENT))
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(
                " ".join(data.split()) + (" " if data[-1:].isspace() else "")
            )

    def _break(self, tag: str) -> None:
        if tag in BREAKS and not self.silent:
            self.said.append("\n")


def text_of(html: str) -> str:
    """The words of ``html``, a line for each of its blocks."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = (line.strip() for line in "".join(reader.said).split("\n"))
    return "\n".join(line for line in lines if line)
