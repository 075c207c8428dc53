"""What a rule is, and the table in which every rule is registered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

import polars as pl

from stocktake.sources.pupils.schema import Layout

Severity: TypeAlias = Literal["error", "query"]

Failing: TypeAlias = tuple[str, "pl.Expr | pl.Series"]
"""A column, and for each row whether it fails there; null counts as passing."""


@dataclass(frozen=True, repr=False)
class RuleContext:
    """What a rule looks at.

    Parameters
    ----------
    table : str
        Name of the layout.
    layout : Layout
    rows : polars.DataFrame
        The rows that are judged.
    tables : mapping of str to polars.DataFrame
        All the tables that came together, this one included.
    as_of : date or None
        The day after which nothing can have happened yet; None where it is not known.
    """

    table: str
    layout: Layout
    rows: pl.DataFrame
    tables: Mapping[str, pl.DataFrame]
    as_of: date | None = None
    _repeats: dict[tuple[str, ...], bool] = field(default_factory=dict, init=False)

    def has_columns(self, *columns: str) -> bool:
        """Whether the rows have all of these columns."""
        return set(columns) <= set(self.rows.columns)

    def hashes_repeat(self, columns: tuple[str, ...]) -> bool:
        """Whether some combination of values may stand twice; False is certain."""
        if columns not in self._repeats:
            digest = pl.col(columns[0]).hash(0)
            for seed, column in enumerate(columns[1:], start=1):
                digest = digest ^ pl.col(column).hash(seed)
            distinct = self.rows.select(digest.n_unique()).item()
            self._repeats[columns] = distinct < self.rows.height
        return self._repeats[columns]

    def __repr__(self) -> str:
        return f"Checked({self.table!r}, {self.rows.height} rows)"


Finder: TypeAlias = Callable[[RuleContext], Iterator[Failing]]


@dataclass(frozen=True)
class Rule:
    """One thing that a row of pupil data must satisfy.

    Parameters
    ----------
    id : str
        The official number of the rule where there is one, otherwise our own: ``R-021``.
    statement : str
        What is true of a row that passes.
    severity : str
        ``error``: the row is set aside. ``query``: the row stays, and somebody should look.
    tables : tuple of str
        The tables that it is about; empty for every table with fitting columns.
    needs : tuple of str
        Other tables without which it cannot be applied.
    needs_day : bool
        Whether it cannot be applied without ``as_of``.
    source : str
        The return whose validation rule it is; empty for our own.
    find : callable
        Yields the failing rows, column by column.
    """

    id: str
    statement: str
    severity: Severity
    tables: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    needs_day: bool = False
    source: str = ""
    find: Finder = field(repr=False, default=lambda _: iter(()))

    @property
    def official(self) -> bool:
        """Whether the number is that of a published validation rule."""
        return bool(self.source)


RULES: dict[str, Rule] = {}
"""Every rule by its id."""


def rule(
    identity: str,
    condition: str,
    *,
    severity: Severity = "error",
    tables: tuple[str, ...] = (),
    needs: tuple[str, ...] = (),
    needs_day: bool = False,
    source: str = "",
) -> Callable[[Finder], Finder]:
    """Register the function below as the rule of this id."""

    def register(find: Finder) -> Finder:
        if identity in RULES:
            raise ValueError(f"two rules are called {identity}")
        RULES[identity] = Rule(
            identity, condition, severity, tables, needs, needs_day, source, find
        )
        return find

    return register


def rules_for(table: str) -> Iterator[Rule]:
    """The rules that a table is judged by, in order of their numbers."""
    fitting = (rule for rule in RULES.values() if not rule.tables or table in rule.tables)
    return iter(sorted(fitting, key=lambda rule: rule.id))
