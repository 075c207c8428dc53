"""The groups of pupils for which published files print results, and their columns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SecondaryGroup:
    """A group at the end of key stage 4.

    Parameters
    ----------
    id : str
    count : str
        Column of the number of pupils.
    suffix : str
        Of the columns of Attainment 8 and Progress 8.
    basics : str
        Beginning of the columns of English and mathematics; empty where there are none.
    """

    id: str
    count: str
    suffix: str
    basics: str = ""


DISADVANTAGED = SecondaryGroup("disadvantaged", "TFSM6CLA1A", "FSM6CLA1A", "PTFSM6CLA1ABASICS")
NOT_DISADVANTAGED = SecondaryGroup("other", "TNOTFSM6CLA1A", "NFSM6CLA1A", "PTNOTFSM6CLA1ABASICS")
BOYS = SecondaryGroup("boys", "BPUP", "BOYS", "PBL2BASICS")
GIRLS = SecondaryGroup("girls", "GPUP", "GIRLS", "PGL2BASICS")
LOW = SecondaryGroup("low_prior", "TPRIORLO", "LO", "PTBASICSLO")
MIDDLE = SecondaryGroup("middle_prior", "TPRIORAV", "AV", "PTBASICSAV")
HIGH = SecondaryGroup("high_prior", "TPRIORHI", "HI", "PTBASICSHI")
NOT_MOBILE = SecondaryGroup("not_mobile", "TNMOB", "NMOB")

PARTITIONS = ((DISADVANTAGED, NOT_DISADVANTAGED), (BOYS, GIRLS), (LOW, MIDDLE, HIGH))
"""Groups that together are all pupils."""
SECONDARY_GROUPS = (*(group for groups in PARTITIONS for group in groups), NOT_MOBILE)

PRIMARY_GROUPS = {
    "disadvantaged": ("TFSM6CLA1A", "FSM6CLA1A"),
    "other": ("TNotFSM6CLA1A", "NotFSM6CLA1A"),
    "boys": ("BELIG", "B"),
    "girls": ("GELIG", "G"),
}
"""Column of the number of pupils, and suffix of the results, at the end of key stage 2."""
PRIOR_BOUNDS = (100.0, 110.0)
"""Average scaled scores at which middle and high prior attainment begin."""
