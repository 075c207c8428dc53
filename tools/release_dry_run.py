"""Does everything of a release but releasing: ``make release-dry-run``.

Builds the wheel and the source archive, checks version and changelog, installs the wheel into a
fresh environment at the locked versions, and runs a few commands there. Everything lies in a
temporary folder; nothing is uploaded, tagged or changed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import venv
import zipfile
from pathlib import Path

from changelog import CHANGELOG, FragmentError, add_release, read_fragments

ROOT = Path(__file__).resolve().parents[1]
A_DAY = "2000-01-01"
IN_WHEEL = (
    "stocktake/py.typed",
    "stocktake/examples/blackpool/plan.toml",
    "stocktake/statistics/definitions/indicators/key-stage-4/attainment-8.toml",
    "stocktake_web/static/stocktake/app.css",
    "stocktake_web/static/stocktake/app.js",
    "stocktake_web/templates/base.html",
)
IN_ARCHIVE = ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "src/stocktake/__init__.py")


class ReleaseError(Exception):
    """Why this checkout cannot be released, one fault a line."""


def read_version() -> str:
    """The version that the project states."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def check_changelog(version: str, changelog: str) -> int:
    """How many changes the release would tell of.

    Raises
    ------
    ReleaseError
        The version was released already, or there is nothing to tell.
    """
    try:
        fragments = read_fragments()
        add_release(changelog, version, A_DAY, fragments)
    except FragmentError as error:
        raise ReleaseError(str(error)) from None
    return len(fragments)


def build(folder: Path) -> tuple[Path, Path]:
    """The wheel and the source archive."""
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
    run([*command, "--target", "wheel", "--target", "sdist"], ROOT)
    (wheel,), (archive,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return wheel, archive


def check_contents(version: str, wheel: Path, archive: Path) -> None:
    """Both carry the version in their name, and hold what a user needs.

    Raises
    ------
    ReleaseError
        A file is missing; style and script are where ``make assets`` was not run.
    """
    with zipfile.ZipFile(wheel) as package:
        names = set(package.namelist())
    with tarfile.open(archive) as packed_source:
        source = set(packed_source.getnames())
    top = f"stocktake-{version}"
    faults = [
        *(f"{wheel.name}: has no {name}" for name in IN_WHEEL if name not in names),
        *(f"{archive.name}: has no {name}" for name in IN_ARCHIVE if f"{top}/{name}" not in source),
    ]
    if not wheel.name.startswith(f"{top}-"):
        faults.append(f"{wheel.name}: expected the version {version} in its name")
    if any("/static/" in fault for fault in faults):
        faults.append("run: make assets")
    if faults:
        raise ReleaseError("\n".join(faults))


def install(wheel: Path, folder: Path) -> Path:
    """A fresh environment with the wheel and its web application; the folder of its programs."""
    venv.create(folder)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    # The lock says which versions; where they come from is for the person's own settings to say.
    uv = [sys.executable, "-m", "uv", "pip", "install", "--quiet"]
    target = ["--python", str(programs / "python"), "--constraint", str(ROOT / "requirements.lock")]
    run([*uv, *target, f"{wheel}[web]"], folder)
    return programs


def smoke(programs: Path, version: str, folder: Path) -> None:
    """Run what a new user runs first.

    Raises
    ------
    ReleaseError
        A command fails, or does not say what it should.
    """
    stocktake, web = str(programs / "stocktake"), str(programs / "stocktake-web")
    message = run([stocktake, "--version"], folder).strip()
    if message != f"stocktake {version}":
        raise ReleaseError(f"stocktake --version: expected 'stocktake {version}', got {message!r}")
    judgement = run([stocktake, "judge", "blackpool", "--at", "202021", "--format", "json"], folder)
    if not json.loads(judgement)["targets"]:
        raise ReleaseError("stocktake judge blackpool: judged no target")
    run([stocktake, "check", "blackpool"], folder)
    run([web, "check"], folder)
    style = run([web, "findstatic", "stocktake/app.css", "--first", "--verbosity", "0"], folder)
    if not Path(style.strip()).is_relative_to(folder.resolve()):
        raise ReleaseError(f"stocktake/app.css: expected it in {folder}, found {style.strip()}")


def run(command: list[str], folder: Path) -> str:
    """What a command prints, without this checkout on its path.

    Raises
    ------
    ReleaseError
        It fails.
    """
    our_prefixes = ("PYTHON", "STOCKTAKE_", "DJANGO_")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(our_prefixes)}
    process = subprocess.run(
        command, cwd=folder, env=clean, capture_output=True, encoding="utf-8", check=False
    )
    if process.returncode:
        short = " ".join([Path(command[0]).name, *command[1:]])
        raise ReleaseError(
            f"{short} ended with {process.returncode}:\n{process.stderr or process.stdout}"
        )
    return process.stdout


def main() -> int:
    """Every step, and what it showed."""
    try:
        version = read_version()
        count = check_changelog(version, CHANGELOG.read_text(encoding="utf-8"))
        print(f"version {version}, {count} changelog fragments")
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name).resolve()
            wheel, archive = build(folder / "dist")
            check_contents(version, wheel, archive)
            for item in (wheel, archive):
                print(f"{item.name}: {item.stat().st_size / 1e6:.1f} MB, whole")
            programs = install(wheel, folder / "elsewhere")
            print("installed into a fresh environment at the locked versions")
            smoke(programs, version, folder / "elsewhere")
            print("stocktake judges the example; stocktake-web checks itself and has its style")
    except ReleaseError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{version} can be released: docs/how-to/release.md says how")
    return 0


if __name__ == "__main__":
    sys.exit(main())
