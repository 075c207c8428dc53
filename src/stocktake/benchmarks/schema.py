"""What a definition file of a composite index may say."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from stocktake.standards.definitions import Definition, Source

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Weight = Annotated[float, Field(gt=0)]


class Stage(Definition):
    """A life stage and its weight in the whole; only the proportions of weights matter."""

    id: Text
    weight: Weight


class Part(Definition):
    """An indicator of a stage, its direction, and its weight within the stage."""

    indicator: Text
    group: Text = "all"
    stage: Text
    better: Literal["higher", "lower"]
    weight: Weight


class Composite(Definition):
    """A composite index: what goes in, with which weights, and what a missing figure means.

    Parameters
    ----------
    title : str
    claim : str
        What the index says and does not say, shown wherever a score is.
    missing : "leave-out-place" or "use-known-parts"
        Whether a place with any figure missing has no score, or is scored on the rest.
    least_known_share : float
        With ``use-known-parts``: how much of every stage's weight must be known, above 0 to 1.
    """

    title: Text
    claim: Text
    missing: Literal["leave-out-place", "use-known-parts"]
    least_known_share: float = Field(default=1.0, gt=0, le=1)
    stage: tuple[Stage, ...] = Field(min_length=1)
    part: tuple[Part, ...] = Field(min_length=1)
    source: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _stages_and_parts_fit(self) -> Self:
        stages = [stage.id for stage in self.stage]
        if len(stages) != len(set(stages)):
            raise ValueError("stage ids must be unique")
        unknown = sorted({part.stage for part in self.part} - set(stages))
        if unknown:
            raise ValueError(f"a part names the stage {unknown[0]!r}, which is not declared")
        empty = sorted(set(stages) - {part.stage for part in self.part})
        if empty:
            raise ValueError(f"the stage {empty[0]!r} has no part")
        parts = [(part.indicator, part.group) for part in self.part]
        if len(parts) != len(set(parts)):
            raise ValueError("an indicator and group may be one part only")
        return self
