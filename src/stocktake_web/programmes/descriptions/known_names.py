"""Finds what people mean by a name: an organisation, a programme, a school."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from stocktake.programmes import ProgrammeMap
from stocktake.standards import nearest
from stocktake_web.programmes.descriptions.form_values import TextFault
from stocktake_web.services.programme_maps import MapAnswers

NOT_NEEDED = "not needed"
ID_LENGTH = 60


def id_of(name: str, known_ids: Iterable[str]) -> str:
    """An id made of a name, unlike those that are known.

    Examples
    --------
    >>> id_of("Reading Mentors!", ["reading-mentors"])
    'reading-mentors-2'
    """
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:ID_LENGTH].strip("-") or "programme"
    known_ids = set(known_ids)
    number, identity = 2, base
    while identity in known_ids:
        identity, number = f"{base}-{number}", number + 1
    return identity


@dataclass
class KnownNames:
    """The names of one map, and organisations that a form adds to it by id.

    Parameters
    ----------
    taken_ids : iterable of str
        Of every programme of the area, those too that the person does not see.
    """

    answers: MapAnswers
    taken_ids: Iterable[str] = ()
    new_organisations: dict[str, str] = field(default_factory=dict)

    @property
    def whole(self) -> ProgrammeMap:
        """The map."""
        return self.answers.programme_map

    def map_with(self, organisations: Mapping[str, str]) -> ProgrammeMap:
        """The map with more organisations."""
        return replace(self.whole, organisations={**self.whole.organisations, **organisations})

    def new_id(self, title: str) -> str:
        """The id of a programme that is new."""
        return id_of(title, self.taken_ids)

    def organisation(self, line: str, *, adds: bool) -> str:
        """The id of an organisation that is meant; a new one where ``adds``.

        Raises
        ------
        TextFault
            Nobody is known by the name.
        """
        names = {**self.whole.organisations, **self.new_organisations}
        identity = _find(line, names)
        if identity is None and adds:
            identity = id_of(line, names)
            self.new_organisations[identity] = line
        if identity is None:
            hint = nearest(line, names.values()) or "tick the box below to add it"
            raise TextFault(f"No organisation “{line[:60]}” is known here: {hint}")
        return identity

    def programme(self, line: str) -> str:
        """The id of a programme that is meant.

        Raises
        ------
        TextFault
            There is none of the name.
        """
        names = {item.id: item.title for item in self.whole.programmes}
        return self._find_known(line, names, "programme")

    def successor(self, line: str) -> str:
        """A programme, an organisation, or that nobody needs to take over.

        Raises
        ------
        TextFault
            It is none of them.
        """
        if line.lower() in (NOT_NEEDED, self.answers.names[NOT_NEEDED].lower()):
            return NOT_NEEDED
        titles = {item.id: item.title for item in self.whole.programmes}
        names = {**self.whole.organisations, **self.new_organisations, **titles}
        return self._find_known(line, names, "programme or organisation")

    def school(self, line: str) -> int:
        """The number of a school that is meant.

        Raises
        ------
        TextFault
            There is none of the name or number.
        """
        names = {str(school.school_urn): school.school_name for school in self.whole.schools}
        return int(self._find_known(line, names, "school"))

    def _find_known(self, line: str, names: Mapping[str, str], kind: str) -> str:
        identity = _find(line, names)
        if identity is None:
            hint = nearest(line, names.values()) or "write it as it is called here"
            raise TextFault(f"There is no {kind} “{line[:60]}” here: {hint}")
        return identity


def _find(line: str, names: Mapping[str, str]) -> str | None:
    """The id of a name: by the id itself, or by the name in any case."""
    if line in names:
        return line
    plain_line = line.casefold().strip()
    return next((key for key, name in names.items() if name.casefold() == plain_line), None)
