"""What a school may be asked in a term, and what Stocktake itself asks, from a definition file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from stocktake.programmes.programme import Phase
from stocktake.programmes.terms import TermName
from stocktake.programmes.themes import DEFAULT, PACKAGE
from stocktake.standards.definition_faults import CrossFault, repeated_ids
from stocktake.standards.definitions import Definition, Source, load_folder
from stocktake.targets.fields import Id

FOLDER = "burden"


class OwnAsk(Definition):
    """What Stocktake asks of each school of some phases in some terms."""

    id: Id
    title: str
    terms: tuple[TermName, ...] = Field(min_length=1)
    phases: tuple[Phase, ...] = Field(min_length=1)
    visits_count: int = Field(default=0, ge=0)
    data_requests_count: int = Field(default=0, ge=0)
    days_out_count: int = Field(default=0, ge=0)
    minutes: int = Field(ge=0)


class BurdenRules(Definition):
    """The ceiling of a term, in asks and in minutes of the school's staff."""

    title: str
    source: Source
    asks_ceiling: int = Field(gt=0)
    minutes_ceiling: int = Field(gt=0)
    own_ask: tuple[OwnAsk, ...] = ()

    def cross_faults(self) -> Sequence[CrossFault]:
        """Ids given twice."""
        return tuple(repeated_ids(("own_ask",), [item.id for item in self.own_ask]))


def load_burden_rules(own_folder: Path | None = None) -> BurdenRules:
    """The rules; ``burden/default.toml`` of a place replaces them.

    Raises
    ------
    DefinitionError
        All the faults of the file together.

    Examples
    --------
    >>> load_burden_rules().asks_ceiling
    10
    """
    return _shipped() if own_folder is None else _load(own_folder)


@lru_cache(maxsize=1)
def _shipped() -> BurdenRules:
    return _load(None)


def _load(own_folder: Path | None) -> BurdenRules:
    definitions = load_folder(PACKAGE, FOLDER, BurdenRules, own_folder=own_folder, only=[DEFAULT])
    return definitions[DEFAULT].value
