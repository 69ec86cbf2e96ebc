"""The demonstration's data files, as plain values."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from precept.foundation import clock

DATA = files("precept.demo").joinpath("data")


@cache
def table(name: str) -> dict[str, Any]:
    """A data file by its name without ``.toml``."""
    return tomllib.loads(DATA.joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def path_of(name: str) -> Path:
    """A file of the data on disk, as the office gave it."""
    with as_file(DATA.joinpath(name)) as path:
        return path


def first_day(text: str) -> date:
    """The first day of a month written as "April 2023"."""
    return clock.read_date(f"1 {text}")
