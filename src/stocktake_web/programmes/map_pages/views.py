"""Pages of the map."""

from __future__ import annotations

from typing import Any

from stocktake_web.accounts.permissions import has_permission
from stocktake_web.programmes.area_map.queries import map_of
from stocktake_web.programmes.map_pages import findings
from stocktake_web.programmes.map_pages.schools import own_urns
from stocktake_web.programmes.openness import sees_proposals
from stocktake_web.records.views import AreaPageView
from stocktake_web.schools.subject import find_school
from stocktake_web.services.programme_maps import MapAnswers

MOST_SHOWN = 100
"""Findings of each kind on a page; nobody reads more, and a page of thousands does not open."""


class MapPageView(AreaPageView):
    """A page of the map, with which pages there are."""

    permission = "programmes.see"
    page = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The map, and what the page shows of it."""
        answers = map_of(self.area)
        context = super().get_context_data(**kwargs)
        return context | {"page": self.page, "answers": answers} | self.parts(answers)

    def parts(self, answers: MapAnswers) -> dict[str, Any]:
        """What the page shows."""
        raise NotImplementedError


class MapView(MapPageView):
    """The whole at a glance: programmes by theme and phase, and how many findings there are."""

    page = "map"
    template_name = "programmes/map_pages/map.html"

    def parts(self, answers: MapAnswers) -> dict[str, Any]:
        """The picture and the counts."""
        term = findings.present_term(answers)
        rows = findings.ask_rows(answers, term)
        return {
            "drawing": answers.theme_picture,
            "term": term,
            "overlap_count": sum(
                item.certainty == "certain" and not item.is_coordinated for item in answers.overlaps
            ),
            "gap_count": sum(gap.answer == "gap" for gap in answers.gaps),
            "over_count": sum(row["is_over_asks"] or row["is_over_minutes"] for row in rows),
            "unmet_count": sum(result.status == "not_met" for result in answers.coverage),
        }


class SchoolMatrixView(MapPageView):
    """In how many terms each programme is in each school."""

    page = "schools"
    template_name = "programmes/map_pages/schools.html"

    def parts(self, answers: MapAnswers) -> dict[str, Any]:
        """The picture."""
        return {"drawing": answers.school_picture}


class OverlapView(MapPageView):
    """Programmes that do the same for the same people, with why."""

    page = "overlap"
    template_name = "programmes/map_pages/overlap.html"

    def parts(self, answers: MapAnswers) -> dict[str, Any]:
        """Overlaps by group."""
        return {
            "groups": findings.overlap_groups(answers.overlaps),
            "term_span": findings.term_span,
            "most_shown": MOST_SHOWN,
        }


class GapView(MapPageView):
    """What is needed and not offered, with why."""

    page = "gaps"
    template_name = "programmes/map_pages/gaps.html"

    def parts(self, answers: MapAnswers) -> dict[str, Any]:
        """Gaps, then those of which nobody can tell."""
        sees = sees_proposals(self.request.user, self.area)
        rows = [(gap, findings.score_view(gap.score, sees_proposals=sees)) for gap in answers.gaps]
        return {
            "groups": {
                "Gaps": [row for row in rows if row[0].answer == "gap"],
                "Cannot tell": [row for row in rows if row[0].answer != "gap"],
            },
            "kinds": findings.GAP_KINDS,
            "most_shown": MOST_SHOWN,
        }


class CoverageView(MapPageView):
    """Whether as many schools are reached as the plan says."""

    page = "coverage"
    template_name = "programmes/map_pages/coverage.html"

    def parts(self, answers: MapAnswers) -> dict[str, Any]:
        """Each rule."""
        return {"rows": list(findings.coverage_rows(answers.coverage, answers.names))}


class DriverView(MapPageView):
    """What drives an outcome, who works on it, and by what it is seen."""

    page = "drivers"
    template_name = "programmes/map_pages/drivers.html"

    def parts(self, answers: MapAnswers) -> dict[str, Any]:
        """One picture for each outcome."""
        return {"drawings": answers.driver_pictures}


class AskListView(MapPageView):
    """What schools are asked this term: all of them, or a person's own."""

    page = "asks"
    permission = "programmes.list_asks"
    template_name = "programmes/map_pages/asks.html"

    def parts(self, answers: MapAnswers) -> dict[str, Any]:
        """The schools, the most asked first, and the ceiling."""
        term = findings.present_term(answers)
        rows = findings.ask_rows(answers, term)
        sees_all = has_permission(self.request.user, self.area, "programmes.see")
        if not sees_all:
            urns = own_urns(self.request.user, self.area)
            rows = [row for row in rows if row["school_urn"] in urns]
        return {"term": term, "rows": rows, "sees_all": sees_all}


class SchoolAsksView(MapPageView):
    """The calendar of everything that one school is asked."""

    page = "asks"
    permission = "programmes.see_asks"
    find = staticmethod(find_school)
    template_name = "programmes/map_pages/school_asks.html"

    def parts(self, answers: MapAnswers) -> dict[str, Any]:
        """Each term with its asks."""
        return {
            "school": self.record,
            "terms": findings.calendar(answers, int(self.record.school_urn)),
        }
