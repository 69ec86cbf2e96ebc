"""Take the pictures of the README from a demonstration that is running.

    ./run                                        # in one window
    .venv/bin/python tools/pictures.py           # in another; --address for another place than port 8000

Needs the tools of the tests (requirements/dev.txt) and Chromium, or a browser named in PRECEPT_BROWSER.
"""

import argparse
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import FloatRect, Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
BROWSER = os.environ.get("PRECEPT_BROWSER") or shutil.which("chromium") or "/usr/bin/chromium"
WIDTH, HEIGHT = 1280, 900
MARGIN = 24
LARGEST = 250 * 1024
MANAGER = "Be Amina Brackenridge"


@dataclass(frozen=True)
class Picture:
    """A picture: where it is taken, between which headings, how high without them, and as whom."""

    name: str
    place: str
    first: str = ""
    last: str = ""
    height: int = HEIGHT
    is_of_the_office: bool = False


WANTED = (
    Picture("front-page", "/", height=960),
    Picture("framework", "/framework/2022-23", first="Intended spend", last="Take it with you"),
    Picture("round", "/opportunities/DEMO-2026-10", height=1000),
    Picture("register", "/office/register", is_of_the_office=True),
    Picture("ranking", "/office/rounds/PZ-2024-25-2/ranking", height=1150, is_of_the_office=True),
)


def height_of(page: Page, heading: str) -> float:
    """How far down the page a heading stands, in pixels."""
    box = page.get_by_role("heading", name=heading, exact=True).first.bounding_box()
    if box is None:
        raise SystemExit(f"{page.url} does not show the heading “{heading}”.")
    return box["y"] - MARGIN


def take(page: Page, wanted: Picture) -> int:
    """Take one picture; its size in bytes."""
    page.goto(wanted.place)
    top = height_of(page, wanted.first) if wanted.first else 0
    bottom = height_of(page, wanted.last) if wanted.last else top + wanted.height
    clip: FloatRect = {"x": 0, "y": top, "width": WIDTH, "height": bottom - top}
    path = PICTURES / f"{wanted.name}.png"
    return len(page.screenshot(path=path, full_page=True, clip=clip, animations="disabled"))


def main() -> int:
    """Take them all; 1 where one is too large for a README."""
    reading = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    reading.add_argument("--address", default="http://127.0.0.1:8000")
    address = reading.parse_args().address
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        page = browser.new_page(base_url=address, viewport={"width": WIDTH, "height": HEIGHT})
        sizes = {one.name: take(page, one) for one in WANTED if not one.is_of_the_office}
        page.goto("/demo/people")
        page.get_by_role("button", name=MANAGER).click()
        page.wait_for_url("**/office/**")
        sizes |= {one.name: take(page, one) for one in WANTED if one.is_of_the_office}
        browser.close()
    for name, size in sizes.items():
        print(f"docs/pictures/{name}.png  {size // 1024} KB")
    return 1 if max(sizes.values()) > LARGEST else 0


if __name__ == "__main__":
    sys.exit(main())
