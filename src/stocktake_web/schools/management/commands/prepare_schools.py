"""``stocktake-web prepare_schools``: makes what pages read of every school of every place."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from stocktake_web import services
from stocktake_web.accounts.areas.queries import areas
from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.schools.hand_over.actions import hand_over_records
from stocktake_web.services.school_grades import make_grades
from stocktake_web.services.school_histories import continued_numbers, make_histories
from stocktake_web.services.school_indications import make_indications
from stocktake_web.services.school_inspections import make_inspections
from stocktake_web.services.school_profiles import make_profiles
from stocktake_web.services.school_suggestions import make_suggestions
from stocktake_web.services.teacher_supply import make_teacher_supply


class Command(BaseCommand):
    """Compare the schools of each place with every other of the country, and keep what is found."""

    help = "Make what pages say of schools; run it after loading files about schools, and nightly."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them place by place: the tables of all schools are read once for each."""
        for area in areas():
            today = services.today()
            self._hand_over(area, today)
            # A school that has another number now is prepared under that one.
            rows = School.objects.filter(area=area, continued_urn="").values_list("urn", flat=True)
            urns = sorted(int(urn) for urn in rows if urn.isdigit())
            # The register knows schools of a place that nobody entered: their shares are shown.
            make_grades(area, as_of=today)
            if not urns:
                self.stdout.write(f"{area.name}: no schools are loaded")
                continue
            made_count = sum(1 for _ in make_profiles(area, urns, as_of=today))
            self.stdout.write(f"{area.name}: {made_count} of {len(urns)} schools have a profile")
            make_teacher_supply(area, urns)
            make_inspections(area, urns)
            for _ in make_suggestions(area, urns, as_of=today):
                pass
            make_histories(area, urns, as_of=today)
            make_indications(area, urns, as_of=today)

    def _hand_over(self, area: Area, today: date) -> None:
        """Let the record of a school that has another number now be read under that one."""
        rows = School.objects.filter(area=area).values_list("urn", flat=True)
        urns = {int(urn) for urn in rows if urn.isdigit()}
        numbers = continued_numbers(area, urns, as_of=today)
        if numbers is None:
            # Without the register's links nothing is known, and nothing is taken back.
            return
        steps = {str(urn): (str(step.urn), step.since) for urn, step in numbers.items()}
        count = hand_over_records(area=area, actor=None, steps=steps)
        if count:
            self.stdout.write(f"{area.name}: the numbers of {count} schools were followed")
