"""Reads how the history speaks of things: ``history.toml`` in each app.

A table names a type of object, says what it is called, and what was done to it, by the verb of the
event::

    ["boards.decision"]
    kind = "Decision"                     # in the list of kinds
    name = "The decision"                 # how its sentences begin
    joint = "on"                          # before its title; without one, the title is quoted
    title = "{item__title}"               # from its row; else an app's object_titles knows it
    quoted = true                         # quote the title although there is a joint
    verbs = { change = "was corrected" }  # "by ..." follows; else it says {actor}, or ends in "."
    labels = { text = "Decision" }        # of values, where the field's own name does not do
    technical = ["sha256"]                # values that only the technical proof shows
    references = { open_decision = "plans.opendecision" }  # values that name another object
    codes = { seats = "boards.attendance.presence" }       # the field whose choices a value has
    verdicts = ["status"]                 # values that are the library's words for a verdict
    plain = ["base"]                      # values that name no row although their field does
    models = ["plans.update"]             # whose fields its events hold, beyond its own

``[labels]`` and ``[references]`` at the top hold for every type of the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db import models
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from stocktake_web.registration import app_configs

TABLE_FILE = "history.toml"
GENERAL_VERBS = {"add": "was added", "change": "was changed"}
UNKNOWN_VERB = "was changed"


class TableRow(BaseModel):
    """One table of the file as it is written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str
    name: str
    joint: str = ""
    title: str = ""
    is_quoted: bool | None = Field(default=None, alias="quoted")
    verbs: dict[str, str] = {}
    labels: dict[str, str] = {}
    technical: frozenset[str] = frozenset()
    references: dict[str, str] = {}
    codes: dict[str, str] = {}
    verdicts: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    model_labels: tuple[str, ...] = Field(default=(), alias="models")


@dataclass(frozen=True)
class ObjectWording:
    """How the history speaks of one type of object; the parameters are those of the file."""

    type: str
    kind: str
    name: str
    joint: str = ""
    title: str = ""
    is_quoted: bool = True
    verbs: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    technical: frozenset[str] = frozenset()
    references: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    verdicts: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    model_labels: tuple[str, ...] = ()

    def phrase(self, verb: str) -> str:
        """What was done, such as ``was corrected``; never the verb as it is stored."""
        return self.verbs.get(verb) or GENERAL_VERBS.get(verb, UNKNOWN_VERB)

    def subject(self, title: str) -> str:
        """How a sentence about an object begins.

        Examples
        --------
        >>> ObjectWording("plans.risk", "Risk", "The risk").subject("No coaches.")
        'The risk “No coaches”'
        >>> ObjectWording("x", "X", "The role", joint="of", is_quoted=False).subject("Ann")
        'The role of Ann'
        """
        text = title.strip().removesuffix(".")
        words = (self.name, self.joint, f"“{text}”" if self.is_quoted else text)
        return " ".join(word for word in words if word)

    def label(self, value_name: str) -> str:
        """What a value is called."""
        if value_name in self.labels:
            return self.labels[value_name]
        words = value_name.replace("_", " ").removesuffix(" id")
        return f"{words[:1].upper()}{words[1:]}"

    def find_field(self, value_name: str) -> models.Field[object, object] | None:
        """The field of a model that a value was read from; None where it has none."""
        for label in (self.type, *self.model_labels):
            try:
                model_field = apps.get_model(label)._meta.get_field(value_name)
            except (LookupError, ValueError, FieldDoesNotExist):
                continue
            if isinstance(model_field, models.Field):
                return model_field
        return None


def wording_of(object_type: str) -> ObjectWording:
    """How the history speaks of a type of object, by its name of today."""
    return table().get(object_type) or _plain_wording(object_type)


@cache
def table() -> dict[str, ObjectWording]:
    """The wording of every type that an app has a table for.

    Raises
    ------
    ImproperlyConfigured
        A file cannot be read, or two speak of one type.
    """
    wordings: dict[str, ObjectWording] = {}
    for config in app_configs():
        file = files(config.name) / TABLE_FILE
        if not file.is_file():
            continue
        source = f"{config.label}/{TABLE_FILE}"
        for object_type, wording in _read(file.read_text(encoding="utf-8"), source).items():
            if object_type in wordings:
                raise ImproperlyConfigured(f"{source}: {object_type} is a type of another app")
            wordings[object_type] = wording
    return wordings


def _read(text: str, source: str) -> dict[str, ObjectWording]:
    try:
        document = tomllib.loads(text)
        common = {
            name: TypeAdapter(dict[str, str]).validate_python(document.pop(name, {}))
            for name in ("labels", "references")
        }
        rows = TypeAdapter(dict[str, TableRow]).validate_python(document)
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise ImproperlyConfigured(f"{source}: {error}") from None
    return {
        object_type: ObjectWording(
            type=object_type,
            kind=row.kind,
            name=row.name,
            joint=row.joint,
            title=row.title,
            is_quoted=not row.joint if row.is_quoted is None else row.is_quoted,
            verbs=row.verbs,
            labels=common["labels"] | row.labels,
            technical=row.technical,
            references=common["references"] | row.references,
            codes=row.codes,
            verdicts=row.verdicts,
            plain=row.plain,
            model_labels=row.model_labels,
        )
        for object_type, row in rows.items()
    }


@cache
def _plain_wording(object_type: str) -> ObjectWording:
    """A type for which no app has a table, such as one of a later version that was restored."""
    try:
        words = str(apps.get_model(object_type)._meta.verbose_name)
    except (LookupError, ValueError):
        words = object_type.rpartition(".")[2].replace("_", " ")
    return ObjectWording(object_type, f"{words[:1].upper()}{words[1:]}", f"The {words}")
