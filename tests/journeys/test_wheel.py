"""The wheel alone judges the example and styles its pages: nothing was left in the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_wheel_installed_elsewhere_judges_the_example(tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run([*build, "--directory", str(wheels)], cwd=ROOT, check=True)
    (wheel,) = wheels.glob("stocktake-*.whl")

    home = tmp_path / "elsewhere"
    venv.create(home / "venv")
    scripts = home / "venv" / ("Scripts" if os.name == "nt" else "bin")
    constraints = tmp_path / "pinned.txt"
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    constraints.write_text("\n".join(line.removesuffix(" \\") for line in lines if "==" in line))
    # uv links what its cache holds; pip would unpack and compile everything, for a minute.
    install = [sys.executable, "-m", "uv", "pip", "install", "--quiet"]
    install += ["--python", scripts / "python", "-c", constraints]
    subprocess.run([*install, wheel], check=True)
    # Where the checkout is on the path, a file that the wheel lacks would be found there.
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    process = subprocess.run(
        [scripts / "stocktake", "judge", "blackpool", "--at", "202021", "--format", "json"],
        cwd=home,
        env=clean,
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )

    targets = {target["id"]: target for target in json.loads(process.stdout)["targets"]}
    assert targets["sustained-destination-top-half"]["status"] == "not_met"
    assert targets["sustained-destination-top-half"]["rank"] == 150

    subprocess.run([*install, f"{wheel}[web]"], check=True)
    web = [scripts / "python", "-m", "stocktake_web.manage"]
    subprocess.run([*web, "check"], cwd=home, env=clean, check=True, capture_output=True)
    search = subprocess.run(
        [*web, "findstatic", "stocktake/app.css", "--first", "--verbosity", "0"],
        cwd=home,
        env=clean,
        check=True,
        capture_output=True,
        text=True,
    )
    assert Path(search.stdout.strip()).stat().st_size > 10_000
