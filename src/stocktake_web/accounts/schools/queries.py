"""Reads a place's schools, and what roles may be about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from stocktake_web import services
from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.schools.models import School
from stocktake_web.audit import ObjectRef
from stocktake_web.registration import registered

RESULT_LIMIT = 20
TRUST_PREFIX = "trust-"
SCHOOL_REF, BODY_REF = "accounts.school_urn", "accounts.body_key"
"""Types of reference to what a role is about: by URN, by the key of a body."""


@dataclass(frozen=True)
class SchoolSearch:
    """What a search found.

    Parameters
    ----------
    schools : tuple of School
        Open ones, no more than ``RESULT_LIMIT``.
    count : int
        How many open ones there are.
    closed_schools : tuple of School
        Closed ones, where no open one was found.
    """

    schools: tuple[School, ...] = ()
    count: int = 0
    closed_schools: tuple[School, ...] = ()


def open_schools(area: Area) -> QuerySet[School]:
    """The schools of a place that are open today, each under its number of today."""
    return School.objects.filter(_is_open(), area=area, continued_urn="")


def find_open(area: Area, urn: str) -> list[School]:
    """The open school of a place with a URN: one or none."""
    return list(open_schools(area).filter(urn=urn)) if urn.isdecimal() else []


def search_schools(area: Area, text: str) -> SchoolSearch:
    """Schools of a place of which name, town or URN hold every word of a text."""
    words = Q()
    for word in text.split():
        words &= Q(name__icontains=word) | Q(town__icontains=word) | Q(urn__startswith=word)
    schools = open_schools(area).filter(words)
    closed_schools = School.objects.filter(words, area=area).exclude(_is_open())
    result = tuple(schools[:RESULT_LIMIT])
    return SchoolSearch(
        result, schools.count(), () if result else tuple(closed_schools[:RESULT_LIMIT])
    )


def bodies(area: Area) -> list[tuple[str, str]]:
    """The boards and bodies of a place: key and name, by name."""
    pairs = [pair for app_bodies in registered("bodies") for pair in app_bodies(area)]
    return sorted(pairs, key=lambda pair: (pair[1].casefold(), pair[0]))


def trust_key(trust_uid: str) -> str:
    """The key of a trust among the bodies that a role may be about.

    Examples
    --------
    >>> trust_key("90001"), is_trust_key("trust-90001"), is_trust_key("board")
    ('trust-90001', True, False)
    """
    return f"{TRUST_PREFIX}{trust_uid}"


def is_trust_key(key: str) -> bool:
    """Whether the key of a body is a trust's."""
    return key.startswith(TRUST_PREFIX)


def trusts(area: Area) -> list[tuple[str, str]]:
    """Key and name of every trust that runs an open school of a place, by name."""
    rows = open_schools(area).exclude(trust_uid="").values_list("trust_uid", "trust_name")
    return sorted(((trust_key(uid), name) for uid, name in set(rows)), key=lambda row: row[::-1])


def search_bodies(area: Area, text: str) -> list[tuple[str, str]]:
    """Boards and bodies of a place of which the name holds every word of a text."""
    words = text.casefold().split()
    return [pair for pair in bodies(area) if all(word in pair[1].casefold() for word in words)]


def object_titles(area: Area, refs: Iterable[ObjectRef]) -> dict[ObjectRef, str]:
    """What the schools and bodies are called that roles are about."""
    refs = {ref for ref in refs if ref.type in {SCHOOL_REF, BODY_REF}}
    urns = {ref.id for ref in refs if ref.type == SCHOOL_REF}
    names = {
        (SCHOOL_REF, urn): name
        for urn, name in School.objects.filter(area=area, urn__in=urns).values_list("urn", "name")
    }
    if any(ref.type == BODY_REF for ref in refs):
        names |= {(BODY_REF, key): name for key, name in bodies(area)}
    return {
        ref: names.get(
            (ref.type, ref.id),
            f"the school with URN {ref.id}"
            if ref.type == SCHOOL_REF
            else "a body that is not here",
        )
        for ref in refs
    }


def _is_open() -> Q:
    return Q(closed_on=None) | Q(closed_on__gt=services.today())
