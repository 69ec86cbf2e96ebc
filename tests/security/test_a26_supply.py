"""Only what was looked at gets in, byte for byte, and what is known to be wrong is said (security: A26)."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import audit

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements"
SHIPPED = Path(__file__).resolve().parent / "shipped.sha256"
MOST_DIRECT: Final = 45

BLOCK = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(?P<rest>.*(?:\n[ \t].*)*)", re.M
)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def locked(name: str) -> list[tuple[str, str, str]]:
    """Each package of a lock: its name, its version and what follows, hashes among it."""
    text = (REQUIREMENTS / name).read_text(encoding="utf-8")
    return [(one["name"], one["version"], one["rest"]) for one in BLOCK.finditer(text)]


@pytest.mark.parametrize("name", ["base.txt", "dev.txt"])
def test_every_package_is_locked_to_one_version_and_to_its_bytes(name: str) -> None:
    text = (REQUIREMENTS / name).read_text(encoding="utf-8")
    packages = locked(name)
    loose = [line for line in text.splitlines() if re.match(r"[A-Za-z]", line) and "==" not in line]

    assert loose == []
    assert [package for package, _, rest in packages if not HASH.search(rest)] == []
    assert len(packages) == len({package for package, _, _ in packages}) > 20
    assert [
        line for line in text.splitlines() if re.search(r"://|@ |^-e|--index|git\+", line)
    ] == []


def direct(name: str) -> list[tuple[str, str]]:
    """Each package that we ask for ourselves, with the reason beside it."""
    lines = (REQUIREMENTS / name).read_text(encoding="utf-8").splitlines()
    asked = [line for line in lines if line.strip() and not line.startswith(("#", "-r "))]
    return [(line.split("#")[0].strip(), line.partition("#")[2].strip()) for line in asked]


def test_what_we_ask_for_ourselves_is_little_and_each_has_its_reason() -> None:
    asked = direct("base.in") + direct("dev.in")

    assert [name for name, reason in asked if len(reason) < 5] == []
    assert len(asked) <= MOST_DIRECT


def test_what_we_ask_for_is_what_is_locked() -> None:
    names = {package for package, _, _ in locked("dev.txt")}

    for name in ("base.in", "dev.in"):
        bare = {re.split(r"[\[~=<>]", asked)[0].strip().lower() for asked, _ in direct(name)}
        assert bare - names == set()
    base = {(name, version) for name, version, _ in locked("base.txt")}
    assert base - {(name, version) for name, version, _ in locked("dev.txt")} == set()


def wheel(folder: Path) -> Path:
    """A package of one line, as an installer takes it."""
    path = folder / "harmless-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("harmless.py", "YES = True\n")
        told = "harmless-1.0.dist-info"
        packed.writestr(f"{told}/METADATA", "Metadata-Version: 2.1\nName: harmless\nVersion: 1.0\n")
        packed.writestr(
            f"{told}/WHEEL",
            "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        packed.writestr(f"{told}/RECORD", f"harmless.py,,\n{told}/METADATA,,\n{told}/WHEEL,,\n")
    return path


def installers() -> dict[str, list[str]]:
    """The installers of this machine that ``tools/set-up.sh`` would use."""
    found = {}
    if (
        shutil.which("uv")
        and subprocess.run(["uv", "--version"], capture_output=True).returncode == 0
    ):
        found["uv"] = ["uv", "pip", "install", "--python", sys.executable]
    python = next(Path(sys.base_prefix, "bin").glob("python3"), Path(sys.executable))
    if subprocess.run([python, "-m", "pip", "--version"], capture_output=True).returncode == 0:
        found["pip"] = [str(python), "-m", "pip", "install", "--disable-pip-version-check"]
    return found


def install(command: list[str], folder: Path, digest: str) -> subprocess.CompletedProcess[str]:
    """Install the harmless package as ``set-up.sh`` does, from a folder and with no network."""
    (folder / "lock.txt").write_text(f"harmless==1.0 --hash=sha256:{digest}\n")
    return subprocess.run(
        [
            *command,
            "--no-index",
            "--find-links",
            str(folder),
            "--target",
            str(folder / "installed"),
            "--require-hashes",
            "-r",
            str(folder / "lock.txt"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_package_whose_bytes_were_swapped_is_not_installed(tmp_path: Path) -> None:
    content = wheel(tmp_path).read_bytes()
    right, wrong = hashlib.sha256(content).hexdigest(), hashlib.sha256(b"another").hexdigest()

    assert installers() != {}
    for command in installers().values():
        shutil.rmtree(tmp_path / "installed", ignore_errors=True)
        refused = install(command, tmp_path, wrong)
        assert refused.returncode != 0
        assert "hash" in (refused.stdout + refused.stderr).lower()
        assert not (tmp_path / "installed" / "harmless.py").exists()
        done = install(command, tmp_path, right)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "installed" / "harmless.py").exists()


def test_the_environment_is_only_ever_made_with_hashes() -> None:
    script = (ROOT / "tools" / "set-up.sh").read_text(encoding="utf-8")
    installs = [line.strip() for line in script.splitlines() if " install --" in line]

    assert len(installs) == 4
    for line in installs:
        assert ("--require-hashes" in line) is not ("--no-deps -e" in line), line


def test_nothing_of_ours_runs_when_it_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    scripts = json.loads((ROOT / "frontend" / "package.json").read_text()).get("scripts", {})

    assert project["build-system"] == {
        "requires": ["setuptools>=75"],
        "build-backend": "setuptools.build_meta",
    }
    assert [name for name in ("setup.py", "setup.cfg") if (ROOT / name).exists()] == []
    assert set(scripts) & {"preinstall", "install", "postinstall", "prepare"} == set()


def test_what_the_look_is_made_of_is_locked_to_its_bytes() -> None:
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}

    assert [
        name for name, one in packages.items() if not one.get("integrity", "").startswith("sha512-")
    ] == []
    assert [name for name, one in packages.items() if "://" in one.get("resolved", "")] == []


def test_the_script_that_browsers_run_is_the_one_that_was_looked_at() -> None:
    """Every line of it was read: a changed one turns this red until ``shipped.sha256`` is changed by hand."""
    folder = ROOT / "src" / "precept" / "foundation" / "web" / "static" / "precept"
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    agreed = {name: digest for digest, name in (line.split(maxsplit=1) for line in lines)}
    found = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".js", ".mjs", ".svg", ".wasm"}
    }

    assert found == agreed


def test_no_page_of_ours_reaches_out_for_a_script_a_style_or_a_font() -> None:
    outside = re.compile(r"""(?:src|href)=["'](?:https?:)?//[^"']+\.(?:js|css|woff2?)""")
    templates = [*ROOT.glob("src/precept/**/*.html"), *ROOT.glob("src/precept/**/static/**/*.css")]

    assert [str(path) for path in templates if outside.search(path.read_text("utf-8"))] == []
    assert len(templates) > 30


# The audit. A scanner that cannot find a planted fault is not believed.


def test_nothing_locked_is_known_to_be_wrong() -> None:
    _, advisories = audit.read_advisories()
    every = [pin for name in ("base.txt", "dev.txt") for pin in audit.pins(_read(name))]

    assert list(audit.wrong(every, advisories)) == []
    assert len(set(every)) == len({(name, version) for name, version, _ in locked("dev.txt")})


def _read(name: str) -> str:
    return (REQUIREMENTS / name).read_text(encoding="utf-8")


def test_a_planted_bad_pin_turns_the_audit_red(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planted = tmp_path / "bad.txt"
    planted.write_text(re.sub(r"^django==\S+", "django==4.2.0", _read("base.txt"), flags=re.M))
    dated, _ = audit.read_advisories()

    code = audit.main([str(planted)], dated)

    said = capsys.readouterr().out
    assert code == 1
    assert "✗ django 4.2.0: CVE-2023-31047." in said
    assert audit.main([str(REQUIREMENTS / "base.txt")], dated) == 0


@pytest.mark.parametrize(
    ("package", "version", "known"),
    [
        ("Django", "4.2.0", True),
        ("django", "5.2.7", True),
        ("django", "5.2.19", False),
        ("jinja2", "3.1.5", True),
        ("Jinja2", "3.1.6", False),
        ("cryptography", "44.0.0", True),
        ("cryptography", "50.0.2", False),
        ("django-allauth", "4.2.0", False),
        ("PyYAML", "5.3", True),
        ("lxml", "6.1.3", False),
    ],
)
def test_the_audit_knows_these(package: str, version: str, known: bool) -> None:
    _, advisories = audit.read_advisories()

    assert bool(list(audit.wrong([(package, version)], advisories))) is known


def test_an_empty_lock_is_not_a_clean_one(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("# nothing\n")

    assert audit.main([str(tmp_path / "empty.txt")], audit.read_advisories()[0]) == 1


def test_every_advisory_has_its_numbers_and_says_what_is_wrong() -> None:
    dated, advisories = audit.read_advisories()
    numbers = [number for one in advisories for number in one.ids]

    assert [number for number in numbers if not re.fullmatch(r"CVE-20\d\d-\d{4,6}", number)] == []
    assert len(numbers) == len(set(numbers))
    assert [one.ids for one in advisories if not one.what or not one.affected] == []
    assert isinstance(dated, date)


@given(st.integers(0, 400))
def test_old_advisories_first_warn_and_then_fail(days: int) -> None:
    words, is_failure = audit.age_problem(date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=days))

    assert (bool(words), is_failure) == (days > 14, days > 60)


def test_the_advisories_are_not_too_old_to_rely_on() -> None:
    """Red when nobody looked them over for two months: read what the makers said since, and date the file."""
    dated, _ = audit.read_advisories()
    words, is_failure = audit.age_problem(dated, date.today())  # noqa: DTZ011 - the day of this build

    assert not is_failure, words
