"""PDFs of our own, set in Arimo and tagged for screen readers (PDF/UA-1 where it can be).

What people wrote goes to the template as data, never as markup, so that ``#[x] *y*``
comes out as it was typed. The templates are paper/templates/*.typ; the head of each says
what it takes. All take ``partnership``, ``marking`` and ``reference``.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(__file__).parents[1] / "static/vendor/fonts"
TEMPLATE_NAMES = frozenset(
    {
        "log",
        "return",
        "cover",
        "contents",
        "chronology",
        "merged-chronology",
        "checklist",
        "minutes",
        "report",
        "decision-record",
        "letter",
        "attachment",
        "stamp",
        "hand-over",
        "on-a-page",
    }
)
# Laid over pages that have tags of their own, and no part of what is read there.
WITHOUT_TAGS = frozenset({"stamp"})
FALLBACK_MARKING = "OFFICIAL-SENSITIVE"


class FontsMissing(Exception):
    """The folder of fonts is empty: set-up has not been run. Never falls back silently."""


class CannotTypeset(Exception):
    """A template was handed something it cannot set: a mistake of ours, not a user's."""


def typeset(
    template_name: str, data: Mapping[str, object], *, at: datetime, fonts: Path = FONTS
) -> bytes:
    """The PDF of ``template_name`` ("log" or "log.typ") filled with ``data``, made ``at``.

    The same template, data and instant give the same bytes. PDF/UA-1, unless the text
    holds a sign that no font has; then tagged, with an empty box for that sign. Raises
    FontsMissing, CannotTypeset.
    """
    import typst

    require_fonts(fonts)
    name = template_name.removesuffix(".typ")
    if name not in TEMPLATE_NAMES:
        raise CannotTypeset(f"There is no template called {template_name!r}.")
    try:
        return _compiled(name, data, at, fonts, accessible=name not in WITHOUT_TAGS)
    except typst.TypstError:
        try:
            return _compiled(name, data, at, fonts, accessible=False)
        except typst.TypstError as error:
            raise CannotTypeset(f"{name}: {error}") from error


def require_fonts(fonts: Path) -> None:
    """Raise FontsMissing unless the folder holds a font that typst can read."""
    if not any(fonts.glob("*.ttf")):
        raise FontsMissing(
            f"No font was found in {fonts}. Start with ./run once: it fetches the font."
        )


def _compiled(
    name: str,
    data: Mapping[str, object],
    at: datetime,
    fonts: Path,
    *,
    accessible: bool,
) -> bytes:
    import typst

    document = {"marking": FALLBACK_MARKING, **data}
    return typst.compile(
        TEMPLATES / f"{name}.typ",
        root=TEMPLATES,
        font_paths=[fonts],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(document, ensure_ascii=False, sort_keys=True)},
        pdf_standards=["ua-1"] if accessible else [],
        timestamp=at.astimezone(UTC).replace(microsecond=0),
        pdf_tags=name not in WITHOUT_TAGS,
    )
