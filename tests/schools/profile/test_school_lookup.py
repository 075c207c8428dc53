"""Which school is meant; every other number gets a clear answer."""

from __future__ import annotations

import polars as pl
import pytest
from invented_schools import AS_OF, EARLIER, FIRST, invented_data

from stocktake.schools import SchoolProfiles, find_school
from stocktake.schools.register import SchoolRegister
from stocktake.sources.schools.register.columns import SCHOOL_GROUPS
from stocktake.standards import UsageError, place_register


def find(words: str) -> int:
    data = invented_data()
    memberships = pl.DataFrame(
        [{"group_uid": "9044", "group_type": "Multi-academy trust", "school_urn": FIRST}]
    )
    memberships = pl.concat(
        [pl.DataFrame(schema=SCHOOL_GROUPS), memberships], how="diagonal_relaxed"
    )
    register = SchoolRegister(
        data.register.schools, data.register.links, memberships, data.register.groups
    )
    details = SchoolProfiles(data, as_of=AS_OF).details
    return find_school(words, register, details, place_register())


@pytest.mark.parametrize("words", ["900001", " 900001 ", "school-900001", "SCHOOL-900001"])
def test_a_number_or_the_id_of_its_place_is_a_school(words: str) -> None:
    assert find(words) == FIRST


def test_an_earlier_number_is_a_school() -> None:
    assert find(str(EARLIER)) == EARLIER


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("999999", "999999: no school has this URN in the register that is held"),
        ("la-890", "Blackpool is a place, not a school"),
        ("Blackpool", "Blackpool is a place, not a school"),
        ("england", "England is a place, not a school"),
        ("001/4001", "is a DfE number (authority and establishment)"),
        ("0014001", "is a DfE number (authority and establishment)"),
        ("trust-9044", "is a trust, not a school"),
        ("9044", "is a trust, not a school"),
        ("school 1", "is a name"),
        ("", "no such school"),
        ("90000", "no such school"),
        ("9000011", "is a DfE number"),
        ("no school is called so", "no such school"),
        ("900001; drop", "no such school"),
        ("[a-z]+", "no such school"),
    ],
)
def test_what_is_no_schools_number_is_answered(words: str, message: str) -> None:
    with pytest.raises(UsageError) as error:
        find(words)
    assert message in str(error.value)


def test_the_answer_names_schools_that_may_be_meant() -> None:
    with pytest.raises(UsageError, match="one of these may be meant: 900001 School 1"):
        find("trust-9044")
    with pytest.raises(UsageError, match="and 38 more"):
        find("school")
