"""The other numbers of a school, and the schools it came from or became, found quickly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from stocktake.schools.profile.model import SchoolNumber
from stocktake.schools.register import SchoolRegister, school_identities
from stocktake.schools.register.plain_links import DATE, NEW, OLD, changed_links, plain_links

JOINED_LINK = "same school, other number"
PLANNED_LINK = "planned: becomes"


@dataclass(frozen=True)
class NumberLinks:
    """Links of all schools, prepared once.

    Parameters
    ----------
    identities : polars.DataFrame
        ``school_urn`` and ``identity_urn`` as known on the day.
    planned : dict
        What a number becomes by links that are dated later.
    dates : dict
        The day of each plain link, by its earlier and by its later number.
    changes : polars.DataFrame
        Mergers, amalgamations and splits.
    """

    identities: pl.DataFrame
    planned: dict[int, int]
    dates: dict[int, date | None]
    changes: pl.DataFrame

    @classmethod
    def of(cls, register: SchoolRegister, identities: pl.DataFrame) -> NumberLinks:
        """Prepare the links of a register."""
        later = school_identities(register.links, register.schools)
        ends = dict(later.select("school_urn", "identity_urn").iter_rows())
        current = identities["identity_urn"].unique().to_list()
        dates: dict[int, date | None] = {}
        for old, new, day in plain_links(register.links).select(OLD, NEW, DATE).iter_rows():
            dates.setdefault(new, day)
            dates[old] = day
        return cls(
            identities,
            {urn: ends[urn] for urn in current if ends.get(urn, urn) != urn},
            dates,
            changed_links(register.links),
        )

    def numbers_of(self, school_urn: int, names: dict[int, str | None]) -> tuple[SchoolNumber, ...]:
        """Every other number that is linked to a school's newest one, its own first."""
        rows = self.identities.filter(pl.col("identity_urn") == school_urn)
        own_urns = sorted({school_urn, *rows["school_urn"].to_list()})
        numbers = [
            self._number(urn, names, JOINED_LINK, is_joined=True)
            for urn in own_urns
            if urn != school_urn
        ]
        if school_urn in self.planned:
            planned_urn = self.planned[school_urn]
            numbers.append(self._number(planned_urn, names, PLANNED_LINK, is_joined=False))
        changes = self.changes.filter(pl.col(OLD).is_in(own_urns) | pl.col(NEW).is_in(own_urns))
        for row in changes.sort(DATE, OLD, NEW).iter_rows(named=True):
            is_old = row[OLD] in own_urns
            urn = row[NEW] if is_old else row[OLD]
            verb = "became part of" if is_old else "came out of"
            numbers.append(
                SchoolNumber(
                    school_urn=urn,
                    name=names.get(urn) or "",
                    link_type=f"{row['change']}: {verb}",
                    link_date=row[DATE],
                    is_joined=False,
                )
            )
        return tuple(numbers)

    def _number(
        self, urn: int, names: dict[int, str | None], link_type: str, *, is_joined: bool
    ) -> SchoolNumber:
        return SchoolNumber(
            school_urn=urn,
            name=names.get(urn) or "",
            link_type=link_type,
            link_date=self.dates.get(urn),
            is_joined=is_joined,
        )
