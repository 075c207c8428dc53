"""What is counted for each kind of record, and where it is: read from ``sources.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict


class RecordSource(BaseModel):
    """Where the records of a kind are.

    Parameters
    ----------
    description : str
        What is counted, as a reader may check it; of a kind that is not kept, that it is not.
    page, permission : str
        The view that shows the records, and what is needed to open it; empty where none are kept.
    guide : str
        The how-to page that says how such a record is made.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str
    description: str
    page: str = ""
    permission: str = ""
    guide: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether there are such records here at all."""
        return bool(self.page)


@cache
def record_sources() -> dict[str, RecordSource]:
    """Every kind of record that is counted or known not to be kept, by its id."""
    text = (files(__package__) / "sources.toml").read_text(encoding="utf-8")
    rows = (RecordSource.model_validate(row) for row in tomllib.loads(text)["source"])
    return {row.kind: row for row in rows}
