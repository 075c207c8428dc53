"""Signatures, early results, indications and planned changes for tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from stocktake.schools import SchoolIndication
from stocktake_web import services
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.exchange.actions import return_early_result, sign
from stocktake_web.schools.exchange.models import EarlyResult
from stocktake_web.schools.pipeline.models import PlannedChange
from stocktake_web.services.school_files import keep_file
from stocktake_web.services.school_indications import StoredIndications
from stocktake_web.services.school_profiles import profile_state

MEASURE, PERIOD = "ks4-attainment-8", "202526"


def sign_for(school: School, *, is_signed: bool = True, on: date | None = None) -> None:
    """Sign for a school, or withdraw, from today on."""
    day = on or services.today()
    sign(actor=None, by_role="Headteacher", school=school, is_signed=is_signed, effective_date=day)


def result_of(school: School, value: str, **values: Any) -> EarlyResult:
    """A result of last summer, by default 120 pupils' Attainment 8, unchecked."""
    fields: dict[str, Any] = {
        "measure": MEASURE, "time_period": PERIOD, "stage": "unchecked", "cohort_count": 120,
    } | values  # fmt: skip
    return return_early_result(
        actor=None, by_role="Headteacher", school=school, value=Decimal(value), **fields
    )


def planned_change(school: School, actor: User | None = None, **values: Any) -> PlannedChange:
    """A conversion of next spring."""
    fields = {"kind": "conversion", "planned_on": date(2027, 4, 1)} | values
    return change(PlannedChange(area=school.area, school=school), actor=actor, values=fields)


def shown_indication(urn: int, **values: Any) -> SchoolIndication:
    """An indication for a primary school, as the library writes it."""
    indication = {
        "school_urn": urn, "measure": "ks2-rwm-expected", "unit": "percent", "decimal_places": 0,
        "title": "Reading, writing and maths at the expected standard", "time_period": "202627",
        "value": 51.4, "lower": 38.2, "upper": 64.6, "distance": -10.6, "last_value": 58.0,
        "last_period": "202526", "cohort_count": 30, "fitted_on": "202425",
        "fit_id": "this_cohort", "backtest_error": 9.2,
    } | values  # fmt: skip
    document = {
        "measure": "ks2-rwm-expected", "period": "2026/27", "decimal_places": 0,
        "title": indication["title"], "indication": indication, "reasons": (),
        "records": ({"period": "2024/25", "schools_count": 13203, "error": 9.2,
                     "last_error": 10.9, "gain_percent": 15.6, "covered_percent": 80.4},),
        "bars": {"least_gain_percent": 10, "lowest_cover_percent": 77,
                 "highest_cover_percent": 85, "lowest_band_cover_percent": 75,
                 "fewest_schools": 50},
    }  # fmt: skip
    return SchoolIndication.model_validate(document)


def hidden_indication(urn: int, reason: str) -> SchoolIndication:
    """None, for a reason."""
    item = shown_indication(urn)
    return item.model_copy(update={"indication": None, "reasons": (reason,)})


def keep_indications(area: Area, urn: str, *items: SchoolIndication) -> None:
    """Keep what is indicated for a school, as the command would."""
    stored = StoredIndications(
        area=area.slug, state=profile_state(area), as_of=services.today(), indications=items
    )
    keep_file(area, f"{urn}.indications.json", stored)
