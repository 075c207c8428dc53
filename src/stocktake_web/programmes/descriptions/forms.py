"""The form of a programme: reads what people state into the library's description."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from pydantic import ValidationError as FormError

from stocktake.programmes import Programme, programme_faults_in
from stocktake_web.programmes.descriptions import form_values as values_of
from stocktake_web.programmes.descriptions.form_fields import (
    FIELDS_BY_KEY,
    GROUPS,
    ProgrammeFields,
)
from stocktake_web.programmes.descriptions.form_values import ABSENT, NOT_STATED, Raw, TextFault
from stocktake_web.programmes.descriptions.known_names import KnownNames
from stocktake_web.programmes.descriptions.models import ProgrammeRecord
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.services.programme_maps import MapAnswers

Read = Any


class ProgrammeForm(ProgrammeFields, AreaModelForm):
    """State what a programme is; nothing stated is as good an answer as a value.

    Parameters
    ----------
    answers : MapAnswers
        The map that it becomes part of: its themes, organisations, schools and programmes.
    taken_ids : sequence of str
        Ids that no new programme may have.
    stage : str
        The stage of a new one.
    """

    class Meta(AreaModelForm.Meta):
        model = ProgrammeRecord
        fields = ("contact",)
        labels = {  # noqa: RUF012 - Django's own way
            "contact": "Whom do schools and the public ask?"
        }
        help_texts = {  # noqa: RUF012 - Django's own way
            "contact": "A role or an organisation, and how to reach it. It is values to the public."
        }

    def __init__(
        self, *args: Any, answers: MapAnswers, taken_ids: Sequence[str], stage: str, **kwargs: Any
    ) -> None:
        record: ProgrammeRecord = kwargs["instance"]
        is_new = record._state.adding
        self.before: Raw = {} if is_new else json.loads(record.definition)
        self.stage = stage if is_new else record.stage
        self.answers = answers
        self.known_names = KnownNames(answers, taken_ids)
        if not is_new:
            values = values_of.initial_values(self.before, answers.names)
            kwargs["initial"] = values | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        themes = cast(forms.MultipleChoiceField, self.fields["themes"])
        themes.choices = list(answers.programme_map.themes.titles.items())
        self.programme: Programme | None = None

    @property
    def groups(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Headings with their fields, then the model's own."""
        names = list(self.fields)
        for heading, first, last in GROUPS:
            shown_names = names[names.index(first) : names.index(last) + 1]
            yield heading, [self[name] for name in shown_names]
        yield "Whom to ask", [self[name] for name in names if name in ("contact", "version")]

    def clean(self) -> Raw:
        """Read the description, with every fault at its field."""
        super().clean()
        raw = self._raw()
        if self.errors:
            return self.cleaned_data
        try:
            programme = Programme.model_validate(raw)
        except FormError as error:
            for fault in error.errors():
                self._add(tuple(map(str, fault["loc"])), str(fault["msg"]))
            return self.cleaned_data
        known_map = self.known_names.map_with(self.known_names.new_organisations)
        for cross_fault in (*programme.cross_faults(), *programme_faults_in(programme, known_map)):
            self._add(tuple(map(str, cross_fault.key)), _sentence(cross_fault))
        self.programme = programme
        return self.cleaned_data

    def _post_clean(self) -> None:
        """Validate the row with its description, once there is one."""
        if self.programme is not None:
            for name, value in self.values().items():
                setattr(self.instance, name, value)
            super()._post_clean()  # type: ignore[misc]

    def values(self) -> Raw:
        """What the row keeps."""
        if self.programme is None:
            raise ValueError("the form holds no programme")
        return {
            "programme_id": self.programme.id,
            "title": self.programme.title,
            "stage": self.programme.stage,
            "definition": self.programme.model_dump_json(),
            "contact": self.cleaned_data.get("contact", ""),
        }

    def _add(self, key: Sequence[str], message: str) -> None:
        paths = [".".join(key[:length]) for length in (2, 1)]
        names = [FIELDS_BY_KEY.get(path, path) for path in paths]
        field = next((name for name in names if name in self.fields), None)
        self.add_error(field, message)

    def _read(self, name: str, read: Read) -> Any:
        """What a text field says; its fault stands at the field."""
        try:
            return values_of.or_absence(self.cleaned_data.get(name) or "", read)
        except TextFault as fault:
            self.add_error(name, str(fault))
            return NOT_STATED

    def _ids(self, name: str, find: Read) -> list[str]:
        try:
            return [find(line) for line in values_of.read_lines(self.cleaned_data.get(name) or "")]
        except TextFault as fault:
            self.add_error(name, str(fault))
            return []

    def _raw(self) -> Raw:
        """The description as its file would hold it."""
        data = self.cleaned_data
        adds = bool(data.get("adds_organisations"))

        def organisation(line: str) -> str:
            return self.known_names.organisation(line, adds=adds)

        def organisations(text: str) -> list[str]:
            return [organisation(line) for line in values_of.read_lines(text)]

        raw: Raw = {
            "id": self.before.get("id") or self.known_names.new_id(data.get("title", "")),
            "title": data.get("title", ""),
            "text": data.get("text", ""),
            "stage": self.stage,
            "themes": data.get("themes", []),
            "other_names": values_of.read_lines(data.get("other_names", "")),
            "funder": self._read("funder", organisations),
            "provider": self._read("provider", organisations),
            "partners": self._ids("partners", organisation),
            "coordinated_with": self._ids("coordinated_with", self.known_names.programme),
            "relied_upon_for": data.get("relied_upon_for", ""),
            "dates_text": data.get("dates_text", ""),
            "hours": self._read("hours", values_of.read_number),
            "exit_plan": self._read("exit_plan", str),
            "successor": self._read("successor", self.known_names.successor),
            "data_returned": self._read("data_returned", values_of.read_lines),
            "cost": self._read("cost", values_of.read_costs),
            "starts": self._day("starts"),
            "ends": ABSENT if data.get("has_no_end") else self._day("ends"),
            "audience": self._audience(),
            "capacity": self._capacity(),
            "school_asks": self._term_asks(),
            "dose": self._dose(),
            "evidence": self._evidence(),
            "measure": self._measure(),
        }
        return raw | {key: self.before[key] for key in OTHER_KEYS if key in self.before}

    def _day(self, name: str) -> Any:
        """A day; a start that is none stays so, since the form cannot ask for it."""
        if self.cleaned_data.get(name):
            return self.cleaned_data[name]
        return ABSENT if name == "starts" and self.before.get("starts") == ABSENT else NOT_STATED

    def _audience(self) -> Raw:
        data = self.cleaned_data
        phases = data.get("phases", [])
        if ABSENT in phases and len(phases) > 1:
            self.add_error("phases", "Tick phases, or that it works outside schools")
        schools = data.get("schools", NOT_STATED)
        return {
            "participants": data.get("participants", []),
            "phases": ABSENT if ABSENT in phases else phases or NOT_STATED,
            "ages": self._read("ages", values_of.read_ages),
            "groups": self._read("groups", values_of.read_lines),
            "wards": self._read("wards", values_of.read_lines),
            "schools": schools,
            "school_urns": self._ids("school_urns", self.known_names.school),
        }

    def _capacity(self) -> Any:
        people, schools = (
            self._read(f"capacity_{key}", values_of.read_number) for key in ("people", "schools")
        )
        if people == schools == NOT_STATED:
            return NOT_STATED
        return {"people": people, "schools": schools}

    def _term_asks(self) -> Any:
        term_asks = {
            key: self._read(f"asks_{key}", values_of.read_number) for key in values_of.ASK_KEYS
        }
        stated_asks = {key: value for key, value in term_asks.items() if value != NOT_STATED}
        if self.cleaned_data.get("asks_nothing"):
            if any(stated_asks.values()):
                self.add_error("asks_nothing", "It asks nothing, and says how much it asks")
            return ABSENT
        counts = {key: 0 if value == ABSENT else value for key, value in stated_asks.items()}
        return counts or NOT_STATED

    def _dose(self) -> Any:
        data = self.cleaned_data
        if not any(data.get(f"dose_{key}") for key in values_of.DOSE):
            return NOT_STATED
        numbers = {
            key: self._read(f"dose_{key}", values_of.read_number) for key in values_of.DOSE[1:]
        }
        return {"unit": data.get("dose_unit", ""), **numbers}

    def _evidence(self) -> Any:
        data = self.cleaned_data
        if data.get("evidence_none"):
            return ABSENT
        if not data.get("evidence_strand"):
            return NOT_STATED
        before = self.before.get("evidence")
        source = dict(before["source"]) if isinstance(before, dict) else {}
        source |= {key: data.get(f"evidence_source_{key}") for key in ("title", "link", "year")}
        numbers = {
            key: self._read(f"evidence_{key}", values_of.read_number)
            for key in values_of.EVIDENCE_NUMBERS
        }
        return {
            "strand": data["evidence_strand"],
            "as_of": data.get("evidence_as_of"),
            "source": source,
            **numbers,
        }

    def _measure(self) -> Any:
        texts = {
            kind: self.cleaned_data.get(f"measure_{kind}") or "" for kind in values_of.MEASURES
        }
        before = self.before.get("measure")
        return values_of.read_measures(texts, before if isinstance(before, list) else ())


OTHER_KEYS = ("bid", "gate", "source_page")
"""Parts of a description that this form does not ask for."""


def _sentence(fault: Any) -> str:
    """What is wrong, what was expected and what to do, as one text."""
    parts = [fault.problem]
    if fault.expected:
        parts.append(f"expected {fault.expected}")
    if fault.fix:
        parts.append(fault.fix)
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]
