"""The school years at which a plan may be judged."""

from __future__ import annotations

from datetime import date

from stocktake.plan.schema import Plan
from stocktake.standards.periods import academic_year_of, period_label


def school_years(plan: Plan, until: date) -> list[tuple[str, str]]:
    """School years at which a plan may be judged, as code and label, the latest first.

    From the plan's first year to the one in which a day lies.
    """
    first, last = int(plan.period.first[:4]), int(academic_year_of(until)[:4])
    codes = [f"{year}{(year + 1) % 100:02d}" for year in range(last, first - 1, -1)]
    return [(code, period_label(code)) for code in codes]
