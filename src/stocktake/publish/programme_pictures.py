"""The map of programmes as pictures: themes by phase, schools by programme, drivers of outcomes."""

from __future__ import annotations

from collections.abc import Mapping

from stocktake.programmes import (
    Presence,
    ProgrammeMap,
    driver_trees,
    school_lines,
    theme_rows,
)
from stocktake.programmes.matrix import COLUMNS
from stocktake.publish.charts.driver_diagram import DriverBox, DriverDiagram, driver_diagram_svg
from stocktake.publish.charts.matrix import MATRIX_MANY, Matrix, MatrixCell, matrix_svg
from stocktake.standards.errors import Fault, UsageError

_HEADS = {
    "early-years": "Early years",
    "primary": "Primary",
    "secondary": "Secondary",
    "special": "Special",
    "alternative-provision": "Alternative provision",
    "post-16": "Post-16",
    "outside-schools": "Outside schools",
    "not-stated": "Not stated",
}


def theme_matrix(programme_map: ProgrammeMap) -> Matrix:
    """Programmes by theme and phase; themes without one are rows of empty cells."""
    rows = theme_rows(programme_map)
    titles = {item.id: item.title for item in programme_map.programmes}
    empty_count = sum(not row.programmes for row in rows)
    return Matrix(
        title="Programmes by theme and phase",
        description=f"{len(programme_map.programmes)} programmes in {len(rows)} themes; "
        f"{empty_count} themes have none.",
        row_names=tuple(row.title for row in rows),
        column_names=tuple(_HEADS[column] for column in COLUMNS),
        cells=tuple(
            tuple(
                MatrixCell(len(names), ", ".join(titles[name] for name in names))
                for names in (row.programmes.get(column, ()) for column in COLUMNS)
            )
            for row in rows
        ),
        corner="Theme",
        id="themes",
    )


def school_matrix(presence: Presence) -> Matrix:
    """Terms in which each programme is in each school; programmes that are in none are left out.

    Raises
    ------
    UsageError
        The plan has no list of schools, or it is not known in which of them any programme is.
    """
    lines = school_lines(presence)
    programmes = [
        item for item in presence.programmes if any(item.id in line.term_counts for line in lines)
    ]
    if not programmes:
        fault = Fault("schools.csv", "is not there, or nothing is in its schools", "", "add it")
        raise UsageError("there is no school to draw", [fault])
    return Matrix(
        title="Terms in which each programme is in each school",
        description=f"{len(lines)} schools and {len(programmes)} programmes, in "
        f"{len(presence.terms)} terms.",
        row_names=tuple(line.school_name for line in lines),
        column_names=tuple(item.title for item in programmes),
        cells=tuple(
            tuple(MatrixCell(line.term_counts.get(item.id, 0)) for item in programmes)
            for line in lines
        ),
        corner="School",
        id="schools",
    )


def driver_diagrams(
    programme_map: ProgrammeMap, targets: Mapping[str, str]
) -> tuple[DriverDiagram, ...]:
    """One picture for each outcome that has drivers."""
    return tuple(
        DriverDiagram(
            title=f"What drives: {tree.title}",
            description=f"{len(tree.branches)} root causes; nobody works on "
            f"{sum(not branch.programmes for branch in tree.branches)} of them.",
            outcome=tree.title,
            drivers=tuple(
                DriverBox(
                    branch.driver.title,
                    tuple(item.title for item in branch.programmes),
                    branch.driver.measures,
                )
                for branch in tree.branches
            ),
            id=f"drivers-{tree.target}",
        )
        for tree in driver_trees(programme_map, targets)
    )


def draw_themes(programme_map: ProgrammeMap) -> str:
    """Themes by phase as SVG."""
    return matrix_svg(theme_matrix(programme_map))


def draw_schools(presence: Presence) -> str:
    """Schools by programme as SVG."""
    return matrix_svg(school_matrix(presence), MATRIX_MANY)


def draw_drivers(
    programme_map: ProgrammeMap, targets: Mapping[str, str], target: str | None = None
) -> str:
    """The drivers of one outcome as SVG; of the first where none is named.

    Raises
    ------
    UsageError
        No driver is described, or none of that outcome.
    """
    diagrams = {item.id: item for item in driver_diagrams(programme_map, targets)}
    names = [name.removeprefix("drivers-") for name in diagrams]
    if not diagrams or (target is not None and target not in names):
        fault = Fault(
            target or "programmes.toml",
            "has no driver",
            f"one of {', '.join(names)}" if names else "tables [[driver]]",
        )
        raise UsageError("there is no driver to draw", [fault])
    return driver_diagram_svg(diagrams[f"drivers-{target or names[0]}"])
