"""The same pages of pretalx, an open-source system for calls for papers, with as many submissions.

    python3 -m venv /tmp/peer && /tmp/peer/bin/pip install pretalx
    /tmp/peer/bin/python benchmarks/peer_pretalx.py 5000 50      submissions, and how often each page is read

Works in a database of its own in a temporary folder (SQLite): one event, so many submissions with a speaker and
the same lengths of text as ``benchmarks/bids.py``, two reviews each; the pages through Django's test client,
warm, queries, KiB and CPU (median).
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 50
COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
HOME = Path(os.environ.get("PEER_HOME") or tempfile.mkdtemp(prefix="peer-"))
(HOME / "data").mkdir(parents=True, exist_ok=True)
(HOME / "pretalx.cfg").write_text(
    f"[filesystem]\ndata = {HOME / 'data'}\n[site]\nurl = http://localhost\ndebug = False\n"
)
os.environ["PRETALX_CONFIG_FILE"] = str(HOME / "pretalx.cfg")
os.environ["DJANGO_SETTINGS_MODULE"] = "pretalx.settings"

import django  # noqa: E402 - the settings come first

django.setup()

import datetime as dt  # noqa: E402

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils.timezone import now  # noqa: E402
from django_scopes import scope, scopes_disabled  # noqa: E402
from pretalx import __version__  # noqa: E402
from pretalx.event.models import Event  # noqa: E402
from pretalx.event.utils import create_organiser_with_team  # noqa: E402
from pretalx.person.models import SpeakerProfile, User  # noqa: E402
from pretalx.submission.models import Review, Submission  # noqa: E402

TEXT = (
    "On two evenings a week we open the hall to young people who would otherwise be out on the street."
    " Trained volunteers teach boxing and cook with them, and a youth worker is there to talk to. "
)


def event_with(count):
    """One event with so many submissions, a speaker and two reviews each."""
    chief = User.objects.create_user(
        name="Chief", email="chief@office.example", is_administrator=True, is_staff=True
    )
    organiser, team = create_organiser_with_team(name="Office", slug="office", users=[chief])
    with scopes_disabled():
        event = Event.objects.create(
            name="Round",
            slug="round",
            organiser=organiser,
            is_public=True,
            date_from=(now() + dt.timedelta(days=25)).date(),
            date_to=(now() + dt.timedelta(days=27)).date(),
            timezone="Europe/London",
            email="office@office.example",
            locale_array="en",
            locale="en",
        )
    with scope(event=event), transaction.atomic():
        event.build_initial_data()
        team.limit_events.add(event)
        speakers = User.objects.bulk_create(
            User(name=f"Speaker {at}", email=f"s{at}@group.example", code=f"S{at:07}")
            for at in range(count)
        )
        speakers = list(User.objects.filter(code__startswith="S").order_by("pk"))
        SpeakerProfile.objects.bulk_create(
            SpeakerProfile(user=one, event=event, biography=TEXT) for one in speakers
        )
        kind = event.submission_types.first()
        Submission.objects.bulk_create(
            Submission(
                event=event,
                code=f"B{at:07}",
                title=f"Project {at} of Wrenfield Group",
                submission_type=kind,
                state="submitted",
                abstract=TEXT * 24,
                description=TEXT * 24,
            )
            for at in range(count)
        )
        rows = list(Submission.objects.filter(event=event).order_by("pk"))
        Submission.speakers.through.objects.bulk_create(
            Submission.speakers.through(submission=row, user=who)
            for row, who in zip(rows, speakers, strict=True)
        )
        reviewers = [
            User.objects.create_user(name=f"Reviewer {at}", email=f"r{at}@office.example")
            for at in range(20)
        ]
        category = event.score_categories.first()
        scores = list(category.scores.all())
        reviews = Review.objects.bulk_create(
            Review(
                submission=row,
                user=reviewers[(at + step) % 20],
                text="Clear, with figures.",
                score=scores[(at + step) % len(scores)].value,
            )
            for at, row in enumerate(rows)
            for step in (0, 1)
        )
        through = Review.scores.through
        through.objects.bulk_create(
            through(review=one, reviewscore=scores[at % len(scores)])
            for at, one in enumerate(reviews)
        )
    return event, chief, rows[count // 2]


def measured(browser, name, address):
    """One page, in a line of a table."""
    browser.get(address)
    asked = []

    def count(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        page = browser.get(address)
    if page.status_code != 200:
        raise SystemExit(f"{address} answers {page.status_code} {page.headers.get('Location')}")
    size = len(page.getvalue())
    spent = []
    for _ in range(ROUNDS):
        began = time.process_time()
        browser.get(address).getvalue()
        spent.append(time.process_time() - began)
    return f"| {name} | {len(asked)} | {size / 1024:.0f} | {statistics.median(spent) * 1000:.0f} |"


def main():
    """Make the event and measure its pages."""
    settings.ALLOWED_HOSTS = ["*"]
    # A package brings no collected files of style: pages name them as they are called.
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": plain}}
    call_command("migrate", verbosity=0, interactive=False)
    _, chief, one = event_with(COUNT)
    browser = Client()
    browser.force_login(chief)
    print(f"pretalx {__version__}, {connection.vendor}, {COUNT:,} submissions")
    print("| page | queries | KiB | CPU, ms |\n|---|---|---|---|", flush=True)
    for name, address in (
        ("list of submissions", "/orga/event/round/submissions/"),
        ("one submission", f"/orga/event/round/submissions/{one.code}/"),
        ("review dashboard", "/orga/event/round/reviews/"),
    ):
        print(measured(browser, name, address), flush=True)


if __name__ == "__main__":
    main()
