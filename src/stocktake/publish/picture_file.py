"""A drawing as a picture file, for a document that takes no SVG."""

from __future__ import annotations

from stocktake.standards.errors import StoreError


def svg_to_png(svg: str) -> bytes:
    """A drawing as a picture of twice its size, for a document.

    Raises
    ------
    StoreError
        What draws it is not installed.
    """
    try:
        import vl_convert
    except ImportError:
        raise StoreError("this installation cannot draw PNG; take the SVG instead") from None
    return bytes(vl_convert.svg_to_png(svg, scale=2))
