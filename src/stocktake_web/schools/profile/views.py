"""Pages of a school's profile and of its similar schools."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from stocktake.publish import BarChart, Table, school_bars, years_table
from stocktake.schools import SchoolProfile, SimilarSchool
from stocktake_web.drawings import Drawing, draw_bars
from stocktake_web.records.views import AreaPageView
from stocktake_web.schools.profile.queries import held_profile, released_of_school
from stocktake_web.schools.subject import find_school
from stocktake_web.sorting import Sorting

CHARTS_OF_A_PART = 1
"""The first measure of a part is drawn; a page of every chart would be read by nobody."""

DRAWN_PARTS = ("key-stage-2", "key-stage-4", "key-stage-4-progress", "absence")


@dataclass(frozen=True)
class PartView:
    """A part of the profile as the page shows it."""

    id: str
    title: str
    sentences: tuple[str, ...]
    drawings: tuple[Drawing, ...]
    table: Table
    empty: str


class ProfileView(AreaPageView):
    """The one-page profile, from published files."""

    permission = "schools.see"
    find = staticmethod(find_school)
    template_name = "schools/profile/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The parts, each with what is said, drawn and listed."""
        stored = held_profile(self.record)
        return super().get_context_data(**kwargs) | {
            "school": self.record,
            "held": stored,
            "parts": part_views(stored.profile) if stored else (),
            "released": released_of_school(self.record, stored),
        }


class SimilarView(AreaPageView):
    """The schools most similar to one, with what they share and who does better."""

    permission = "schools.see"
    find = staticmethod(find_school)
    template_name = "schools/profile/similar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The schools in the order that was asked for."""
        stored = held_profile(self.record)
        return super().get_context_data(**kwargs) | {
            "school": self.record,
            "held": stored,
            "similar": stored.profile.similar if stored else None,
            "sorting": Sorting(
                self.request.GET,
                {
                    "rank": lambda row: row.rank,
                    "name": lambda row: row.name,
                    "authority": lambda row: row.la_name,
                    "result": _two_year_value,
                    "lead": _two_year_lead,
                },
                default="rank",
                largest_first=("result", "lead"),
            ),
        }


def part_views(profile: SchoolProfile) -> tuple[PartView, ...]:
    """The parts of a profile that say anything."""
    return tuple(
        PartView(
            part.id,
            part.title,
            tuple(measure.sentence for measure in part.measures if measure.years),
            tuple(_drawings(part.measures)) if part.id in DRAWN_PARTS else (),
            years_table(part),
            part.empty,
        )
        for part in profile.parts
    )


def _drawings(measures: Any) -> list[Drawing]:
    figures = (school_bars(measure) for measure in measures if measure.group == "all")
    charts = [figure.chart for figure in figures if figure is not None]
    return [draw_bars(chart) for chart in charts[:CHARTS_OF_A_PART] if isinstance(chart, BarChart)]


def _two_year_value(school: SimilarSchool) -> float | None:
    return school.two_years.value if school.two_years else None


def _two_year_lead(school: SimilarSchool) -> float | None:
    return school.two_years.lead if school.two_years else None
