"""The columns of the tables that are read from the register of schools."""

from __future__ import annotations

import polars as pl

SCHOOLS: dict[str, pl.DataType] = {
    "school_urn": pl.Int64(),
    "la_code": pl.String(),
    "estab": pl.String(),
    "name": pl.String(),
    "phase": pl.String(),
    "type": pl.String(),
    "type_group": pl.String(),
    "status": pl.String(),
    "open_date": pl.Date(),
    "close_date": pl.Date(),
    "reason_opened": pl.String(),
    "reason_closed": pl.String(),
    "low_age": pl.Int64(),
    "high_age": pl.Int64(),
    "capacity": pl.Int64(),
    "pupils": pl.Int64(),
    "gender": pl.String(),
    "admissions": pl.String(),
    "nursery_classes": pl.String(),
    "sixth_form": pl.String(),
    "trust_uid": pl.String(),
    "trust_name": pl.String(),
    "federation": pl.String(),
    "ward_code": pl.String(),
    "ward": pl.String(),
    "lsoa": pl.String(),
    "postcode": pl.String(),
    "resourced_provision": pl.String(),
    "resourced_pupils": pl.Int64(),
    "resourced_capacity": pl.Int64(),
    "unit_pupils": pl.Int64(),
    "unit_capacity": pl.Int64(),
    "as_of": pl.Date(),
    "row": pl.Int32(),
}
"""One row for each school and file, as the file has it on ``as_of``.

``lsoa`` is a code where the file has codes, else the area's name. ``type_group`` is one of
``stocktake.sources.schools.register.words.TypeGroup``. Null where a file does not say.
"""

SCHOOL_LINKS: dict[str, pl.DataType] = {
    "school_urn": pl.Int64(),
    "linked_urn": pl.Int64(),
    "link_type": pl.String(),
    "date": pl.Date(),
    "as_of": pl.Date(),
    "row": pl.Int32(),
}
"""One row for each link, seen from ``school_urn``; ``date`` null where it is not known."""

SCHOOL_GROUPS: dict[str, pl.DataType] = {
    "group_uid": pl.String(),
    "group_name": pl.String(),
    "group_type": pl.String(),
    "group_status": pl.String(),
    "school_urn": pl.Int64(),
    "from": pl.Date(),
    "to": pl.Date(),
    "as_of": pl.Date(),
    "row": pl.Int32(),
}
"""One row for each school in a group; ``from`` null where the day of joining is not known."""

GROUPS: dict[str, pl.DataType] = {
    "group_uid": pl.String(),
    "group_name": pl.String(),
    "group_type": pl.String(),
    "group_status": pl.String(),
    "open_date": pl.Date(),
    "closed_date": pl.Date(),
    "companies_house_number": pl.String(),
    "as_of": pl.Date(),
    "row": pl.Int32(),
}
"""One row for each group of schools, its members not named."""


def conform(frame: pl.DataFrame, columns: dict[str, pl.DataType]) -> pl.DataFrame:
    """A frame with exactly these columns, in their order; what it lacks is null."""
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in columns.items()
    )
