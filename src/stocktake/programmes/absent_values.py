"""What a description says is absent, and what it does not say: two answers, never one."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypeVar

from pydantic import (
    SerializerFunctionWrapHandler,
    ValidatorFunctionWrapHandler,
    WrapSerializer,
    WrapValidator,
)

T = TypeVar("T")


class Absence(StrEnum):
    """Why there is no value: there is none, or nobody said."""

    ABSENT = "none"
    NOT_STATED = "not stated"


def _read_absence(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    if isinstance(value, str) and value in (Absence.ABSENT, Absence.NOT_STATED):
        return Absence(value)
    return handler(value)


def _write_absence(value: Any, handler: SerializerFunctionWrapHandler) -> Any:
    return value.value if isinstance(value, Absence) else handler(value)


if TYPE_CHECKING:
    OrAbsence: TypeAlias = T | Absence
else:

    class OrAbsence:
        """A value, ``"none"`` or ``"not stated"``; a fault names the value's own kind."""

        def __class_getitem__(cls, item: Any) -> Any:
            return Annotated[item, WrapValidator(_read_absence), WrapSerializer(_write_absence)]


def value_or_none(value: T | Absence) -> T | None:
    """A stated value; None where there is none and where nobody said.

    Examples
    --------
    >>> value_or_none(3), value_or_none(Absence.NOT_STATED)
    (3, None)
    """
    return None if isinstance(value, Absence) else value


def is_unknown(value: object) -> bool:
    """Whether nobody said what the value is."""
    return value is Absence.NOT_STATED
