"""What waits for a person, gathered from the apps that register ``tasks``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.people.models import User
from stocktake_web.formats import day
from stocktake_web.registration import registered


@dataclass(frozen=True)
class Task:
    """Something that waits for a person.

    Parameters
    ----------
    words : str
        What to do, as an instruction: "Update the activity ...".
    url : str
        Where to do it.
    reason : str
        Why it waits for this person.
    due : date, optional
        By when.
    late : bool
        Whether that day has passed.
    """

    words: str
    url: str
    reason: str = ""
    due: date | None = None
    late: bool = False

    @property
    def hint(self) -> str:
        """By when, and why it waits for this person, as the list shows it."""
        is_said = self.due is not None and day(self.due) in self.reason
        due = f"Due {day(self.due)}" if self.due and not is_said else ""
        return ". ".join(filter(None, (due, self.reason.removesuffix("."))))


def tasks_of(user: User, area: Area, moment: datetime) -> list[Task]:
    """Everything that waits for a person: late first, then by day, then what has none."""
    result = [task for app_tasks in registered("tasks") for task in app_tasks(user, area, moment)]
    return sorted(result, key=lambda task: (not task.late, task.due or date.max, task.words))
