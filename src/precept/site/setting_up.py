"""What the command does beyond calling one action: the database, a real office, a load, a check."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command


def make_database() -> None:
    """Make the database, or bring it up to date."""
    Path(settings.PRECEPT_HOME).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def set_up_office(
    *,
    name: str,
    short_name: str,
    body: str,
    administrator_name: str,
    administrator_email: str,
    scanner: str,
    password: str,
) -> Iterator[str]:
    """Make a real office with its first administrator; yields lines for the person at the keyboard."""
    from precept.foundation.documents.scanner import at
    from precept.foundation.ledger.actions import action
    from precept.foundation.people import actions as people
    from precept.parties import actions as parties
    from precept.site.keys import keep_scanner

    if scanner != "none":
        at(scanner)

    @action
    def begin_office() -> None:
        administrator = people.first_administrator(
            name=administrator_name, email=administrator_email, password=password
        )
        parties.set_up_office(by=administrator, name=name, short_name=short_name, body_name=body)
        parties.publish_office(by=administrator)

    begin_office()
    keep_scanner(settings.PRECEPT_HOME, scanner)
    yield f"{name} is set up."
    yield (
        f"{administrator_name} signs in at {settings.PRECEPT_ADDRESS}/sign-in with the password, and"
        " sets up a second step there."
    )
    if scanner == "none":
        yield (
            "No virus scanner is named: uploaded files are held to our own checks alone, and pages"
            " say so. Name one later in PRECEPT_SCANNER."
        )


def load_for(
    file: Path,
    sheet: str,
    options: tuple[str, ...],
    email: str,
    why: str,
    yes: bool,
    say: Callable[[str], None],
) -> int:
    """Preview a file, and load it with ``yes``; returns the exit code."""
    from precept.foundation.intake import command
    from precept.foundation.ledger.actions import Refusal
    from precept.foundation.people import rules
    from precept.foundation.people.models import Person

    person = Person.objects.filter(email=rules.same_address(email), is_active=True).first()
    if person is None:
        say(f"Nobody here has the address {email}.")
        return 2
    chosen = {}
    for option in options:
        name, equals, value = option.partition("=")
        if not equals:
            say(f"Write options as name=value: “{option}” has no “=”.")
            return 2
        chosen[name] = value
    try:
        intake = command.load_file(file, sheet, chosen, by=person, why=why, confirm=yes, say=say)
    except Refusal as refusal:
        say(refusal.words)
        return 2
    return 1 if intake.rows_refused else 0


def verify(kept: tuple[Path, ...], export: Path | None) -> int:
    """Check ledger, what is public, minutes, disposals, books; 0 where all agrees, 1 where not, 2 unreadable."""
    import click

    from precept.do.spending import queries as books
    from precept.foundation.ledger import queries, verify_ledger
    from precept.foundation.ledger.models import Event
    from precept.foundation.publications import queries as publications
    from precept.records import queries as records
    from precept.review.management import queries as management

    try:
        outside = [json.loads(path.read_text(encoding="utf-8")) for path in kept]
        for one in outside:
            json.loads(one["statement"])
    except (ValueError, KeyError, TypeError) as problem:
        click.echo(f"A kept checkpoint cannot be read: {problem}", err=True)
        return 2
    if export is not None:
        with export.open("w", encoding="utf-8") as lines:
            for line in queries.export():
                lines.write(line + "\n")
        click.echo(f"Exported to {export}.")
    with click.progressbar(
        queries.events_for_check(),
        length=Event.objects.count(),
        label="Checking",
        file=sys.stderr,
        update_min_steps=2_000,
    ) as events:
        outcome = verify_ledger.check(events, queries.checkpoints_for_check(), outside)
    outcome.findings += publications.check()
    outcome.findings += management.check_minutes()
    outcome.findings += records.check_register()
    outcome.findings += [verify_ledger.Finding("books", one) for one in books.problems_with_books()]
    for finding in outcome.findings:
        click.echo(f"✗ {finding}")
    click.echo(verify_ledger.summary(outcome))
    return 0 if outcome.holds else 1


RESTORED = (
    "This database was restored from a backup that is older than the register of disposals: {count:,} records"
    " that were disposed of are back in it. Run “precept dispose-again” before anybody is served."
)


def do_register_again(check: bool, register: Path | None, say: Callable[[str], None]) -> int:
    """Dispose again of what came back with a backup, or say whether anything did; the exit code."""
    from precept.foundation.ledger.actions import Refusal
    from precept.records import actions, queries
    from precept.site.serving import BEHIND

    if check:
        behind = queries.behind()
        if behind:
            say(RESTORED.format(count=len(behind)))
        return BEHIND if behind else 0
    try:
        outcome = actions.dispose_again(say, register=register)
    except Refusal as refusal:
        say(refusal.words)
        return 2
    say(f"{outcome.read:,} disposals read, {outcome.again:,} of them done again.")
    return 0
