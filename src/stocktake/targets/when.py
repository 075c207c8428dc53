"""When a target is judged: at the earlier of the due year and the year asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stocktake.standards.periods import academic_year_of
from stocktake.targets.schema import Target


@dataclass(frozen=True)
class When:
    """By when a target is due and when it is judged: academic years, six digits."""

    due: str | None
    at: str

    @property
    def reached(self) -> bool:
        """Whether the due year is reached."""
        return self.due is not None and self.due <= self.at

    @property
    def judged_at(self) -> str:
        """The earlier of the due year and the year asked for."""
        return min(self.due, self.at) if self.due else self.at


def when_of(target: Target, at: str) -> When:
    """When a target is due and judged.

    Parameters
    ----------
    target : Target
        ``due`` is an academic year, or a year of another kind named by the one in which it ends;
        without it ``due_date`` says.
    at : str
        The academic year asked for.

    Examples
    --------
    >>> target = Target(id="neet", title="NEET", kind="all_of", due="2021", part=(
    ...     Target(id="known", title="Known", kind="level", comparison="below", level=5),))
    >>> when_of(target, "201920")
    When(due='202021', at='201920')
    """
    due = target.due
    if due is None and target.due_date is not None:
        due = academic_year_of(target.due_date)
    if due is not None and len(due) == 4:
        due = academic_year_of(date(int(due), 8, 31))
    return When(due, at)
