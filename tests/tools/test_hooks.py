"""The hooks before a commit fetch nothing, and check what ``make check`` checks."""

from __future__ import annotations

from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
CONFIG = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
HOOKS = [hook for repository in CONFIG["repos"] for hook in repository["hooks"]]


def test_every_hook_is_of_this_repository_and_uses_its_environment() -> None:
    assert {repository["repo"] for repository in CONFIG["repos"]} == {"local"}
    assert {hook["language"] for hook in HOOKS} == {"system"}
    assert [hook["id"] for hook in HOOKS if not hook["entry"].startswith(".venv/bin/")] == []


def test_hooks_run_what_make_check_runs() -> None:
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").split("\ncheck:", 1)[1]
    recipe = recipe.split("\n\n", 1)[0].replace("$(BIN)/", ".venv/bin/")
    commands = [hook["entry"].replace(" --force-exclude", "") for hook in HOOKS]
    checks = [command for command in commands if "tools/changelog.py" not in command]
    assert len(checks) == 4
    assert [command for command in checks if command not in recipe] == []
