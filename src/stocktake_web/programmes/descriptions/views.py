"""Pages of programmes: the list, one of them, adding and changing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any, ClassVar

from stocktake_web import services
from stocktake_web.accounts.permissions import account_of
from stocktake_web.filtering import ChoiceFilter
from stocktake_web.programmes.area_map.queries import map_of, without_proposals
from stocktake_web.programmes.deliveries.queries import deliveries_of, uptake_of
from stocktake_web.programmes.descriptions import queries
from stocktake_web.programmes.descriptions.actions import save_programme
from stocktake_web.programmes.descriptions.facets import facets_of
from stocktake_web.programmes.descriptions.forms import ProgrammeForm
from stocktake_web.programmes.descriptions.models import ProgrammeRecord, Stage
from stocktake_web.programmes.descriptions.wording import describe
from stocktake_web.programmes.openness import sees_proposals
from stocktake_web.programmes.proposals.queries import assess_record
from stocktake_web.records.views import AreaCreateView, AreaPageView, AreaUpdateView
from stocktake_web.sorting import Sorting


class ProgrammeListView(AreaPageView):
    """Every programme that somebody agreed to, or those of one theme, phase, status or provider."""

    permission = "programmes.see"
    template_name = "programmes/descriptions/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The programmes, and what narrows them."""
        answers = map_of(self.area)
        rows = list(queries.programmes(self.area))
        facets = [
            (label, ChoiceFilter(self.request.GET, key, words, counts, all_count=len(rows)), read)
            for key, label, words, counts, read in facets_of(rows, answers, services.today())
        ]
        shown_rows = [row for row in rows if all(_is_in(f, read(row)) for _, f, read in facets)]
        return super().get_context_data(**kwargs) | {
            "rows": [(row, describe(row.programme, answers.names)) for row in shown_rows],
            "facets": [(label, choices) for label, choices, _ in facets],
            "is_narrowed": any(choices.value for _, choices, _ in facets),
            "all_count": len(rows),
            "sorting": Sorting(
                self.request.GET,
                {
                    "title": lambda row: row[0].title.casefold(),
                    "provider": lambda row: row[1]["provider"].casefold(),
                    "status": lambda row: list(Stage.values).index(row[0].stage),
                    "ends": lambda row: str(row[0].programme.ends),
                },
            ),
            "proposal_count": len(queries.readable_proposals(self.request.user, self.area)),
            "stages": Counter(row.stage for row in rows),
        }


def _is_in(choices: ChoiceFilter, codes: Collection[str]) -> bool:
    return not choices.value or choices.value in codes


class ProgrammeView(AreaPageView):
    """One programme or proposal: everything that is stated of it, and what is not."""

    permission = "programmes.see_programme"
    find = staticmethod(queries.programme)
    template_name = "programmes/descriptions/programme.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The description in words, its deliveries, and which findings are about it."""
        record: ProgrammeRecord = self.record
        answers = map_of(self.area)
        identity = record.programme_id
        deliveries = deliveries_of(record)
        return super().get_context_data(**kwargs) | {
            "programme": record,
            "definition": record.programme,
            "words": describe(record.programme, answers.names),
            "test": assess_record(record, answers) if record.is_proposal else None,
            "uptake": uptake_of(record, answers),
            "deliveries": deliveries,
            "vacancies": [row for row in deliveries if row.is_vacant],
            "overlaps": [
                item for item in answers.overlaps if identity in (item.first.id, item.second.id)
            ],
            "gaps": [gap for gap in answers.gaps if gap.subject == identity],
        }


class ProgrammeFormMixin:
    """Asks for a programme with the map that it becomes part of."""

    model = ProgrammeRecord
    form_class = ProgrammeForm
    template_name = "programmes/descriptions/form.html"
    success_view = "programmes:programme"
    stage: ClassVar[str] = Stage.DELIVERY
    object: Any
    area: Any
    request: Any

    def get_form_kwargs(self) -> dict[str, Any]:
        """The map, and the stage of a new one."""
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        answers, user = map_of(self.area), self.request.user
        if not sees_proposals(user, self.area):
            own_ids = {row.programme_id for row in queries.readable_proposals(user, self.area)}
            answers = without_proposals(answers, own_ids)
        return kwargs | {
            "answers": answers,
            "taken_ids": queries.taken_ids(self.area),
            "stage": self.stage,
        }

    def perform(self, form: ProgrammeForm) -> ProgrammeRecord:
        """Save it, with the organisations that are new."""
        return save_programme(
            self.object or self.new_row(),  # type: ignore[attr-defined]
            actor=account_of(self.request),
            values=form.values() | self.more_values(),
            organisations=form.known_names.new_organisations,
            expected_version=form.expected_version,
        )

    def more_values(self) -> dict[str, Any]:
        """What the row keeps beyond what the form asks for."""
        return {}

    def success_parts(self) -> dict[str, Any]:
        """The programme."""
        return {"programme": self.object.programme_id}


class ProgrammeCreateView(ProgrammeFormMixin, AreaCreateView):  # type: ignore[misc]
    """Add a programme that somebody agreed to."""

    permission = "programmes.record"
    success_message = "The programme was added."

    @property
    def back_url(self) -> str:
        """The list."""
        return self.reverse_area("programmes:programmes")


class ProgrammeUpdateView(ProgrammeFormMixin, AreaUpdateView):  # type: ignore[misc]
    """Change what is stated of a programme or proposal."""

    permission = "programmes.change"
    find = staticmethod(queries.programme)
    success_message = "The programme was changed."
