"""A small return of predictions, and the results that came."""

from __future__ import annotations

from pathlib import Path

HEADER = "school_urn,measure,time_period,cohort_count,value,predicted_on,author_role\n"
PREDICTED = {
    (100001, 2023): 44.0,
    (100001, 2024): 45.5,
    (100001, 2025): 46.0,
    (100002, 2023): 50.5,
    (100002, 2024): 49.0,
    (100002, 2025): 51.0,
}
ACTUAL = {
    (100001, 2023): 36.0,
    (100001, 2024): 37.0,
    (100001, 2025): 37.5,
    (100002, 2023): 50.0,
    (100002, 2024): 49.5,
    (100002, 2025): 50.5,
}


def write_predictions(folder: Path, *, numbers: tuple[int, int] = (100001, 100002)) -> None:
    """Write ``predictions.csv`` and ``results.csv`` of two schools."""
    number_of = dict(zip((100001, 100002), numbers, strict=True))
    for name, values, day, role in (
        ("predictions.csv", PREDICTED, "01-30", "deputy head"),
        ("results.csv", ACTUAL, "08-31", "data manager"),
    ):
        lines = [
            f"{number_of[urn]},ks4-attainment-8,{year - 1}{year % 100},180,{value},"
            f"{year}-{day},{role}\n"
            for (urn, year), value in values.items()
        ]
        (folder / name).write_text(HEADER + "".join(lines), encoding="utf-8")
