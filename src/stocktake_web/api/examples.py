"""An example of each operation, for the page about the API and the documentation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

Operation = TypeVar("Operation", bound=Callable[..., object])


@dataclass(frozen=True)
class Example:
    """What to ask an operation for.

    Parameters
    ----------
    query : str
        With its question mark; ``{place}`` stands for the place's id.
    parts : dict of str to int
        Of the address, beyond the area.
    """

    query: str = ""
    parts: dict[str, int] = field(default_factory=dict)

    def address(self, path: str, *, area: str, place: str) -> str:
        """The address to try, of an operation's path."""
        parts = {"area": area} | {name: str(value) for name, value in self.parts.items()}
        for name, value in parts.items():
            path = path.replace(f"{{{name}}}", value)
        return path + self.query.replace("{place}", place)


_examples: dict[str, Example] = {}


def example(query: str = "", **parts: int) -> Callable[[Operation], Operation]:
    """Say how an operation is tried out; written directly above it."""

    def register(operation: Operation) -> Operation:
        _examples[operation.__name__] = Example(query, parts)
        return operation

    return register


def example_of(operation_id: str) -> Example:
    """The example of an operation, by its id in the description of the API.

    Raises
    ------
    LookupError
        It has none.
    """
    name = operation_id.rpartition("_v1_")[2]
    if name not in _examples:
        raise LookupError(f"{name} has no example; write @example(...) above it")
    return _examples[name]
