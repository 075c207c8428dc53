"""What is wrong, or doubtful, about a promise."""

from __future__ import annotations

from typing import Literal

from stocktake.standards.definitions import Definition
from stocktake.standards.errors import Fault


class PromiseIssue(Definition):
    """One thing about a promise that cannot be meant, or that a person should confirm.

    Parameters
    ----------
    severity : str
        ``fault``: the target is refused, and is not judged. ``doubt``: it is judged as written, and
        a person should confirm that it is meant.
    key : str
        Key path that the author wrote, such as ``target[0].reading[1].level``.
    problem : str
        What is wrong, as a sentence without a full stop.
    expected, fix : str
        What would have been right, and what to write instead; may be empty.
    requirement : str
        Of a doubt, what the target asks for: ``requires at least 63.1% in 2024/25``.

    Examples
    --------
    >>> issue = PromiseIssue(severity="fault", key="target[0].level",
    ...     problem="900 is outside the unit", expected="a percentage from 0 to 100")
    >>> print(issue.as_fault("plan.toml"))
    plan.toml: target[0].level: 900 is outside the unit; expected a percentage from 0 to 100
    """

    severity: Literal["fault", "doubt"]
    key: str
    problem: str
    expected: str = ""
    fix: str = ""
    requirement: str = ""

    def as_fault(self, location: str) -> Fault:
        """The same in the form of any other fault of a file."""
        return Fault(f"{location}: {self.key}", self.problem, self.expected, self.fix)

    @property
    def sentence(self) -> str:
        """A doubt as a person reads it: the problem, then what the target requires."""
        return f"{self.key}: {self.problem}; {self.requirement or self.expected}"


def fault(key: str, problem: str, expected: str = "", fix: str = "") -> PromiseIssue:
    """A promise that cannot be meant."""
    return PromiseIssue(severity="fault", key=key, problem=problem, expected=expected, fix=fix)


def doubt(key: str, problem: str, requirement: str) -> PromiseIssue:
    """A promise that a person should confirm."""
    return PromiseIssue(severity="doubt", key=key, problem=problem, requirement=requirement)
