"""What a publisher has decided may not leave: thresholds, bases and costs, as data.

A policy is a definition file, so that a head of service can read and change it in a meeting; the
calculation knows none of its numbers.
"""

from __future__ import annotations

from math import inf, log1p
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from stocktake.disclosure.cells import Cell
from stocktake.disclosure.declarations import Text
from stocktake.standards.definitions import Definition, Source, load_folder
from stocktake.standards.errors import UsageError, nearest

DEFAULT_POLICY = "stocktake_default"


class Dominance(Definition):
    """The (n, k) rule: the ``largest_count`` largest contributors make up more than a share.

    Parameters
    ----------
    largest_count : int
    share_percent : float
        Of the cell's figure; above it the cell is hidden.
    """

    largest_count: Annotated[int, Field(ge=1)]
    share_percent: Annotated[float, Field(gt=0, le=100)]


class Weights(Definition):
    """What it costs to hide a further cell: small inner cells cheap, totals dear.

    Parameters
    ----------
    total_factor : float
        By which a cell's cost is multiplied for every dimension in which it is a total.
    headline : str
        ``forbidden``, or ``dear`` (multiplied once more), for totals that are part of nothing.
    """

    total_factor: Annotated[float, Field(ge=1)] = 4.0
    headline: Literal["forbidden", "dear"] = "dear"


class Policy(Definition):
    """When a figure is hidden, and how surely it must stay so.

    Parameters
    ----------
    title : str
    version : str
        Changes whenever a rule changes; a release record quotes it.
    threshold : int
        Counts below it are hidden.
    zeros : str
        ``shown``, or ``hidden`` as any other count below the threshold.
    method : str
        ``suppress`` or ``round``.
    rounding_base : int, optional
        To which counts are rounded where the method is to round.
    dominance : Dominance, optional
        For sums of few contributors' figures.
    p_percent : float, optional
        Hidden where the largest contribution can be estimated to within this share of itself by
        the second largest contributor.
    percent_extremes : str
        ``hidden`` where a percentage of 0 or 100 tells something of every member of a group.
    whole_groups : str
        ``hidden`` where counts that tell an attribute of a whole group (all 24 pupils of a school
        are on support) are protected like percentages of 100. No published practice asks for it,
        so that it is ``shown`` unless a place decides otherwise; a release says where it happens.
    mean_minimum_count : int
        Means of fewer pupils are hidden.
    sum_protection_percent : float
        How far an outsider must be kept from a hidden sum, each way, as a share of it.
    insiders : bool
        Whether those who know their own figures (a school, the only contributor) must be kept from
        their neighbours' too.
    weights : Weights
    source : tuple of Source

    Examples
    --------
    >>> policy = load_policy("stocktake_default")
    >>> policy.threshold, policy.zeros
    (10, 'shown')
    """

    title: Text
    version: Text
    threshold: Annotated[int, Field(ge=2)]
    zeros: Literal["shown", "hidden"] = "shown"
    method: Literal["suppress", "round"] = "suppress"
    rounding_base: Annotated[int, Field(ge=2)] | None = None
    dominance: Dominance | None = None
    p_percent: Annotated[float, Field(gt=0, le=100)] | None = None
    percent_extremes: Literal["shown", "hidden"] = "hidden"
    whole_groups: Literal["shown", "hidden"] = "shown"
    mean_minimum_count: Annotated[int, Field(ge=1)] = 10
    sum_protection_percent: Annotated[float, Field(gt=0, le=100)] = 10.0
    insiders: bool = True
    weights: Weights = Weights()
    source: tuple[Source, ...] = ()

    @model_validator(mode="after")
    def _base_is_there(self) -> Self:
        if self.method == "round" and self.rounding_base is None:
            raise ValueError("method round needs a rounding_base")
        return self

    def weight(self, cell: Cell, *, tied: bool = False) -> float:
        """What it costs to hide a cell; infinite where it is forbidden.

        A cell that is never printed costs nothing, unless it is ``tied`` to a printed percentage.
        """
        if cell.state not in ("shown", "rounded") and not tied:
            return 0.0
        if cell.headline and self.weights.headline == "forbidden":
            return inf
        height = cell.depth + (1 if cell.headline else 0)
        return (1.0 + log1p(abs(cell.value or 0.0))) * self.weights.total_factor**height


def hides_zeros(policy: Policy) -> bool:
    """Whether a hidden count may be none for all that anybody knows."""
    return policy.zeros == "hidden" or policy.whole_groups == "hidden"


def load_policies(own_folder: Path | None = None) -> dict[str, Policy]:
    """Every policy that ships, and a place's own instead of those of the same id.

    Parameters
    ----------
    own_folder : path, optional
        A folder that holds ``policies/<id>.toml``.

    Raises
    ------
    DefinitionError
        With every fault of every file.
    """
    definitions = load_folder("stocktake.disclosure", "policies", Policy, own_folder=own_folder)
    return {name: policy.value for name, policy in definitions.items()}


def load_policy(name: str, *, own_folder: Path | None = None) -> Policy:
    """One policy by its id.

    Raises
    ------
    UsageError
        Where there is none of that name.
    """
    policies = load_policies(own_folder)
    if name not in policies:
        policy_names = ", ".join(policies)
        hint = nearest(name, policies)
        raise UsageError(
            f"no policy {name!r}; known: {policy_names}" + (f"; {hint}" if hint else "")
        )
    return policies[name]
