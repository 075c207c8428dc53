"""Whether enough voting members are in the room. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake_web.formats import counted


@dataclass(frozen=True)
class Quorum:
    """A quorum and how many count towards it.

    Parameters
    ----------
    required_count : int
        Voting members needed.
    present_count : int
        Voting members in the room for this, those who withdrew left out.
    voting_count : int
        Voting members in term.
    """

    required_count: int
    present_count: int
    voting_count: int

    @property
    def is_met(self) -> bool:
        """Whether decisions can be made."""
        return self.present_count >= self.required_count

    @property
    def refusal(self) -> str:
        """Why a meeting with so few voting seats cannot be opened; empty where it can.

        Examples
        --------
        >>> Quorum(3, 0, 2).refusal
        'The quorum is 3 voting members and only 2 have a seat on the day. Add seats, or lower \
the quorum of the meeting, before you open it.'
        >>> Quorum(3, 0, 3).refusal
        ''
        """
        if self.required_count <= self.voting_count:
            return ""
        seats = {0: "nobody has", 1: "only 1 has"}.get(
            self.voting_count, f"only {self.voting_count} have"
        )
        return (
            f"The quorum is {counted(self.required_count, 'voting member')} and {seats} a seat on "
            "the day. Add seats, or lower the quorum of the meeting, before you open it."
        )

    @property
    def sentence(self) -> str:
        """The quorum in a sentence."""
        counts = (
            f"{self.present_count} of {self.voting_count} voting members present, "
            f"{self.required_count} needed"
        )
        return f"{counts}: quorate." if self.is_met else f"{counts}: not quorate."


def quorum(*, voting: int, present: int, count: int, percent: int) -> Quorum:
    """The quorum of a meeting or of one of its items.

    Parameters
    ----------
    voting : int
        Seats of members and chair in term on the day.
    present : int
        Their people in the room.
    count : int
        At least so many, whatever the size of the body.
    percent : int
        And at least this share of the voting seats, rounded up.

    Examples
    --------
    >>> quorum(voting=10, present=4, count=3, percent=34).required_count
    4
    >>> quorum(voting=5, present=2, count=3, percent=0).sentence
    '2 of 5 voting members present, 3 needed: not quorate.'
    """
    share = -(-voting * percent // 100)
    return Quorum(max(count, share), present, voting)
