"""Takes the documentation's pictures of the application: ``make screenshots``.

It makes the demonstration in a temporary folder, serves it on a free port of this machine, and
takes each page at the width of a desktop and of a phone. Nothing is left behind but the pictures.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "images" / "web"
ASSETS = ROOT / "src" / "stocktake_web" / "static" / "stocktake" / "app.css"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
SIZES = {
    "desktop": {"width": 1280, "height": 900},
    "phone": {"width": 375, "height": 740},
}
TALLEST_PHONE = 1_300
MOST_BYTES = 250_000
PLACE = "eastmere"


@dataclass(frozen=True)
class Shot:
    """One page to take.

    Parameters
    ----------
    name : str
        The picture's name, before the size.
    path : str
        Its address below the place.
    role : str
        Who looks: ``""`` is anyone.
    link : str
        Pattern of a link on that page which is followed first; ``""`` takes the page itself.
    tallest : int
        How many pixels of the page the desktop's picture shows: enough for a table or chart.
    place : str
        Whose page it is; ``""`` is none's.
    """

    name: str
    path: str
    role: str = ""
    link: str = ""
    tallest: int = 1_500
    place: str = PLACE


SHOTS = (
    Shot("public-home", "/"),
    Shot("public-target", "/targets/persistent-absence-below-country/", tallest=1_750),
    Shot("explorer-authority", "/explore/authority/?indicator=lait:TotPermEx", tallest=1_850),
    Shot("explorer-profile", "/explore/profile/"),
    Shot(
        "explorer-released",
        "/explore/authority/?release=disclosed-persistent-absence-by-need/2026-04-30-18420b4960cc-r1"
        "&indicator=disclosed:persistent-absence-percent%3Fneed%3DVI",
        tallest=2_150,
    ),
    Shot("dashboard", "/dashboard/", "delivery_lead", tallest=1_200),
    Shot("plan", "/dashboard/plan/", "delivery_lead"),
    Shot("meeting", "/dashboard/boards/", "secretary", r"/dashboard/boards/meetings/\d+/$"),
    Shot("pack", "/dashboard/boards/", "secretary", r"/dashboard/boards/meetings/\d+/$"),
    Shot("start", "/", place=""),
    Shot("search", "/search/?q=persistant+absense", tallest=1_100),
    Shot("first-page-head", "/dashboard/", "headteacher", tallest=1_000),
    Shot("first-page-chair", "/dashboard/", "board_member", tallest=1_000),
    Shot("first-page-councillor", "/dashboard/", "councillor", tallest=1_000),
    Shot("first-page-youth", "/dashboard/", "youth_member"),
    Shot("targets", "/dashboard/plan/targets/", "delivery_lead"),
    Shot("activities", "/dashboard/plan/activities/", "delivery_lead", tallest=1_100),
    Shot("risks", "/dashboard/plan/risks/", "delivery_lead", tallest=1_100),
    Shot("returns", "/dashboard/plan/returns/", "delivery_lead", tallest=1_100),
    Shot("history", "/dashboard/history/", "administrator", tallest=1_100),
    Shot("schools", "/dashboard/schools/", "improvement_officer", tallest=1_100),
    Shot("school", "/dashboard/schools/900033/", "improvement_officer", tallest=1_100),
    Shot("school-profile", "/dashboard/schools/900001/profile/", "headteacher", tallest=1_150),
    Shot("school-similar", "/dashboard/schools/900001/similar/", "headteacher", tallest=1_000),
    Shot("school-pack", "/dashboard/schools/900001/pack/", "governor", tallest=1_300),
    Shot("releases", "/dashboard/releases/", "head_of_service", tallest=1_100),
)


def main() -> int:
    """Take every picture, or those named."""
    parser = argparse.ArgumentParser(description="Take the documentation's pictures.")
    parser.add_argument("only", nargs="*", help="Names of pictures; all by default.")
    names = set(parser.parse_args().only)
    unknown = names - {shot.name for shot in SHOTS}
    if unknown:
        sys.exit(f"There is no picture {', '.join(sorted(unknown))}.")
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        sys.exit("No Chromium is installed: install the system's package chromium.")
    if not ASSETS.exists():
        sys.exit("The pages' assets are not built: run make assets.")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="stocktake-", ignore_cleanup_errors=True) as folder,
        serve_demonstration(Path(folder)) as (address, password),
    ):
        heavy = take(browser, address, password, [s for s in SHOTS if not names or s.name in names])
    for line in heavy:
        print(line, file=sys.stderr)
    return 1 if heavy else 0


@contextmanager
def serve_demonstration(folder: Path) -> Iterator[tuple[str, str]]:
    """The demonstration, served from a folder of its own: its address and its password."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "stocktake_web.settings.local",
        "STOCKTAKE_DEMO": "1",
        "STOCKTAKE_WAREHOUSE": str(folder / "warehouse"),
        "STOCKTAKE_DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
    }
    command = [sys.executable, "-m", "stocktake_web.manage"]
    output = subprocess.run(
        [*command, "demo"], env=environment, check=True, capture_output=True, text=True
    ).stdout
    subprocess.run(
        [*command, "prepare_schools"], env=environment, check=True, capture_output=True, text=True
    )
    match = re.search(r"^Password of every account: (\S+)$", output, re.MULTILINE)
    if match is None:
        raise RuntimeError(f"the demonstration did not say its password:\n{output}")
    address = f"127.0.0.1:{free_port()}"
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [*command, "runserver", "--noreload", address],
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(f"http://{address}/healthz", server)
            yield f"http://{address}", match[1]
        finally:
            server.terminate()
            server.wait(timeout=20)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen[bytes], seconds: int = 60) -> None:
    """Return once the server answers."""
    for _ in range(seconds * 4):
        if server.poll() is not None:
            raise RuntimeError("the server ended before it answered")
        try:
            with urlopen(address, timeout=2):
                return
        except URLError:
            time.sleep(0.25)
    raise RuntimeError(f"the server did not answer within {seconds} seconds")


def take(browser: str, address: str, password: str, shots: list[Shot]) -> list[str]:
    """Take pictures at both sizes; lines about those that are too large."""
    from playwright.sync_api import sync_playwright

    heavy = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=list(QUIET))
        for size, viewport in SIZES.items():
            for role in sorted({shot.role for shot in shots}):
                context = chromium.new_context(viewport=viewport, base_url=address)
                page = context.new_page()
                if role:
                    sign_in(page, role, password)
                for shot in (shot for shot in shots if shot.role == role):
                    path = PICTURES / f"{shot.name}-{size}.png"
                    open_page(page, shot)
                    height = page.evaluate("document.documentElement.scrollHeight")
                    clip = {"x": 0, "y": 0, "width": viewport["width"]}
                    clip["height"] = min(height, TALLEST_PHONE if size == "phone" else shot.tallest)
                    page.screenshot(path=path, full_page=True, clip=clip, animations="disabled")
                    bytes_count = path.stat().st_size
                    print(f"{path.relative_to(ROOT).as_posix()}: {bytes_count // 1000} kB")
                    if bytes_count > MOST_BYTES:
                        heavy.append(f"{path.name} has {bytes_count} bytes, over {MOST_BYTES}")
                context.close()
        chromium.close()
    return heavy


def sign_in(page: Any, role: str, password: str) -> None:
    """Sign in as the demonstration's account of a role."""
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(f"{role.replace('_', '.')}@demo.invalid")
    page.locator("input[name=password]").fill(password)
    page.locator("main button[type=submit]").click()
    page.wait_for_load_state()
    if "/accounts/login/" in page.url:
        raise RuntimeError(f"could not sign in as {role}")


def open_page(page: Any, shot: Shot) -> None:
    """Open the page of a picture, following its link where it has one."""
    path = f"/{shot.place}{shot.path}" if shot.place else shot.path
    response = page.goto(path)
    if shot.link:
        links = page.locator("main a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        path = next(link for link in links if re.search(shot.link, link or ""))
        path = f"{path}pack/" if shot.name == "pack" else path
        response = page.goto(path)
    if response.status != 200:
        raise RuntimeError(f"{path} answered {response.status}")
    page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    sys.exit(main())
