"""What a person decided about a listed pupil, why, and how it can be contested."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, TypeAlias

from stocktake.pupils.early_support.ranking import EarlySupportList
from stocktake.standards.errors import UsageError

Outcome: TypeAlias = Literal["offer_support", "no_action", "ask_for_more"]
OUTCOMES: tuple[Outcome, ...] = ("offer_support", "no_action", "ask_for_more")

Contester: TypeAlias = Literal["young person", "parent or carer", "somebody acting for them"]
CONTESTERS: tuple[Contester, ...] = ("young person", "parent or carer", "somebody acting for them")


@dataclass(frozen=True)
class Contest:
    """That somebody contests a decision, and what came of it.

    Parameters
    ----------
    raised_on : datetime.date
    raised_by : str
        In which capacity; never a name.
    statement : str
        What they say.
    reviewed_by, reviewed_on, answer
        Empty until another professional has looked at it again.
    """

    raised_on: date
    raised_by: Contester
    statement: str = field(repr=False)
    reviewed_by: str = ""
    reviewed_on: date | None = None
    answer: str = field(default="", repr=False)


@dataclass(frozen=True)
class Decision:
    """A human decision about one listed pupil: the only thing that anything may follow from.

    Parameters
    ----------
    pupil : str
        Keyed pseudonym.
    outcome : str
    reason : str
        The professional's own; points are no reason.
    decided_by : str
        Id of the professional for whom the list was made.
    decided_on, expires_on : datetime.date
        It expires with the list.
    contest : Contest or None
    """

    pupil: str = field(repr=False)
    outcome: Outcome
    reason: str = field(repr=False)
    decided_by: str
    decided_on: date
    expires_on: date
    contest: Contest | None = None

    def may_be_acted_on(self, as_of: date) -> bool:
        """Whether support may follow from it on a day.

        Not before it was taken, not after it expires, and not while it is contested and nobody
        has looked again.
        """
        open_contest = self.contest is not None and self.contest.reviewed_on is None
        return self.decided_on <= as_of <= self.expires_on and not open_contest


def decide(
    shortlist: EarlySupportList,
    pupil: str,
    *,
    outcome: Outcome,
    reason: str,
    decided_by: str,
    decided_on: date,
) -> Decision:
    """Record what the professional decided about one pupil of the list.

    Parameters
    ----------
    shortlist : EarlySupportList
    pupil : str
        A pupil of the list.
    outcome : "offer_support", "no_action" or "ask_for_more"
    reason : str
        In the professional's words; never empty.
    decided_by : str
        Must be the professional for whom the list was made.
    decided_on : datetime.date
        While the list holds.

    Returns
    -------
    Decision

    Raises
    ------
    UsageError
        Somebody else decides, without a reason, after the list expired, about a pupil who is not
        on it, or to an outcome that there is not. The message names no pupil.

    Examples
    --------
    >>> from stocktake.pupils.early_support import ListedPupil, Professional
    >>> ranked = EarlySupportList(
    ...     Professional("pastoral-lead", 900001), "Risk of NEET", date(2026, 1, 5),
    ...     date(2027, 1, 5), (), (ListedPupil("a", 5, "substantial", (), ()),),
    ... )
    >>> taken = decide(
    ...     ranked, "a", outcome="offer_support", reason="Asked for it when we spoke.",
    ...     decided_by="pastoral-lead", decided_on=date(2026, 1, 6),
    ... )
    >>> taken.may_be_acted_on(date(2026, 2, 1)), taken.may_be_acted_on(date(2027, 2, 1))
    (True, False)
    """
    if decided_by != shortlist.professional.id:
        raise UsageError("only the professional for whom the list was made may decide upon it")
    if not shortlist.made_on <= decided_on <= shortlist.expires_on:
        raise UsageError(
            f"the list may be used from {shortlist.made_on} to {shortlist.expires_on}, not on "
            f"{decided_on}; make a new one"
        )
    if outcome not in OUTCOMES:
        raise UsageError(f"unknown outcome {outcome!r}; expected one of {', '.join(OUTCOMES)}")
    if not reason.strip():
        raise UsageError("a decision needs the professional's own reason; write it down")
    if all(pupil != item.pupil for item in shortlist.pupils):
        raise UsageError("that pupil is not on the list; expected one who is")
    return Decision(pupil, outcome, reason.strip(), decided_by, decided_on, shortlist.expires_on)


def contest(
    decision: Decision, *, raised_by: Contester, statement: str, raised_on: date
) -> Decision:
    """Record that a decision is contested: nothing follows from it until it is looked at again.

    Raises
    ------
    UsageError
        Nothing is stated, or it was contested before and nobody has answered yet.
    """
    if raised_by not in CONTESTERS:
        raise UsageError(f"unknown capacity; expected one of {', '.join(CONTESTERS)}")
    if not statement.strip():
        raise UsageError("say what is contested, in the words of whoever contests it")
    if decision.contest is not None and decision.contest.reviewed_on is None:
        raise UsageError("the decision is contested already and waits to be looked at again")
    return replace(decision, contest=Contest(raised_on, raised_by, statement.strip()))


def review(
    decision: Decision, *, outcome: Outcome, answer: str, reviewed_by: str, reviewed_on: date
) -> Decision:
    """Record what another professional decided on looking again; the contest stays next to it.

    Raises
    ------
    UsageError
        It is not contested, the same professional looks again, or there is no answer.
    """
    if decision.contest is None or decision.contest.reviewed_on is not None:
        raise UsageError("there is no open contest to look at")
    if not reviewed_by.strip() or reviewed_by == decision.decided_by:
        raise UsageError("another professional than the one who decided must look again")
    if outcome not in OUTCOMES:
        raise UsageError(f"unknown outcome {outcome!r}; expected one of {', '.join(OUTCOMES)}")
    if not answer.strip():
        raise UsageError("whoever contests a decision is owed an answer; write it down")
    decided_pupil = replace(
        decision.contest,
        reviewed_by=reviewed_by,
        reviewed_on=reviewed_on,
        answer=answer.strip(),
    )
    return replace(decision, outcome=outcome, contest=decided_pupil)
