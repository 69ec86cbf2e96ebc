"""What the pages of the newer parts cost, small and large: queries, KiB, CPU and clock (median of 60, warm).

    .venv/bin/python benchmarks/parts.py            the demonstration office
    .venv/bin/python benchmarks/parts.py 300        and 300 more of each thing, with as many published

Works in a database of its own in a temporary folder (SQLite) unless DATABASE_URL names another.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

os.environ["PRECEPT_HOME"] = tempfile.mkdtemp(prefix="precept-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "precept.site.settings"

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils.crypto import get_random_string  # noqa: E402

from precept.demo import actions as demo  # noqa: E402
from precept.foundation.ledger.actions import SYSTEM, action, record  # noqa: E402
from precept.foundation.people.models import Person  # noqa: E402
from precept.foundation.people.testing import signed_in  # noqa: E402
from precept.foundation.publications import actions as publications  # noqa: E402
from precept.foundation.publications.kinds import kind as kind_named  # noqa: E402
from precept.foundation.publications.models import Publication  # noqa: E402
from precept.site.setting_up import make_database  # noqa: E402
from precept.understand.models import Area, CountKind, NeedCount, NeedsAssessment  # noqa: E402

ROUNDS = 60
TYPES, YEARS = 6, 10
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

LINK = "understand.TheoryLink"
"""Ties two rows of one theory: cloned after them."""
THINGS = (
    "understand.NeedsAssessment",
    "understand.EvidenceSource",
    "understand.Theory",
    "understand.Voice",
    "plan.Project",
    "decisions.Decision",
    "answers.Question",
    "records.Hold",
    "records.DisposalRun",
)
PUBLISHED = ("answer", "voice", "need", "project", "decision")
PUBLIC = (
    "/briefing/priority/support-for-victims",
    "/briefing/organisation/leicestershire-police",
    "/briefing/area/E07000129",
    "/answers",
    "/answers?kind=panel",
    "/answers/{answer}",
    "/framework/2022-23",
    "/framework/2026-27",
    "/needs",
    "/needs/{need}",
    "/voices",
    "/voices/{voice}",
    "/market",
    "/projects/{project}",
    "/how-we-commission",
    "/how-we-commission/grant-round",
    "/interests",
    "/interests/commissioner",
    "/decisions",
    "/decisions/{decision}",
    "/partnerships",
    "/measures",
)
OFFICE_LISTS = (
    "/office/projects",
    "/office/needs",
    "/office/needs/counts",
    "/office/evidence",
    "/office/voices",
    "/office/theories",
    "/office/framework",
    "/office/procedures",
    "/office/decisions",
    "/office/decisions/numbers",
    "/office/decisions/redactions",
    "/office/year",
    "/office/year/duties",
    "/office/briefings",
    "/office/answers",
    "/office/records",
    "/office/records/holds",
    "/office/records/runs",
    "/office/records/register",
    "/office/records/schedule",
    "/office/interests",
    "/office/areas",
)
OFFICE_ONES = (
    "/office/projects/{plan.Project}",
    "/office/projects/{plan.Project}/interests",
    "/office/needs/{understand.NeedsAssessment}",
    "/office/needs/{understand.NeedsAssessment}/figures",
    "/office/needs/counts/bench-0",
    "/office/evidence/{understand.EvidenceSource}",
    "/office/voices/{understand.Voice}",
    "/office/theories/{understand.Theory}",
    "/office/framework/2022-23",
    "/office/framework/2026-27",
    "/office/procedures/grant-round",
    "/office/decisions/{decisions.Decision}",
    "/office/decisions/{decisions.Decision}/notice",
    "/office/decisions/{decisions.Decision}/redactions",
    "/office/briefings/priority/support-for-victims/panel",
    "/office/answers/{answers.Question}",
    "/office/records/holds/{records.Hold}",
    "/office/records/runs/{records.DisposalRun}",
)


def clone(thing: models.Model, **changed: Any) -> models.Model:
    """A row again, under other names."""
    again = type(thing)(**{f.attname: getattr(thing, f.attname) for f in thing._meta.fields})
    again.pk = None
    for name, value in changed.items():
        setattr(again, name, value)
    again.save(force_insert=True)
    return again


def parts_of(thing: models.Model) -> Iterator[tuple[str, models.Model]]:
    """The rows that hang on a thing, with the name of what ties them."""
    for relation in thing._meta.related_objects:
        if relation.field.remote_field.on_delete is models.CASCADE:
            tied = {relation.field.name: thing.pk}
            for row in relation.related_model._default_manager.filter(**tied):
                yield relation.field.name, row


def multiply(label: str, times: int) -> None:
    """As many more of a thing, each with the rows that hang on it, from those of the demonstration in turn."""
    model = apps.get_model(label)
    models_of = list(model._default_manager.order_by("pk"))
    for number in range(times):
        thing = models_of[number % len(models_of)]
        reference = f"Y{get_random_string(8, LETTERS)}"
        again = clone(thing, reference=reference)
        new: dict[models.Model, models.Model] = {}
        for tie, row in sorted(parts_of(thing), key=lambda one: one[1]._meta.label == LINK):
            alone = {
                f.name: f"Y{get_random_string(8, LETTERS)}"
                for f in row._meta.fields
                if f.name == "reference" and f.unique
            }
            among = {
                f.name: new[old]
                for f in row._meta.fields
                if f.is_relation and (old := getattr(row, f.name)) in new
            }
            new[row] = clone(row, **among, **{tie: again}, **alone)


def count_more(assessment: NeedsAssessment) -> None:
    """Six types of counts over ten years in every area that an assessment is about."""
    rows = []
    places = list(assessment.areas.all()) or list(Area.objects.all()[:9])
    for number in range(TYPES):
        kind = CountKind.objects.create(slug=f"bench-{number}", title=f"Offences of type {number}")
        rows += [
            NeedCount(
                kind=kind,
                group="",
                month=date(2016 + month // 12, month % 12 + 1, 1),
                area=place,
                count=(month * 7 + place.pk * 13 + number) % 90,
                source="Invented counts",
            )
            for month in range(YEARS * 12)
            for place in places
        ]
    NeedCount.objects.bulk_create(rows, batch_size=2_000)
    NeedsAssessment.objects.filter(pk=assessment.pk).update(
        figures=[f"bench-{number}" for number in range(TYPES)],
        first_month=date(2016, 1, 1),
        last_month=date(2025, 12, 1),
    )


@action
def publish_more(kind_name: str, times: int) -> None:
    """As many more publications of a kind as one of the demonstration says, under other references."""
    row = Publication.objects.filter(kind=kind_name, is_latest=True, is_tombstone=False)[0]
    for number in range(times):
        key = f"Y{get_random_string(8, LETTERS)}"
        said = row.payload.replace(row.key, key)
        publications.publish(
            kind_name=kind_name,
            key=key,
            title=f"{row.title} {number}",
            payload=kind_named(kind_name).struct.model_validate_json(said),
            by=SYSTEM,
        )
    record(f"bench:{kind_name}", "published for measuring", by=SYSTEM)


def names() -> dict[str, str]:
    """The reference of one thing of each kind: the one on which most hangs."""
    found = {}
    for label in THINGS:
        rows = apps.get_model(label)._default_manager.order_by("pk")[:6]
        found[label] = max(rows, key=lambda row: sum(1 for _ in parts_of(row))).reference
    for kind_name in PUBLISHED:
        row = Publication.objects.filter(kind=kind_name, is_latest=True, is_tombstone=False)
        found[kind_name] = row.order_by("pk")[0].key
    return found


def measured(browser: Client, address: str) -> str:
    """One page, in a line of a table."""
    first = browser.get(address)
    if first.status_code != 200:
        return f"| `{address}` | answers {first.status_code} |"
    queries: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        queries.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        page = browser.get(address)
    spent, waited = [], []
    for _ in range(ROUNDS):
        began, on_the_clock = time.process_time(), time.perf_counter()
        browser.get(address)
        spent.append(time.process_time() - began)
        waited.append(time.perf_counter() - on_the_clock)
    return (
        f"| `{address}` | {len(queries)} | {len(page.content) / 1024:.0f} |"
        f" {statistics.median(spent) * 1000:.1f} | {statistics.median(waited) * 1000:.1f} |"
    )


def main() -> None:
    """Measure."""
    settings.ALLOWED_HOSTS = ["*"]
    make_database()
    demo.make(step=lambda _: None)
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    called = names()
    count_more(NeedsAssessment.objects.get(reference=called["understand.NeedsAssessment"]))
    for label in THINGS:
        multiply(label, times)
    for kind_name in PUBLISHED if times else ():
        publish_more(kind_name, times)
    manager = signed_in(Person.objects.get(roles_held__role="commissioning-manager"))
    print(f"{connection.vendor}, {times} more of each thing")
    print("| page | queries | KiB | CPU, ms | clock, ms |\n|---|---|---|---|---|")
    for browser, pages in ((Client(), PUBLIC), (manager, (*OFFICE_LISTS, *OFFICE_ONES))):
        for page in pages:
            address = page
            for name, reference in called.items():
                address = address.replace("{" + name + "}", reference)
            print(measured(browser, address), flush=True)


if __name__ == "__main__":
    main()
