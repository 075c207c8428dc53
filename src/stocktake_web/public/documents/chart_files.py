"""A chart of an edition as a file: the stored drawing, as a picture, or its table."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist

from stocktake.publish import PublicAccount, svg_to_png, table_csv
from stocktake_web.public.editions import queries
from stocktake_web.public.editions.models import Publication
from stocktake_web.services.cache import LRUCache

MEDIA_TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
}

_pngs = LRUCache[bytes](size=64)


def chart_file(publication: Publication, name: str) -> tuple[bytes, str]:
    """A chart of an edition by its name, and its media type.

    Raises
    ------
    ObjectDoesNotExist
        The edition was recalled, or has no such chart.
    StoreError
        What draws PNG is not installed.
    """
    stem, _, kind = name.rpartition(".")
    if kind not in MEDIA_TYPES:
        raise ObjectDoesNotExist(f"{name} is no chart")
    drawing = bytes(queries.file(publication, f"{stem}.svg", drawing=True).body)
    if kind == "png":
        drawing = draw_png(drawing)
    elif kind == "csv":
        drawing = chart_tables(queries.account(publication))[f"{stem}.csv"]
    return drawing, MEDIA_TYPES[kind]


def draw_png(svg: bytes) -> bytes:
    """A stored drawing as a picture.

    Raises
    ------
    StoreError
        What draws PNG is not installed.
    """
    return _pngs.get(svg, lambda: svg_to_png(svg.decode()))


def chart_tables(account: PublicAccount) -> dict[str, bytes]:
    """The table of every chart of an account as a CSV file, by its name."""
    return {
        # The mark at the beginning tells Excel that it is UTF-8.
        f"{figure.chart.id}.csv": ("\ufeff" + table_csv(figure.table)).encode()
        for card in account.every_card
        for figure in card.figures
        if figure.chart is not None
    }
