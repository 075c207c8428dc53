"""What one row of a workbook would do, as it is kept until somebody applies it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

RowChange = Literal["update", "plan", "risk", "new risk", "funding", "new funding"]
Effect = RowChange | Literal["fault", "conflict", "nothing"]
WAITING = ("fault", "conflict")
FORMER_KEYS = {"what": "effect", "words": "description"}
FORMER_VALUES = {
    "update": {"words": "text", "told_of": "effective_date"},
    "risk": {"words": "title"},
    "new risk": {"words": "title"},
}
"""Names under which earlier versions kept what a row sets."""


@dataclass(frozen=True)
class RowReport:
    """What one row would do.

    Parameters
    ----------
    effect : str
        ``update``, ``plan``, ``risk``, ``new risk``, ``funding`` or ``new funding``; ``fault``
        where something is wrong with it, ``conflict`` where it was changed on the page since,
        ``nothing`` where it is so already.
    key : str
        The id or number of what the row is about; empty for a new one.
    description : str
        What it does, for a person; of a row that waits, all that is wrong with it.
    values : dict
        What would be set; dates as ISO texts.
    cells : dict
        What the row holds, by column. Empty in what an earlier version kept.
    cell_faults : tuple of str
        What is wrong with cells that could not be read.
    faults : tuple of str
        Each thing that is wrong with a row that waits.
    is_applied : bool
        Whether the row was applied.
    """

    sheet: str
    row: int
    effect: Effect
    key: str
    description: str
    values: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    cell_faults: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    is_applied: bool = False

    @property
    def waits(self) -> bool:
        """Whether it cannot be taken as it is."""
        return self.effect in WAITING

    @property
    def can_be_taken(self) -> bool:
        """Whether it would change something, and may."""
        return not self.waits and self.effect != "nothing"

    def to_json(self) -> dict[str, Any]:
        """The row as it is kept."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> RowReport:
        """A row that was kept, by this version or an earlier one."""
        fields = {FORMER_KEYS.get(name, name): value for name, value in content.items()}
        former = FORMER_VALUES.get(fields["effect"], {})
        fields["values"] = {
            former.get(name, name): value for name, value in fields["values"].items()
        }
        for name in ("cell_faults", "faults"):
            fields[name] = tuple(fields.get(name, ()))
        return cls(**fields)
