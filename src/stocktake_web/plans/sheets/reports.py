"""What one row of a workbook would do, as it is kept until somebody applies it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Effect = Literal["update", "plan", "risk", "new risk", "fault"]
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
        ``update``, ``plan``, ``risk``, ``new risk`` or ``fault``.
    key : str
        The id or number of what the row is about; empty for a new one.
    description : str
        What it does, or all that is wrong with it, for a person.
    values : dict
        What would be set; dates as ISO texts.
    """

    sheet: str
    row: int
    effect: Effect
    key: str
    description: str
    values: dict[str, Any] = field(default_factory=dict)

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
        return cls(**fields)
