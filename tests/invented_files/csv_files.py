"""Writes small CSV files without metadata and their mappings, for the tests of that reader."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from stocktake.sources.csv_proposal import propose_csv_mapping
from stocktake.sources.csv_reader import read_csv
from stocktake.sources.reading import Reading

TODAY = date(2026, 11, 30)
PRODUCER = "An invented council"
QUESTION = re.compile(r'# ((?:"(?:[^"\\]|\\.)*"|[A-Za-z0-9_-]+)) = (.+)')


def write(folder: Path, text: str, name: str = "absence.csv") -> Path:
    """Write a file as UTF-8."""
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return path


def answer(text: str, answers: Mapping[str, str] | None = None) -> str:
    """Answer each question of a proposed mapping once, by its first option if by no other."""
    lines, answered_keys = [], set()
    for line in text.splitlines():
        match = QUESTION.fullmatch(line)
        if match and match[1] not in answered_keys:
            answered_keys.add(match[1])
            line = f"{match[1]} = {(answers or {}).get(match[1], match[2])}"
        lines.append(line)
    return "\n".join(lines)


def confirm(path: Path, answers: Mapping[str, str] | None = None) -> Path:
    """Propose the mapping of a file, answer its questions, and write it next to the file."""
    mapping = path.with_name(f"{path.name}.mapping.toml")
    mapping.write_bytes(answer(propose_csv_mapping(path, producer=PRODUCER).text, answers).encode())
    return mapping


def read(path: Path, answers: Mapping[str, str] | None = None) -> Reading:
    """Read a file by the mapping that is proposed for it."""
    return read_csv(path, confirm(path, answers), published=None, retrieved=TODAY)
