"""Pages of pupil premium."""

from __future__ import annotations

from typing import Any

from stocktake.standards import academic_year_of, period_label
from stocktake_web import services
from stocktake_web.records.views import AreaPageView
from stocktake_web.schools.pupil_premium.expected import (
    expected_amount,
    financial_year_of,
    has_rates,
    premium_rates,
)
from stocktake_web.schools.pupil_premium.forms import PremiumForm
from stocktake_web.schools.pupil_premium.models import PupilPremium
from stocktake_web.schools.pupil_premium.queries import gaps_of, premium_lines
from stocktake_web.schools.school_pages import SchoolRowCreateView, SchoolRowUpdateView
from stocktake_web.schools.subject import find_of_school


class PremiumListView(AreaPageView):
    """Every school this year."""

    permission = "schools.see_all_support"
    template_name = "schools/pupil_premium/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The schools."""
        rates, year = premium_rates(self.area), academic_year_of(services.today())
        return super().get_context_data(**kwargs) | {
            "has_rates": has_rates(rates, year),
            "financial_year": financial_year_of(year),
            "lines": premium_lines(self.area),
            "breaks": rates.entitlement_break,
            "rates_source": rates.source.title,
            "year": period_label(year),
        }


class PremiumCreateView(SchoolRowCreateView):
    """Enter a year."""

    model = PupilPremium
    form_class = PremiumForm
    template_name = "schools/pupil_premium/form.html"
    success_message = "The pupil premium was entered."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The breaks."""
        breaks = premium_rates(self.area).entitlement_break
        return super().get_context_data(**kwargs) | {"breaks": breaks}


class PremiumUpdateView(SchoolRowUpdateView):
    """Change a year, or evaluate it with the gap in sight."""

    find = staticmethod(find_of_school(PupilPremium))
    model = PupilPremium
    form_class = PremiumForm
    template_name = "schools/pupil_premium/form.html"
    success_message = "The pupil premium was changed."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The gap, the amount that the rates bring, and the breaks."""
        rates = premium_rates(self.area)
        return super().get_context_data(**kwargs) | {
            "gaps": gaps_of(self.record.school),
            "expected": expected_amount(rates, self.record.school, self.record),
            "breaks": rates.entitlement_break,
        }
