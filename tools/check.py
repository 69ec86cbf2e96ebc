"""Run every check and test, and say at the end what ran, what failed and what could not run here."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO

HERE = Path(__file__).resolve().parent.parent
TESTS = HERE / "tests"
BIN = Path(sys.executable).parent
IN_CI = bool(os.environ.get("CI"))
POSTGRES = os.environ.get("PRECEPT_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")


@dataclass
class Step:
    """One thing that was run."""

    name: str
    code: int
    seconds: float
    note: str = ""


def run(name: str, command: list[str], said: IO[str] | None = None, **environment: str) -> Step:
    """Run a command, showing what it says, or keeping it in a file."""
    print(f"\n── {name}", flush=True, file=said)
    began = time.monotonic()
    ran = subprocess.run(
        command, cwd=HERE, env={**os.environ, **environment}, stdout=said, stderr=said
    )
    return Step(name, ran.returncode, time.monotonic() - began)


def postgres_answers() -> bool:
    """Whether a PostgreSQL server answers where the tests look for it."""
    import psycopg

    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def checks() -> list[Step]:
    """What needs no database."""
    migrations = [str(BIN / "precept"), "django", "makemigrations", "--check", "--dry-run"]
    return [
        run("formatter", [str(BIN / "ruff"), "format", "--check", "."]),
        run("linter", [str(BIN / "ruff"), "check", "."]),
        run("types", [str(BIN / "mypy")]),
        run("order of the parts", [str(BIN / "lint-imports"), "--no-cache"]),
        run("templates", [str(BIN / "djlint"), "--lint", "--quiet", "src"]),
        run("migrations", migrations),
    ]


def tests(arguments: list[str]) -> list[Step]:
    """The suite on the embedded database, then on PostgreSQL, then the journeys in a browser."""
    pytest = [str(BIN / "pytest"), "-q", "--dist", "loadgroup", "-m", "not journey and not proof"]
    steps = [run("tests, SQLite", [*pytest, "-n", "2", *arguments], DATABASE_URL="")]
    if postgres_answers():
        # What asks no database is the same on both, and ran above. While one waits for the server, another works.
        command = [*pytest, "-n", "3", *arguments]
        steps.append(
            run("tests, PostgreSQL", command, DATABASE_URL=POSTGRES, PRECEPT_DATABASE_TESTS="1")
        )
    else:
        steps.append(absent("tests, PostgreSQL", f"no server answers at {POSTGRES}"))
    return steps


def journeys(said: IO[str]) -> list[Step]:
    """Browser journeys, accessibility and the HTML checker, in a home of their own."""
    known = ("chromium-headless-shell", "chromium")
    if not (os.environ.get("PRECEPT_BROWSER") or any(shutil.which(one) for one in known)):
        return [absent("journeys", "no Chromium: install it, or name one in PRECEPT_BROWSER")]
    # To read the tests that hold no journey takes a process ten seconds.
    holding = [
        str(file) for file in TESTS.rglob("test_*.py") if "mark.journey" in file.read_text("utf-8")
    ]
    command = [str(BIN / "pytest"), "-q", "-n", "2", "--dist", "loadgroup", "-m", "journey"]
    home = str(Path(os.environ["PRECEPT_HOME"]) / "journeys")
    return [
        run("journeys in a browser", [*command, *holding], said, DATABASE_URL="", PRECEPT_HOME=home)
    ]


def everything() -> list[Step]:
    """All of it. A browser, its server and its test wait for one another, so the rest runs beside the journeys."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said, ThreadPoolExecutor() as beside:
        journeying = beside.submit(journeys, said)
        steps = [*checks(), *tests([]), *journeying.result()]
        said.seek(0)
        print(said.read(), flush=True)
    return steps


def proofs() -> list[Step]:
    """What is too long for each change."""
    command = [str(BIN / "pytest"), "-q", "-m", "proof"]
    steps = [run("proofs, SQLite", command, DATABASE_URL="")]
    if postgres_answers():
        steps.append(run("proofs, PostgreSQL", command, DATABASE_URL=POSTGRES))
    return steps


def absent(name: str, why: str) -> Step:
    """Something that cannot run here: a failure in CI, said aloud elsewhere."""
    return Step(name, 1 if IN_CI else 0, 0.0, f"NOT RUN: {why}")


def main() -> int:
    """Run what was asked; 0 where everything that ran is right."""
    arguments = sys.argv[1:]
    home = tempfile.mkdtemp(prefix="precept-test-")
    os.environ["PRECEPT_HOME"] = home
    os.environ["PRECEPT_MADE_ONCE"] = str(Path(home) / "made-once")
    os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    try:
        if arguments == ["proofs"]:
            steps = proofs()
        elif arguments and arguments != ["fast"]:
            steps = [run("tests", [str(BIN / "pytest"), *arguments])]
        elif arguments == ["fast"]:
            steps = [*checks(), *tests([])]
        else:
            steps = everything()
    finally:
        shutil.rmtree(home, ignore_errors=True)
    print("\n── what ran")
    for step in steps:
        verdict = step.note or ("right" if step.code == 0 else "WRONG")
        print(f"{step.name:<28}{step.seconds:7.1f} s  {verdict}")
    return max(step.code != 0 for step in steps)


if __name__ == "__main__":
    sys.exit(main())
