"""What an indicator is: its series, which way is better, and the years that stand apart."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from second_judge.lait_file import year_of

OPPOSITE = {"better": "worse", "worse": "better", "unknown": "unknown"}


@dataclass(frozen=True)
class Indicator:
    """One indicator and one of its groups; years are those in which an academic year ends."""

    id: str
    series: tuple[str, ...]
    better: str
    kind: str
    flatters: dict[int, str] = field(default_factory=dict)
    breaks: tuple[int, ...] = ()
    unpublished: frozenset[int] = frozenset()
    months_to_publication: int = 12
    discontinued: bool = False

    def arrangements(self, year: int, baseline: int | None) -> str | None:
        """Which way the figure of a year looks, compared with that of its baseline."""
        ways = []
        if year in self.flatters:
            ways.append(self.flatters[year])
        if baseline is not None:
            if baseline in self.flatters:
                ways.append(OPPOSITE[self.flatters[baseline]])
            if any(baseline < first <= year for first in self.breaks):
                ways.append("unknown")
        if not ways:
            return None
        return ways[0] if len(set(ways)) == 1 else "unknown"


def read_indicators(folder: Path, dictionary: Any) -> dict[tuple[str, str], Indicator]:
    """Every curated indicator by id and group, and every series of the file by its own name."""
    facts = {row["series"]: row for row in dictionary.iter_rows(named=True)}
    indicators = {}
    for series, row in facts.items():
        name = f"lait:{series}"
        indicators[name, "all"] = Indicator(
            name, (series,), row["better"], row["kind"], discontinued=row["discontinued"]
        )
    for path in sorted(folder.rglob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        for group, series_rows in [("all", content["series"])] + [
            (group["id"], group["series"]) for group in content.get("group", [])
        ]:
            series = tuple(
                row["series"].removeprefix("lait:")
                for row in series_rows
                if row["series"].startswith("lait:")
            )
            if series:
                indicators[path.stem, group] = read_definition(
                    path.stem, content, series, facts[series[0]]
                )
    return indicators


def read_definition(
    id: str, content: dict[str, Any], series: tuple[str, ...], facts: dict[str, Any]
) -> Indicator:
    """An indicator from its definition file and the dictionary's row of its first series."""
    kind = content.get("kind_of_year", facts["kind"])
    special = content.get("special_year", [])
    return Indicator(
        id,
        series,
        content["better"],
        kind,
        flatters={
            own_year(row["period"], kind): row["flatters"]
            for row in special
            if row.get("published", True)
        },
        breaks=tuple(own_year(row["period"], kind) for row in content.get("break", [])),
        unpublished=frozenset(
            own_year(row["period"], kind) for row in special if not row.get("published", True)
        ),
        months_to_publication=content.get("months_to_publication", 12),
        discontinued=facts["discontinued"],
    )


def own_year(period: str, kind: str) -> int:
    """The academic year of an indicator's own period, which may be named by one year."""
    if len(period) == 6:
        return year_of(period)
    return int(period) + (kind in ("Calendar year", "September"))
