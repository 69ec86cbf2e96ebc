"""The committed stylesheet and script are what their sources make, to the byte."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
FRONTEND = ROOT / "frontend"
SHIPPED = ROOT / "src/precept/foundation/web/static/precept"


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def cannot(reason: str) -> None:
    """Where the checks must be whole, a check that cannot run has failed."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def test_the_committed_look_is_what_its_sources_make(tmp_path: Path) -> None:
    if shutil.which("node") is None:
        cannot("Node is not installed: the committed site.css and site.js were not rebuilt.")
    built = subprocess.run(
        [str(FRONTEND / "build"), str(tmp_path / "built")],
        capture_output=True,
        text=True,
        check=False,
    )
    if built.returncode != 0 and not (FRONTEND / "node_modules" / "sass").is_dir():
        cannot(f"The tools of frontend/ could not be installed: {built.stderr[-500:]}")
    assert (built.returncode, built.stderr) == (0, "")
    made, shipped = files_of(tmp_path / "built"), files_of(SHIPPED)
    assert sorted(made) == sorted(shipped)
    assert [name for name in made if made[name] != shipped[name]] == []


def test_the_lock_names_no_registry() -> None:
    lock = (FRONTEND / "package-lock.json").read_text()
    assert re.findall(r'"resolved"', lock) == []
    assert re.findall(r"registry\.[a-z.]+", lock) == []


def test_the_script_writes_no_html_from_strings() -> None:
    script = (SHIPPED / "site.js").read_text()
    pattern = (
        r"\.innerHTML\b|\.outerHTML\b|insertAdjacentHTML|document\.write|\beval\(|new Function"
    )
    assert re.findall(pattern, script) == []


def test_the_stylesheet_fetches_only_what_is_shipped_beside_it() -> None:
    style = (SHIPPED / "site.css").read_text()
    fetched = set(re.findall(r"url\(([^)]*)\)", style))
    assert {name for name in fetched if not (SHIPPED / name).is_file()} == set()
    assert re.findall(r"@import|GDS Transport|@font-face", style) == []


def test_the_look_stays_small() -> None:
    sizes = {name: (SHIPPED / name).stat().st_size for name in ("site.css", "site.js")}
    assert {name: size for name, size in sizes.items() if size > 160_000} == {}
