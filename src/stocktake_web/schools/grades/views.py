"""The page of pupils by the grade of their school."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from stocktake.schools import GradeLine, GradeSection, GradesOfDay
from stocktake_web.records.views import AreaPageView
from stocktake_web.services.school_grades import stored_grades
from stocktake_web.services.school_profiles import profile_state

SPLITS = ("group", "type", "trust", "ward")


@dataclass(frozen=True)
class SectionView:
    """A measure as the page shows it.

    Parameters
    ----------
    section : GradeSection
    phases : tuple of GradeLine
        Each phase as a whole.
    splits : tuple of (str, tuple of GradeLine)
        The parts that are held, by what they are parts of; one part alone says nothing new.
    past : tuple of (GradesOfDay, mapping of str to GradeLine)
        Earlier years, the lines by phase.
    """

    section: GradeSection
    phases: tuple[GradeLine, ...]
    splits: tuple[tuple[str, tuple[GradeLine, ...]], ...]
    past: tuple[tuple[GradesOfDay, dict[str, GradeLine]], ...]


class GradesView(AreaPageView):
    """Pupils by overall grade to August 2024 and by report card since, never joined."""

    permission = "schools.list"
    template_name = "schools/grades/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the command kept."""
        stored = stored_grades(self.area)
        return super().get_context_data(**kwargs) | {
            "grades": stored.grades if stored else None,
            "is_current": stored is not None and stored.state == profile_state(self.area),
            "sections": [section_view(row) for row in stored.grades.sections] if stored else [],
        }


def section_view(section: GradeSection) -> SectionView:
    """A measure with its lines put in order."""
    return SectionView(
        section,
        tuple(_of(section.lines, "phase")),
        tuple((split, lines) for split in SPLITS if len(lines := _parts(section.lines, split)) > 1),
        tuple((day, {line.phase: line for line in day.lines}) for day in section.past),
    )


def _parts(lines: Iterable[GradeLine], split: str) -> tuple[GradeLine, ...]:
    """The parts of a split; all pupils are shown already."""
    return tuple(line for line in _of(lines, split) if line.name not in ("", "all"))


def _of(lines: Iterable[GradeLine], split: str) -> list[GradeLine]:
    return [line for line in lines if line.split == split]
