"""The record of a release: by which rules, for whom, what was hidden and how far it held.

Anybody may read a record. It never holds a figure that the release hides, nor a reason that would
give one away: zeros and small counts are one reason, since "one zero hidden" is a figure.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from stocktake.disclosure.policy import Policy
from stocktake.disclosure.register_files import read_json
from stocktake.standards.errors import Fault, UsageError

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ROLE = re.compile(r"[a-z0-9]+([:_-][a-z0-9]+)*")

REASONS = {
    "count": "small count",
    "zero": "small count",
    "extreme percentage": "small count",
    "whole group": "small count",
    "dominance": "few contributors",
    "p-percent": "few contributors",
    "few behind a mean": "few behind a mean",
}
"""What a record calls the rules."""


@dataclass(frozen=True)
class Recall:
    """That a release was taken back; what was out stays known.

    Parameters
    ----------
    record : str
    reason, by : str
        ``by`` is a role or an account's id.
    as_of : date
    """

    record: str
    reason: str
    by: str
    as_of: date


@dataclass(frozen=True)
class Approval:
    """That a second person lets a table out.

    Parameters
    ----------
    by : str
        A role or an account's id.
    reason : str
    sha256 : str
        Of the printed table that the person saw; another one is not let out.
    exceptions : mapping of str to str
        Reasons by the check that asked for one.
    """

    by: str
    reason: str
    sha256: str
    exceptions: Mapping[str, str]


@dataclass(frozen=True)
class Proof:
    """How it was proved that hidden figures stay hidden.

    Parameters
    ----------
    arithmetic : str
        ``integer``: in whole numbers; ``linear`` where sums that are no counts are among them.
    linked_count : int
        Figures that hang together: hidden, or never printed but derivable.
    tables_count : int
        Other tables that agree with everything printed.
    contributors_count : int
        Who was considered besides the outsider, by their own figures.
    contributors : str
        Against which of them it holds, in words.
    """

    arithmetic: str
    linked_count: int
    tables_count: int
    contributors_count: int
    contributors: str


@dataclass(frozen=True)
class Record:
    """What was decided about one table.

    Parameters
    ----------
    id : str
        ``<name>/<date>-<first 12 of sha256>``.
    name : str
        Of the table, in lower case with hyphens; releases of one name are one stream.
    number : int
        Place in the register, from 1.
    as_of : date
    requested_by : str
        A role or an account's id, never a name.
    policy, policy_version, policy_sha256 : str
        Which rules, and a digest of all of them.
    method : str
        ``suppress`` or ``round``.
    structure : dict
        The table's structure as printed.
    cells_count : int
        Cells of the printed table, percentages and means among them.
    hidden_before_count : int
        Cells that an earlier release hides.
    revised_count : int
        Printed cells that an earlier release gave another figure.
    attacked_with : tuple of str
        Earlier releases compared with this one.
    attacked_count : int
        Hidden or rounded cells for which bounds were derived, never printed ones among them.
    least_width : float or None
        The narrowest bounds of a cell hidden for its own sake; None where there is none, or
        nothing limits them.
    sha256 : str
        Of the printed table's CSV file.
    previous_sha256 : str
        Of the record before it in the register; empty for the first.
    figures_kept : bool
        Whether the register keeps the true figures, sealed; an earlier version kept none.
    approved_by, approval_reason : str
        Who let it out after it had waited in the queue, and why; empty where nobody was asked.
    exceptions : mapping of str to str
        Why it was let out nevertheless, by the check that asked.
    zeros : str
        ``shown``, or ``hidden`` where a hidden count may be none.
    proof : Proof or None
        How it was proved that nothing is uncovered; None in records of an earlier version, and
        where figures are rounded.
    not_promised : tuple of str
        Figures that earlier releases, a relation declared since or a stricter policy leave
        uncovered, whatever this table hides.
    corrects : tuple of str
        Recalled releases of which it replaces figures.
    plan : str
        Id of the plan that it was proved with; empty for a table by itself.
    notices : tuple of str
        What whoever releases should know, in words.
    not_compared : dict of str to str, optional
        Releases of the register that do not bear on this one, and why; None in records of
        versions that did not say.
    hidden_total : int or None
        Printed cells that are hidden; None in records of a version that counted them by reason.
    reasons : tuple of str
        Why cells are hidden for their own sake; not how many for each.
    hidden_primary : dict of str to int
        By reason, in records of that version.
    hidden_secondary_count : int
        The others, in records of that version.
    """

    id: str
    name: str
    number: int
    as_of: date
    requested_by: str
    policy: str
    policy_version: str
    policy_sha256: str
    method: str
    structure: Mapping[str, Any]
    cells_count: int
    hidden_before_count: int
    revised_count: int
    attacked_with: tuple[str, ...]
    attacked_count: int
    least_width: float | None
    sha256: str
    previous_sha256: str = ""
    figures_kept: bool = False
    approved_by: str = ""
    approval_reason: str = ""
    exceptions: Mapping[str, str] = field(default_factory=dict)
    zeros: str = "shown"
    proof: Proof | None = None
    not_promised: tuple[str, ...] = ()
    corrects: tuple[str, ...] = ()
    plan: str = ""
    notices: tuple[str, ...] = ()
    not_compared: Mapping[str, str] | None = None
    hidden_total: int | None = None
    reasons: tuple[str, ...] = ()
    hidden_primary: Mapping[str, int] = field(default_factory=dict)
    hidden_secondary_count: int = 0
    recall: Recall | None = field(default=None, compare=False)

    @property
    def hidden_count(self) -> int:
        """Printed cells that are hidden, for whatever reason."""
        if self.hidden_total is not None:
            return self.hidden_total
        return sum(self.hidden_primary.values()) + self.hidden_secondary_count

    @property
    def hidden_words(self) -> str:
        """How many figures are hidden and why, in a sentence that says of no one for which reason.

        How many are hidden for their own sake is a figure too: where three parts of 24 are all
        small, each is at least 6.
        """
        figures = f"{self.cells_count:,} figure{'' if self.cells_count == 1 else 's'}"
        if not self.hidden_count:
            return f"All of its {figures} are shown."
        verb = "is" if self.hidden_count == 1 else "are"
        reasons = " or ".join((*self.reasons, "so that another cannot be worked out"))
        return f"Of {figures} {self.hidden_count:,} {verb} hidden: {reasons}."


def record_text(record: Record) -> str:
    """A record as JSON, the same bytes for the same record; recalls are kept next to it."""
    content = asdict(record)
    del content["recall"]
    by_reason = ("hidden_primary", "hidden_secondary_count")
    for name in by_reason if record.hidden_total is not None else ("hidden_total", "reasons"):
        del content[name]
    if record.not_compared is None:
        del content["not_compared"]
    content["as_of"] = record.as_of.isoformat()
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def parse_record(text: str) -> Record:
    """Read what :func:`record_text` wrote.

    Raises
    ------
    ValueError
        For anything else; KeyError and TypeError likewise.
    """
    content = read_json(text)
    if strangers := content.keys() - {item.name for item in fields(Record)}:
        raise ValueError(f"{len(strangers)} keys are none of a record")
    if content.get("proof") is not None:
        content["proof"].pop("questions_count", None)
    return _RECORD.validate_json(json.dumps(content), strict=True)


def parse_recall(text: str) -> Recall:
    """Read a recall as the register keeps it, in JSON.

    Raises
    ------
    ValueError
        It is something else.
    """
    read_json(text)
    return _RECALL.validate_json(text, strict=True)


_RECORD, _RECALL = TypeAdapter(Record), TypeAdapter(Recall)


def policy_digest(policy: Policy) -> str:
    """Digest of everything that a policy says."""
    policy_text = json.dumps(policy.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(policy_text.encode("utf-8")).hexdigest()


def check_words(name: str, requested_by: str) -> None:
    """Refuse names of tables that are no folder's, and askers that are no role.

    Raises
    ------
    UsageError
        With both faults.
    """
    faults = []
    if not NAME.fullmatch(name):
        expected = "lower-case letters, digits and hyphens, such as absence-by-ward"
        faults.append(Fault("name", "is no name for a table", expected))
    if not ROLE.fullmatch(requested_by):
        expected = "a role or an account's id, such as data-lead or account:17; no person's name"
        faults.append(Fault("requested_by", "is no role", expected))
    if faults:
        raise UsageError("the release cannot be recorded", faults)
