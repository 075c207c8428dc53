"""Reads deliveries to schools."""

from __future__ import annotations

from stocktake.programmes import Uptake, measure_uptake
from stocktake_web.accounts.models import Area
from stocktake_web.programmes.deliveries.models import Delivery
from stocktake_web.programmes.descriptions.models import ProgrammeRecord
from stocktake_web.services.programme_maps import MapAnswers


def deliveries_of(programme: ProgrammeRecord) -> list[Delivery]:
    """A programme's deliveries, the latest term first."""
    rows = Delivery.objects.filter(area=programme.area, programme=programme)
    return list(rows.select_related("area", "school", "programme", "contact_user"))


def delivery(area: Area, pk: int) -> Delivery:
    """A delivery of the area by its number."""
    return Delivery.objects.select_related("area", "school", "programme").get(area=area, pk=pk)


def uptake_of(programme: ProgrammeRecord, answers: MapAnswers) -> Uptake:
    """How far a programme got."""
    rows = answers.programme_map.deliveries
    return measure_uptake([programme.programme], rows)[0]
