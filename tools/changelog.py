"""Assembles the changelog from its fragments: one Markdown file for each change.

python tools/changelog.py                     show what the next release would say
python tools/changelog.py 0.2.0 2026-12-01    write it into CHANGELOG.md, remove the fragments

A fragment is ``changelog.d/NAME.KIND.md``: a name of a few words, one of the kinds of Keep a
Changelog, and inside one or more list items as they are to be read. Two branches that each add a
fragment do not touch the same line of the same file.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CHANGELOG = ROOT / "CHANGELOG.md"
FRAGMENTS = ROOT / "changelog.d"
KINDS = ("added", "changed", "deprecated", "removed", "fixed", "security")
MARK = "<!-- The next release goes here: see docs/how-to/release.md. -->\n"
NAME = re.compile(rf"(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)\.(?P<kind>{'|'.join(KINDS)})\.md")
VERSION = re.compile(r"\d+\.\d+\.\d+")


@dataclass(frozen=True)
class Fragment:
    """One change, as the changelog will tell it."""

    name: str
    kind: str
    text: str


class FragmentError(Exception):
    """What is wrong with the fragments or the changelog, one fault a line."""


def read_fragments(folder: Path = FRAGMENTS) -> list[Fragment]:
    """Read every fragment, by kind and then by name; all faults come together."""
    fragments, faults = [], []
    for path in sorted(folder.glob("*")):
        if path.name == "README.md":
            continue
        match = NAME.fullmatch(path.name)
        text = path.read_text(encoding="utf-8").strip()
        if match is None:
            faults.append(
                f"changelog.d/{path.name}: the name is not NAME.KIND.md; "
                f"NAME is lower-case words joined by '-', KIND is one of {', '.join(KINDS)}"
            )
        elif not text.startswith("- ") or re.search(r"^(?!- |  |$)", text, re.MULTILINE):
            faults.append(
                f"changelog.d/{path.name}: expected list items; "
                "begin each with '- ' and indent its other lines by two spaces"
            )
        else:
            fragments.append(Fragment(match["name"], match["kind"], text))
    if faults:
        raise FragmentError("\n".join(faults))
    return sorted(fragments, key=lambda fragment: (KINDS.index(fragment.kind), fragment.name))


def assemble_section(fragments: list[Fragment]) -> str:
    """The fragments under a heading for each kind."""
    lines = []
    for kind in KINDS:
        texts = [fragment.text for fragment in fragments if fragment.kind == kind]
        if texts:
            lines += [f"### {kind.capitalize()}", "", *texts, ""]
    return "\n".join(lines)


def add_release(changelog: str, version: str, day: str, fragments: list[Fragment]) -> str:
    """The changelog with a section for the release, above those of earlier releases."""
    faults = []
    if not VERSION.fullmatch(version):
        faults.append(f"the version is {version!r}; expected three numbers, such as 0.2.0")
    try:
        date.fromisoformat(day)
    except ValueError:
        faults.append(f"the day of the release is {day!r}; expected a date such as 2026-12-01")
    if MARK not in changelog:
        faults.append(f"CHANGELOG.md: expected the line {MARK.strip()!r} above the first release")
    if f"## [{version}]" in changelog:
        faults.append(f"CHANGELOG.md: {version} is there already; a release is never rewritten")
    if not fragments:
        faults.append("changelog.d: there is no fragment, so that nothing would be released")
    if faults:
        raise FragmentError("\n".join(faults))
    section = f"\n## [{version}] - {day}\n\n{assemble_section(fragments)}"
    return changelog.replace(MARK, MARK + section)


def main(arguments: list[str]) -> int:
    """Show the next section, or write it and remove its fragments."""
    if len(arguments) not in (0, 2):
        print("Usage: python tools/changelog.py [VERSION DATE]", file=sys.stderr)
        return 2
    try:
        fragments = read_fragments()
        if not arguments:
            print(assemble_section(fragments), end="")
            return 0
        version, day = arguments
        text = add_release(CHANGELOG.read_text(encoding="utf-8"), version, day, fragments)
    except FragmentError as error:
        print(error, file=sys.stderr)
        return 2
    CHANGELOG.write_text(text, encoding="utf-8", newline="\n")
    for fragment in fragments:
        (FRAGMENTS / f"{fragment.name}.{fragment.kind}.md").unlink()
    print(f"CHANGELOG.md: {version}, {len(fragments)} changes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
