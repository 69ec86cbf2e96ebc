"""The ``precept`` command, for those who run the server. Everything an office does is a page."""

import os
import sys
from pathlib import Path
from typing import Any

import click

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "precept.site.settings")


def _start() -> None:
    """Start Django; only the commands that need it pay for it."""
    import django

    django.setup()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="precept")
def main() -> None:
    """Run Precept: the whole commissioning job of a local policing body, in the open."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, envvar="HOST")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), envvar="PORT"
)
@click.option(
    "--workers",
    default=lambda: min(2, os.cpu_count() or 1),
    show_default="one for each core, at the most two",
    type=click.IntRange(1, 64),
    help="Processes that answer.",
)
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 256))
@click.option(
    "--without-worker", is_flag=True, help="Background tasks run elsewhere (precept worker)."
)
def serve(host: str, port: int, workers: int, threads: int, without_worker: bool) -> None:
    """Serve the office's site, and do its background tasks."""
    os.environ["PORT"] = str(port)  # the links in mail and feeds lead there too
    from precept.site.serving import serve as start

    sys.exit(start(host, port, workers, threads, with_worker=not without_worker))


@main.command()
def worker() -> None:
    """Do background tasks: mail, files, sealing. Any number may run at once."""
    _start()
    from precept.site.serving import work

    work()


@main.command()
@click.option("--quiet-if-there", is_flag=True, help="Do nothing where the office is already made.")
@click.option("--large", type=int, default=0, help="Add this many synthetic agreements.")
def demo(quiet_if_there: bool, large: int) -> None:
    """Make the demonstration office: 2022-23 as the strategy describes it, invented people."""
    from precept.site.setting_up import make_database

    _start()
    make_database()
    from django.conf import settings

    from precept.demo import actions
    from precept.site.keys import keep_scanner

    if actions.is_made():
        if not quiet_if_there:
            click.echo("The demonstration office is already here.")
        return
    if actions.another_office_is_here():
        raise click.ClickException(
            "This database serves a real office. Choose another PRECEPT_HOME for the demonstration."
        )
    with click.progressbar(
        length=actions.STEPS, label="Making the demonstration office", file=sys.stderr
    ) as bar:
        actions.make(step=lambda _: bar.update(1), large=large)
    if not settings.PRECEPT_SCANNER:  # files that somebody tries out would wait for ever
        keep_scanner(settings.PRECEPT_HOME, "none")


@main.command()
@click.option("--name", prompt="The office's name")
@click.option("--short-name", prompt="Its short name, for narrow places")
@click.option("--body", prompt="The commissioning body, as it signs contracts")
@click.option("--administrator-name", prompt="The first administrator's name")
@click.option("--administrator-email", prompt="Their e-mail address")
@click.option(
    "--scanner",
    prompt="The virus scanner (clamd) as host:port or a socket's path, or “none”",
    default="none",
)
@click.password_option(prompt="A password for them (at least 12 characters)")
def init(**answers: Any) -> None:
    """Set up a real office: its name, its body, its first administrator. No account exists before."""
    from precept.site.setting_up import make_database, set_up_office

    _start()
    make_database()
    from precept.foundation.documents.scanner import BadAddress
    from precept.foundation.ledger.actions import Refusal

    try:
        for line in set_up_office(**answers):
            click.echo(line)
    except Refusal as refusal:
        raise click.ClickException(refusal.words) from None
    except BadAddress as problem:
        raise click.ClickException(str(problem)) from None


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--as", "sheet", required=True, help="What kind of file it is; “precept load -h” lists them."
)
@click.option(
    "--set", "options", multiple=True, metavar="NAME=VALUE", help="An option of the sheet."
)
@click.option("--by", "email", required=True, help="Who loads it: the e-mail address of a person.")
@click.option("--why", default="", help="Why, for the ledger.")
@click.option("--yes", is_flag=True, help="Load it; without this you see a preview alone.")
def load(file: Path, sheet: str, options: tuple[str, ...], email: str, why: str, yes: bool) -> None:
    """Load a file that somebody gave the office: a preview first, then, with --yes, the rows."""
    _start()
    from precept.site.setting_up import load_for

    sys.exit(load_for(file, sheet, options, email, why, yes, click.echo))


@main.command()
@click.option(
    "--checkpoint",
    "kept",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A checkpoint that you kept outside (repeat for more).",
)
@click.option(
    "--export", type=click.Path(path_type=Path), help="Write the ledger for verify_ledger.py."
)
def verify(kept: tuple[Path, ...], export: Path | None) -> None:
    """Check the whole ledger, that checkpoints kept outside still stand in it, and that the books add up."""
    _start()
    from precept.site.setting_up import verify as check

    sys.exit(check(kept, export))


@main.command()
def seal() -> None:
    """Seal what has happened since the last checkpoint, now."""
    _start()
    from precept.foundation.ledger.sealing import seal as seal_now

    made = seal_now()
    click.echo(f"{len(made)} checkpoints made." if made else "Nothing to seal.")


@main.command("dispose-again")
@click.option(
    "--check", is_flag=True, help="Only say whether it has to be done; exit code 3 if so."
)
@click.option(
    "--register",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A signed register that somebody downloaded, where the folder beside the database is lost.",
)
def dispose_again(check: bool, register: Path | None) -> None:
    """Dispose again, after a backup was restored, of everything that the register says was disposed of since.

    Run it with nothing serving. On SQLite it also writes the whole file anew, without what was deleted.
    """
    _start()
    from precept.site.setting_up import do_register_again

    sys.exit(do_register_again(check, register, click.echo))


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def django(arguments: tuple[str, ...]) -> None:
    """Django's own commands (migrate, dbshell, check …)."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["precept django", *arguments])


if __name__ == "__main__":
    main()
