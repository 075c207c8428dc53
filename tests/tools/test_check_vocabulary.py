"""The checker of names and words: what it sees, what it leaves alone, how it says so."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]

LIST = """
[participles]
write = "a noun for what it holds"
words = "found each given"
[names]
Road = "Trajectory"
[files]
road = "trajectory"
[prose]
"nought" = "zero"
"told" = "reported"
"cannot be told" = "cannot tell"
[[exempt]]
path = "src/stored/*"
reason = "Stored bytes stay as they are."
[[exempt]]
path = "src/keys/*"
words = ["given"]
reason = "A key that people write."
[[pending]]
path = "docs/*"
checks = ["prose"]
reason = "Next."
"""


@pytest.fixture(scope="module")
def checker() -> ModuleType:
    path = ROOT / "tools" / "check_vocabulary.py"
    spec = importlib.util.spec_from_file_location("check_vocabulary", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def faults_of(checker: ModuleType, root: Path, files: dict[str, str]) -> list[str]:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    vocabulary = checker.read_vocabulary(LIST)
    return [str(fault) for fault in checker.faults(files, vocabulary, root)]


@pytest.mark.parametrize(
    "source",
    [
        "found = 1",
        "def found(): ...",
        "class Found: ...",
        "def rank(found): ...",
        "def rank(*, found=0): ...",
        "for found in (): ...",
        "places = [1 for found in ()]",
        "self.found = 1",
        "import polars as found",
        "with open('a') as found: ...",
        "if (found := 1): ...",
        "try: ...\nexcept OSError as found: ...",
        "match 1:\n    case found: ...",
        "_found: int = 1",
    ],
)
def test_every_way_to_bind_a_participle_is_a_fault(
    checker: ModuleType, tmp_path: Path, source: str
) -> None:
    (fault,) = faults_of(checker, tmp_path, {"src/a.py": source})
    assert fault.endswith("ound: write a noun for what it holds")


@pytest.mark.parametrize(
    "source", ["found_date = 1", "place.given", "rank(found)", "from a import found"]
)
def test_a_word_within_a_noun_phrase_or_a_use_is_no_fault(
    checker: ModuleType, tmp_path: Path, source: str
) -> None:
    assert faults_of(checker, tmp_path, {"src/a.py": source}) == []


def test_a_banned_name_is_replaced_by_the_one_of_the_list(
    checker: ModuleType, tmp_path: Path
) -> None:
    assert faults_of(checker, tmp_path, {"src/road.py": "class Road: ..."}) == [
        "src/road.py:1: Road: write Trajectory",
        "src/road.py:1: road: write trajectory",
    ]


def test_texts_are_docstrings_messages_comments_and_documents_but_not_code(
    checker: ModuleType, tmp_path: Path
) -> None:
    module = (
        '"""A nought.\n\nOf which ``nought`` is code.\n"""\nx = f"it cannot  be told {1}"  # told\n'
    )
    page = "Nought of it.\n\n```\nnought\n```\nAnd `nought`, and untold.\n"
    template = '<p class="nought">{{ nought }} told</p>\n'
    assert faults_of(
        checker, tmp_path, {"src/a.py": module, "web/a.html": template, "README.md": page}
    ) == [
        "README.md:1: Nought: write zero",
        "src/a.py:1: nought: write zero",
        "src/a.py:5: cannot  be told: write cannot tell",
        "src/a.py:5: told: write reported",
        "web/a.html:1: told: write reported",
    ]


def test_what_is_exempt_or_pending_is_left_alone(checker: ModuleType, tmp_path: Path) -> None:
    files = {
        "src/stored/a.py": "found = 'it is told'",
        "src/keys/a.py": "given = each = 1",
        "docs/a.py": "# told\nfound = 1",
    }
    assert faults_of(checker, tmp_path, files) == [
        "docs/a.py:2: found: write a noun for what it holds",
        "src/keys/a.py:1: each: write a noun for what it holds",
    ]


def test_an_exemption_without_a_reason_is_refused(checker: ModuleType) -> None:
    with pytest.raises(SystemExit, match="no reason is stated for src/b"):
        checker.read_vocabulary(LIST + '[[exempt]]\npath = "src/b"\n')


def test_the_measure_counts_participles_among_a_thousand_names(
    checker: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "src/house/room").mkdir(parents=True)
    (tmp_path / "src/house/room/a.py").write_text("found = rank = level = place = 1")
    rows = checker.measure(["src/house/room/a.py"], checker.read_vocabulary(LIST), tmp_path)
    assert [row.split()[0] for row in rows] == ["house", "house/room"]
    assert all(row.endswith("250.0 in 1,000") for row in rows)


@pytest.mark.slow
def test_this_repository_keeps_to_its_list(
    checker: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    status = checker.main([])
    assert (capsys.readouterr().out, status) == ("", 0)
