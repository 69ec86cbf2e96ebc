"""The tests themselves: they can fail, they do not wait, and what they leave out they say."""

import ast
import re
from pathlib import Path

from tests.architecture.test_house import ROOT, modules

Function = ast.FunctionDef | ast.AsyncFunctionDef
PROVES = re.compile(r"assert|raises|warns|fail$|expect")


def test_modules() -> list[Path]:
    """Every module of the tests."""
    return [path for path in modules() if ROOT / "tests" in path.parents]
