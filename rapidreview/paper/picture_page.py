"""A picture as one page of A4, so that it can stand in a pack (P6.1).

It is drawn anew: what a camera or telephone wrote beside it (place, moment, owner) is not
in the page. Only ever run in the limited subprocess.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rapidreview.paper.archive import cannot_be_opened
from rapidreview.paper.pictures import MAX_PIXELS, picture_size
from rapidreview.paper.refusal import Refusal
from rapidreview.paper.stillness import StillPdf

if TYPE_CHECKING:
    from pikepdf import Pdf
    from PIL.Image import Image

A4 = (595.28, 841.89)  # points
MARGIN = 57.0  # points: 20 mm, with room for the pack's stamp
MOST_DOTS = 2200  # of the longer side: some 240 to the inch
QUALITY = 88


def picture_page(data: bytes, name: str = "picture.png") -> StillPdf:
    """The page with the picture, upright as it was taken, on a page of its own shape.

    Raises Refusal for what is no picture, is damaged or has too many dots.
    """
    import pikepdf
    from PIL import Image, ImageOps, UnidentifiedImageError

    size = picture_size(data, name)
    if size is None or size.width * size.height > MAX_PIXELS:
        raise Refusal(cannot_be_opened(name))
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            picture.draft("RGB", (MOST_DOTS, MOST_DOTS))
            drawn = _on_white(ImageOps.exif_transpose(picture))
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError) as error:
        raise Refusal(cannot_be_opened(name)) from error
    drawn.thumbnail((MOST_DOTS, MOST_DOTS))
    with pikepdf.Pdf.new() as pdf:
        _set(pdf, drawn)
        made = io.BytesIO()
        pdf.save(made, deterministic_id=True)
    return StillPdf(made.getvalue(), 1)


def _on_white(picture: Image) -> Image:
    """Without its own transparency, which would let the page's colour through."""
    from PIL import Image

    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(white, clear).convert("RGB")


def _set(pdf: Pdf, picture: Image) -> None:
    import pikepdf

    page_width, page_height = A4 if picture.height >= picture.width else A4[::-1]
    room = (page_width - 2 * MARGIN, page_height - 2 * MARGIN)
    scale = min(room[0] / picture.width, room[1] / picture.height, 1.0)
    width, height = picture.width * scale, picture.height * scale
    page = pdf.add_blank_page(page_size=(page_width, page_height))
    page.obj.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(Picture=_stream(pdf, picture))
    )
    left, bottom = (page_width - width) / 2, page_height - MARGIN - height
    place = f"q {width:.2f} 0 0 {height:.2f} {left:.2f} {bottom:.2f} cm /Picture Do Q"
    page.obj.Contents = pdf.make_stream(place.encode())


def _stream(pdf: Pdf, picture: Image) -> object:
    import pikepdf

    written = io.BytesIO()
    picture.save(written, "JPEG", quality=QUALITY)
    return pdf.make_stream(
        written.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
