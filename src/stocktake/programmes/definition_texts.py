"""Reads the texts of a map's files, and notes what is wrong with each, by line."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from stocktake.standards.definition_faults import located_faults, model_faults
from stocktake.standards.definitions import Definition, parse_toml
from stocktake.standards.errors import DefinitionError, Fault
from stocktake.standards.toml_lines import key_lines, line_of

M = TypeVar("M", bound=Definition)


@dataclass
class DefinitionTexts:
    """Files by name, what is wrong with them so far, and what those of a wrong shape hold."""

    root: Path
    texts: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    misshapen: dict[str, dict[str, object]] = field(default_factory=dict)

    def read(self, path: Path) -> str | None:
        """A file's text; None where it is not there or is no text."""
        name = path.relative_to(self.root).as_posix()
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            return None
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self.faults.append(Fault(name, reason, "a file that can be read"))
            return None
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.faults.append(
                Fault(f"{name}: line {line}", "is not UTF-8", "UTF-8", "save it as UTF-8")
            )
            return None
        self.texts[name] = text
        return text

    def parse(self, name: str, text: str, model: type[M], identity: str = "") -> M | None:
        """A checked file; None where it is wrong, with every fault noted."""
        try:
            raw = parse_toml(text, name)
            if identity and raw.setdefault("id", identity) != identity:
                problem = f"{raw['id']!r} is not the file's name"
                self.faults.append(Fault(f"{name}: id", problem, identity, "leave it out"))
            value = model.model_validate(raw)
        except DefinitionError as error:
            self.faults.extend(error.faults)
            return None
        except ValidationError as error:
            lines = key_lines(text)
            for fault in model_faults(error, name, model):
                path = fault.location.removeprefix(name).removeprefix(": ")
                location = f"{name}: line {line_of(path, lines)}: {path}"
                self.faults.append(replace(fault, location=location))
            self.misshapen[name] = raw
            return None
        self.faults.extend(located_faults(value.cross_faults(), name, text))
        return value
