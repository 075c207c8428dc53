"""Checks names, file names and texts against the words of tools/vocabulary.toml.

python tools/check_vocabulary.py [PATH ...]  print every fault with what to write instead
python tools/check_vocabulary.py --measure   participles and pronouns in 1,000 names, by room
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import subprocess
import sys
import tokenize
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST = Path("tools/vocabulary.toml")
PROSE_FILES = {".md", ".html", ".j2", ".typ", ".txt", ".toml", ".mjs"}
FENCE = re.compile(r"^(?:```|~~~)")
INLINE_CODE = re.compile(r"(`+)[^`\n]+\1")
MARKUP = re.compile(r"\{[{%#].*?[}%#]\}|<[^<>]*>|\]\([^)\s]*\)")


@dataclass(frozen=True)
class Vocabulary:
    """The list: names and words to avoid, what replaces them, and where they are left alone."""

    participles: frozenset[str]
    participle_advice: str
    names: dict[str, str]
    files: dict[str, str]
    prose: dict[str, str]
    left_alone: tuple[tuple[str, frozenset[str], frozenset[str]], ...]

    @property
    def prose_pattern(self) -> re.Pattern[str]:
        """Every word and phrase; the longest alternative wins."""
        phrases = sorted(self.prose, key=len, reverse=True)
        words = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
        return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)

    def applies(self, check: str, path: str) -> bool:
        """Whether a check (``names``, ``files``, ``prose``) is made on a path at all."""
        return not any(
            check in checks and not words and fnmatch(path, pattern)
            for pattern, checks, words in self.left_alone
        )

    def allows(self, path: str, word: str) -> bool:
        """Whether a path may use a word that others may not."""
        return any(
            word in words and fnmatch(path, pattern) for pattern, _, words in self.left_alone
        )


@dataclass(frozen=True)
class Fault:
    """One word at one place."""

    path: str
    line: int
    word: str
    advice: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.word}: write {self.advice}"


def read_vocabulary(text: str) -> Vocabulary:
    """The list as it stands in the repository."""
    table = tomllib.loads(text)
    every_check = ["names", "files", "prose"]
    rows = [*table.get("exempt", []), *table.get("pending", [])]
    if unexplained := [row["path"] for row in rows if not row.get("reason")]:
        raise SystemExit(f"{LIST}: no reason is stated for {', '.join(unexplained)}")
    return Vocabulary(
        participles=frozenset(table["participles"]["words"].split()),
        participle_advice=table["participles"]["write"],
        names=table["names"],
        files=table["files"],
        prose=table["prose"],
        left_alone=tuple(
            (
                row["path"],
                frozenset(row.get("checks", every_check)),
                frozenset(row.get("words", [])),
            )
            for row in rows
        ),
    )


def bound_names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every name that a module binds, with its line: one row per binding."""
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name, line
            case ast.arg():
                yield node.arg, line
            case ast.Name(ctx=ast.Store()):
                yield node.id, line
            case ast.Attribute(ctx=ast.Store()):
                yield node.attr, line
            case ast.alias(asname=str(name)) | ast.ExceptHandler(name=str(name)):
                yield name, line
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name, line
            case ast.MatchMapping(rest=str(name)):
                yield name, line


def is_participle(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a name is nothing but a participle or a pronoun; underscores around do not count."""
    return name.strip("_").lower() in vocabulary.participles


def name_faults(path: str, source: str, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Names bound in a Python file that the list does not allow."""
    for name, line in bound_names(ast.parse(source)):
        if advice := vocabulary.names.get(name):
            yield Fault(path, line, name, advice)
        elif is_participle(name, vocabulary):
            yield Fault(path, line, name, vocabulary.participle_advice)


def file_faults(path: str, vocabulary: Vocabulary) -> Iterator[Fault]:
    """A module or folder whose name the list does not allow."""
    parts = Path(path).with_suffix("").parts
    for part in parts if path.endswith(".py") else ():
        if advice := vocabulary.files.get(part.removeprefix("test_")):
            yield Fault(path, 1, part, advice)


def python_texts(source: str) -> Iterator[tuple[int, str]]:
    """Docstrings, strings with a space in them (messages) and comments, line by line."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            # Of a string of several lines, lines of the source; else the text as it is read.
            if node.end_lineno and node.end_lineno > node.lineno and "\n" in node.value:
                for offset, line in enumerate(node.value.splitlines()):
                    yield node.lineno + offset, line
            else:
                yield node.lineno, node.value


def page_texts(path: str, source: str) -> Iterator[tuple[int, str]]:
    """The lines of a document, a template or a data file that a person reads."""
    fenced = False
    for number, line in enumerate(source.splitlines(), start=1):
        if path.endswith(".md") and FENCE.match(line.lstrip()):
            fenced = not fenced
        elif path.endswith(".toml"):
            yield number, re.sub(r"^\s*[\w.\"-]+\s*=", "", line)
        elif not fenced:
            yield number, MARKUP.sub(" ", line)


def prose_faults(path: str, source: str, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Words and phrases of a text that the list does not allow; code in backticks is no text."""
    texts = python_texts(source) if path.endswith(".py") else page_texts(path, source)
    for line, text in texts:
        for match in vocabulary.prose_pattern.finditer(INLINE_CODE.sub("``", text)):
            advice = vocabulary.prose[" ".join(match[0].lower().split())]
            yield Fault(path, line, match[0], advice)


def faults(paths: Iterable[str], vocabulary: Vocabulary, root: Path = ROOT) -> list[Fault]:
    """All faults of the files, in order of path and line."""
    rows: list[Fault] = []
    for path in paths:
        if vocabulary.applies("files", path):
            rows += file_faults(path, vocabulary)
        if Path(path).suffix not in {".py", *PROSE_FILES}:
            continue
        source = (root / path).read_text(encoding="utf-8")
        if path.endswith(".py") and vocabulary.applies("names", path):
            rows += name_faults(path, source, vocabulary)
        if vocabulary.applies("prose", path):
            rows += prose_faults(path, source, vocabulary)
    rows = [fault for fault in rows if not vocabulary.allows(fault.path, fault.word)]
    return sorted(set(rows), key=lambda fault: (fault.path, fault.line, fault.word))


def measure(paths: Iterable[str], vocabulary: Vocabulary, root: Path = ROOT) -> list[str]:
    """Per room: participles and pronouns among 1,000 names bound."""
    names: Counter[str] = Counter()
    participles: Counter[str] = Counter()
    for path in paths:
        if not path.startswith("src/") or not path.endswith(".py") or "/migrations/" in path:
            continue
        _, package, *folders, _ = Path(path).parts
        rooms = (package, "/".join([package, *folders[:1]]))
        for name, _ in bound_names(ast.parse((root / path).read_text(encoding="utf-8"))):
            names.update(rooms)
            participles.update(rooms if is_participle(name, vocabulary) else ())
    return [
        f"{room:32} {names[room]:6} names {participles[room]:5} participles and pronouns "
        f"{1000 * participles[room] / names[room]:6.1f} in 1,000"
        for room in sorted(names)
    ]


def tracked_files(root: Path) -> list[str]:
    """Files that git keeps, or would."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return [path for path in sorted(listing.stdout.splitlines()) if (root / path).is_file()]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints what is wrong; 1 where anything is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", help="files or folders; all files when left out")
    parser.add_argument("--measure", action="store_true", help="count instead of checking")
    options = parser.parse_args(arguments)
    vocabulary = read_vocabulary((ROOT / LIST).read_text(encoding="utf-8"))
    paths = [
        path
        for path in tracked_files(ROOT)
        if not options.paths
        or any(Path(path).is_relative_to(Path(prefix)) for prefix in options.paths)
    ]
    if options.measure:
        print("\n".join(measure(paths, vocabulary)))
        return 0
    rows = faults(paths, vocabulary)
    for fault in rows:
        print(fault)
    if rows:
        print(f"{len(rows)} words that {LIST} does not allow")
    return 1 if rows else 0


if __name__ == "__main__":
    sys.exit(main())
