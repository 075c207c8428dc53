"""The base and each extra, installed alone from the lock, import every module of their rooms."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest
from declared import (
    BESIDES,
    EXTRAS,
    ROOMS,
    ROOT,
    SRC,
    all_distributions,
    locked_lines,
    modules_of,
    third_party_imports,
)

IMPORT_ALL = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own wheel."""
    folder = tmp_path_factory.mktemp("wheels")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run([*build, "--directory", str(folder)], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("stocktake-*.whl")
    return wheel


def names_to_import(extra: str) -> Iterator[str]:
    """The modules of an extra's rooms, and what those import only once they are at work."""
    for room in (room for room, room_extra in ROOMS.items() if room_extra == extra):
        for path in modules_of(room):
            name = ".".join(path.relative_to(SRC).with_suffix("").parts)
            # Settings and the server's entry read the environment of a deployment.
            if not name.endswith("__main__") and not name.startswith(
                ("stocktake_web.settings", "stocktake_web.wsgi")
            ):
                yield name.removesuffix(".__init__")
        yield from third_party_imports(room)
    yield from BESIDES.get(extra, ())


@pytest.mark.slow
@pytest.mark.parametrize("extra", EXTRAS, ids=lambda extra: extra or "base")
def test_an_extra_installed_alone_imports_its_rooms(
    extra: str, wheel: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "venv"
    venv.create(folder)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    lock_file = tmp_path / "locked.txt"
    lock_file.write_text(locked_lines(all_distributions(extra)), encoding="utf-8")
    # uv links what its cache holds, where pip would copy 400 MB for Spark alone.
    uv = [sys.executable, "-m", "uv", "pip"]
    uv_options = ["--quiet", "--python", python]
    subprocess.run([*uv, "install", *uv_options, "--require-hashes", "-r", lock_file], check=True)
    subprocess.run([*uv, "install", *uv_options, "--no-deps", wheel], check=True)
    subprocess.run([*uv, "check", *uv_options], check=True)

    django = "import django; django.setup()\n" if extra == "web" else ""
    prefixes = ("PYTHON", "STOCKTAKE_", "DJANGO_")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(prefixes)}
    process = subprocess.run(
        [python, "-c", django + IMPORT_ALL, *names_to_import(extra)],
        cwd=tmp_path,
        env=clean | {"DJANGO_SETTINGS_MODULE": "stocktake_web.settings.local"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert process.returncode == 0, process.stderr
