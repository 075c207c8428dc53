"""Where an author wrote a key: in the target, in a reading of it, or in what a part belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stocktake.targets.fields import Reading

if TYPE_CHECKING:
    from stocktake.targets.kinds.base import BaseTarget


@dataclass(frozen=True)
class KeyPaths:
    """The key paths of one target.

    Parameters
    ----------
    path : str
        Of the target itself, such as ``target[2]``.
    renames : mapping of str to str
        For keys that stand elsewhere, the path of the table in which they stand.

    Examples
    --------
    >>> keys = KeyPaths("target[0]", {"level": "target[0].reading[1]"})
    >>> keys.of("level"), keys.of("trajectory.tolerance")
    ('target[0].reading[1].level', 'target[0].trajectory.tolerance')
    """

    path: str
    renames: Mapping[str, str] = field(default_factory=dict)

    def of(self, key: str) -> str:
        """The full path of a key."""
        head = re.split(r"[.\[]", key, maxsplit=1)[0]
        table = self.renames.get(head, self.path)
        return ".".join(part for part in (table, key) if part)

    def in_reading(self, reading: Reading, index: int) -> KeyPaths:
        """The paths of the target that a reading makes."""
        table = f"{self.of('reading')}[{index}]"
        return KeyPaths(
            self.path, {**self.renames, **dict.fromkeys(reading.model_fields_set, table)}
        )

    def in_part(self, part: BaseTarget, index: int, inherited: BaseTarget) -> KeyPaths:
        """The paths of a part, with what it has from the whole."""
        renames = {
            key: self.renames.get(key, self.path)
            for key in type(part).model_fields
            if getattr(part, key) != getattr(inherited, key)
        }
        return KeyPaths(f"{self.of('part')}[{index}]", renames)
