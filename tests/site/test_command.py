"""The command line, run as those who run the server do."""

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests import once

pytestmark = [pytest.mark.xdist_group("command")]
ANSWERS = [
    "--name",
    "Office of the Commissioner for Northfold",
    "--short-name",
    "Northfold",
    "--body",
    "Commissioner for Northfold",
    "--administrator-name",
    "Robin Example",
    "--administrator-email",
    "robin@opcc.example",
    "--scanner",
    "none",
    "--password",
    "correct horse battery staple",
]


def precept(
    *arguments: str, home: Path, stdin: str | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "precept.site.command", *arguments],
        env=os.environ | {"PRECEPT_HOME": str(home), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=False,
        input=stdin,
    )


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration office, made by the command."""
    home = tmp_path_factory.mktemp("demonstration") / "home"
    return Path(shutil.copytree(once.demonstration(), home))


@pytest.fixture
def new_home(tmp_path: Path) -> Path:
    """A home whose database was made, and in which no office began."""
    once.embedded_database(tmp_path / "precept.sqlite3")
    return tmp_path


def test_help_names_every_command_without_starting_django(tmp_path: Path) -> None:
    script = (
        "import sys; from precept.site.command import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: assert 'django' not in sys.modules"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PRECEPT_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr
    for command in ("demo", "django", "init", "load", "seal", "serve", "verify", "worker"):
        assert f"\n  {command} " in ran.stdout


def test_a_real_office_begins_with_its_own_administrator_and_nobody_else(tmp_path: Path) -> None:
    first = precept("init", *ANSWERS, home=tmp_path)
    again = precept("init", *ANSWERS, home=tmp_path)

    assert first.returncode == 0, first.stderr
    assert "Office of the Commissioner for Northfold is set up." in first.stdout
    assert again.returncode == 1
    assert "There is an administrator already" in again.stderr
    people = precept(
        "django",
        "shell",
        "-v",
        "0",
        "-c",
        "from precept.foundation.people.models import Person;"
        "print([(p.email, p.has_usable_password()) for p in Person.objects.all()])",
        home=tmp_path,
    )
    assert people.stdout.strip().endswith("[('robin@opcc.example', True)]")


def test_a_refused_beginning_leaves_nothing(new_home: Path) -> None:
    weak = [*ANSWERS[:-1], "password1234"]
    refused = precept("init", *weak, home=new_home)
    begun = precept("init", *ANSWERS, home=new_home)

    assert refused.returncode == 1
    assert begun.returncode == 0, begun.stderr


def test_a_scanner_that_is_no_address_is_refused_in_words(new_home: Path) -> None:
    wrong = [*ANSWERS]
    wrong[wrong.index("none")] = "somewhere"

    ran = precept("init", *wrong, home=new_home)

    assert ran.returncode == 1
    assert "host:port" in ran.stderr


def test_the_demonstration_is_made_once(demonstration: Path) -> None:
    again = precept("demo", home=demonstration)

    assert (again.returncode, again.stdout) == (0, "The demonstration office is already here.\n")
    assert (demonstration / "scanner").read_text() == "none\n"  # what people try out never waits


def test_a_real_office_is_never_made_a_demonstration(new_home: Path) -> None:
    assert precept("init", *ANSWERS, home=new_home).returncode == 0

    ran = precept("demo", home=new_home)

    assert ran.returncode == 1
    assert "serves a real office" in ran.stderr


def test_an_honest_ledger_is_verified_and_a_foreign_checkpoint_is_not(
    demonstration: Path, tmp_path: Path
) -> None:
    good = precept("verify", "--export", str(tmp_path / "ledger.jsonl"), home=demonstration)
    lines = [json.loads(line) for line in (tmp_path / "ledger.jsonl").read_text().splitlines()]
    checkpoint = next(line for line in lines if "statement" in line)
    foreign = tmp_path / "foreign.json"
    foreign.write_text(
        json.dumps(checkpoint | {"statement": checkpoint["statement"].replace("1", "2")})
    )
    bad = precept("verify", "--checkpoint", str(foreign), home=demonstration)

    assert good.returncode == 0, good.stdout
    assert good.stdout.rstrip().endswith("Everything agrees.")
    assert bad.returncode == 1
    assert "the checkpoint you kept" in bad.stdout


def test_a_file_is_previewed_and_loaded_only_with_a_yes(
    demonstration: Path, tmp_path: Path
) -> None:
    file = tmp_path / "contracts.csv"
    file.write_text(
        "contract_number,contract_name,contract_due,contract_value\n"
        'CORE901,A new service,01/04/2024,"£56,000"\n'
        'CORE902,Another,01/04/2024,"£5,60"\n'
    )
    arguments = ["load", str(file), "--as", "contracts", "--set", "year=2022-23"]
    arguments += ["--set", "section=contracts", "--set", "fund=core", "--by"]
    somebody = "amina.brackenridge@opcc.example"

    stranger = precept(*arguments, "nobody@opcc.example", home=demonstration)
    preview = precept(*arguments, somebody, home=demonstration)
    loaded = precept(*arguments, somebody, "--yes", "--why", "A test", home=demonstration)

    assert stranger.returncode == 2
    assert "Nothing is loaded" in preview.stdout
    assert "line 3" in preview.stdout.casefold()
    assert loaded.returncode == 1, "a refused row is not a success"
    assert "CORE901" in loaded.stdout


def test_serving_says_its_address_and_stops_on_a_signal(demonstration: Path) -> None:
    from tests.journeys.conftest import free_port

    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "precept.site.command", "serve", "--port", str(port)],
        env=os.environ | {"PRECEPT_HOME": str(demonstration), "DATABASE_URL": ""},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    with server.stdout as said:
        first = said.readline()
        with urllib.request.urlopen(f"http://localhost:{port}/robots.txt", timeout=10) as answer:
            robots = answer.read().decode()
        server.terminate()
        code = server.wait(timeout=60)

    assert first.startswith(f"Precept answers at http://localhost:{port}/")
    assert f"http://127.0.0.1:{port}/sitemap.xml" in robots  # as every link in mail and feeds
    assert code == 0


def test_a_port_in_use_is_said_plainly(demonstration: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = precept("serve", "--port", str(taken.getsockname()[1]), home=demonstration)

    assert ran.returncode == 1
    assert "is in use" in ran.stderr
