"""What the office's pages of a round cost with 5,000 bids, and its ranking with 250 (queries, KiB, CPU, warm).

    .venv/bin/python benchmarks/bids.py                5,000 bids in one round, 250 in another
    .venv/bin/python benchmarks/bids.py 500 50         fewer

Works in a database of its own in a temporary folder (SQLite) unless DATABASE_URL names another. The bids are
invented, and written as rows: each has its own organisation, a submission with all answers, two sheets of three
marks, and in the second round agreed scores and a ranking against a pot of two funders.
"""

import hashlib
import os
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from typing import Any

os.environ["PRECEPT_HOME"] = tempfile.mkdtemp(prefix="precept-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "precept.site.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from precept.do.assessment import actions as assessment  # noqa: E402
from precept.do.assessment.models import (  # noqa: E402
    AgreedScore,
    Allocation,
    Mark,
    MarkSheet,
    Moderation,
)
from precept.do.bids import actions as bids  # noqa: E402
from precept.do.bids import queries  # noqa: E402
from precept.do.bids.models import Bid, ConflictList, Submission  # noqa: E402
from precept.do.opportunities.models import (  # noqa: E402
    Call,
    Criterion,
    FrozenQuestions,
    Opportunity,
    OpportunityShare,
)
from precept.foundation import clock  # noqa: E402
from precept.foundation.ledger.verify_ledger import canonical  # noqa: E402
from precept.foundation.money import Money  # noqa: E402
from precept.foundation.people.models import Person, RoleHeld  # noqa: E402
from precept.foundation.people.testing import signed_in  # noqa: E402
from precept.foundation.questions.sets import Question, QuestionSet, Section  # noqa: E402
from precept.parties.models import Organisation  # noqa: E402
from precept.parties.rules import name_key  # noqa: E402
from precept.plan.models import Fund  # noqa: E402
from precept.site.setting_up import make_database  # noqa: E402

ROUNDS = 100
LEVELS = [{"score": score, "words": f"Evidence of level {score}"} for score in range(6)]
CRITERIA = (("need", "Need", 40), ("delivery", "Delivery", 35), ("value", "Value for money", 25))
TEXT = (
    "On two evenings a week we open the hall to young people who would otherwise be out on the street."
    " Trained volunteers teach boxing and cook with them, and a youth worker is there to talk to. "
)
ASKED = QuestionSet(
    sections=(
        Section(
            key="about",
            title="About your project",
            questions=(
                Question(key="title", kind="line", label="Project title", meaning="title"),
                *(
                    Question(key=f"text-{place}", kind="text", label=f"Question {place}?")
                    for place in range(1, 9)
                ),
                Question(key="amount", kind="money", label="How much?", meaning="amount"),
            ),
        ),
    )
)


def a_person(name: str, role: str) -> Person:
    """Somebody with a role."""
    made = Person.objects.create(name=name, email=f"{role}{Person.objects.count()}@opcc.example")
    RoleHeld.objects.create(person=made, role=role, starts=date(2020, 1, 1))
    return made


def a_round(number: int, funds: list[Fund], stage: str) -> Call:
    """A round that closed, with three criteria and a pot of two funders."""
    opportunity = Opportunity.objects.create(
        reference=f"CSF-2026-27-{number}",
        programme="Commissioner's Safety Fund",
        year="2026-27",
        number=number,
        theme="Safer evenings",
        deadline=clock.today() - timedelta(days=9),
        limit=Money.of(10_000),
        available=Money.of(1_000_000),
        state="closed",
        is_invented=True,
    )
    for fund in funds:
        OpportunityShare.objects.create(
            opportunity=opportunity, fund=fund, name=fund.short_name, amount=Money.of(500_000)
        )
    frozen, _ = FrozenQuestions.objects.get_or_create(
        digest=ASKED.digest, defaults={"content": ASKED.model_dump(mode="json")}
    )
    now = clock.now()
    call = Call.objects.create(
        opportunity=opportunity,
        stage=stage,
        opens_at=now - timedelta(days=40),
        opens_wall="2026-10-01T09:00",
        closes_at=now - timedelta(days=9),
        closes_wall="2026-10-30T17:00",
        frozen=frozen,
        questions=ASKED.model_dump(mode="json"),
    )
    for place, (key, title, weight) in enumerate(CRITERIA, 1):
        Criterion.objects.create(
            call=call, place=place, key=key, title=title, weight=weight, levels=LEVELS
        )
    return call


def with_bids(call: Call, count: int, markers: list[Person]) -> list[Bid]:
    """So many submitted and opened bids, each marked by two people."""
    now, number = clock.now(), call.opportunity.number
    names = [f"Wrenfield Group {number}-{place}" for place in range(count)]
    bodies = Organisation.objects.bulk_create(
        Organisation(
            reference=f"wrenfield-{number}-{place}",
            name=name,
            name_key=name_key(name),
            is_invented=True,
        )
        for place, name in enumerate(names)
    )
    made = Bid.objects.bulk_create(
        Bid(
            opportunity=call.opportunity,
            questions=call.frozen,
            organisation=body,
            state="submitted",
            opened=now,
            title=f"Project {place} of {body.name}",
            summary=TEXT,
            amount=Money(200_000 + place % 80 * 10_000),
            is_invented=True,
        )
        for place, body in enumerate(bodies)
    )
    sent = Submission.objects.bulk_create([_submission(call, bid) for bid in made])
    for bid, submission in zip(made, sent, strict=True):
        bid.in_force = submission
    Bid.objects.bulk_update(made, ["in_force"], batch_size=500)
    digest = hashlib.sha256("\n".join(sorted(one.reference for one in made)).encode()).hexdigest()
    ConflictList.objects.create(opportunity=call.opportunity, sha256=digest, count=count)
    _marks(call, made, markers)
    return made


def _submission(call: Call, bid: Bid) -> Submission:
    assert bid.organisation is not None
    assert call.frozen is not None
    texts = {f"text-{place}": TEXT * 6 for place in range(1, 9)}
    asked = bid.amount.pence if bid.amount is not None else 0
    content = canonical(
        {
            "bid": bid.reference,
            "opportunity": call.opportunity.reference,
            "number": 1,
            "channel": "online",
            "organisation": {
                "reference": bid.organisation.reference,
                "name": bid.organisation.name,
            },
            "accountable_body": None,
            "by": "system",
            "begun": "2026-10-20T10:00:00+00:00",
            "received": "2026-10-20T10:00:00+00:00",
            "questions": call.frozen.digest,
            "answers": {"title": bid.title, **texts, "amount": asked},
            "files": [],
        }
    )
    return Submission(
        bid=bid,
        number=1,
        key=f"key-{bid.reference}",
        content=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        begun=clock.now(),
    )


def _marks(call: Call, made: list[Bid], markers: list[Person]) -> None:
    now = clock.now()
    pairs = [
        (bid, markers[(place + step) % len(markers)])
        for place, bid in enumerate(made)
        for step in (0, 1)
    ]
    Allocation.objects.bulk_create(
        Allocation(bid=bid, marker=marker, by=marker) for bid, marker in pairs
    )
    sheets = MarkSheet.objects.bulk_create(
        MarkSheet(bid=bid, marker=marker) for bid, marker in pairs
    )
    criteria = list(Criterion.objects.filter(call=call))
    Mark.objects.bulk_create(
        (
            Mark(
                sheet=sheet,
                criterion=criterion,
                score=(place * 7 + criterion.place * 3) % 6,
                reason="What the bid says of this is clear, and its figures are there.",
            )
            for place, sheet in enumerate(sheets)
            for criterion in criteria
        ),
        batch_size=5_000,
    )
    MarkSheet.objects.filter(bid__opportunity=call.opportunity).update(
        state="submitted", submitted=now
    )


def ranked(call: Call, made: list[Bid], officer: Person) -> None:
    """Agreed scores, locked, and the ranking begun."""
    meeting = Moderation.objects.create(
        opportunity=call.opportunity, held=clock.today(), chair=officer, quorum=2, state="closed"
    )
    AgreedScore.objects.bulk_create(
        AgreedScore(
            bid=bid,
            criterion=criterion,
            meeting=meeting,
            score=(place * 5 + criterion.place) % 6,
            reason="As the markers gave it.",
            is_locked=True,
        )
        for place, bid in enumerate(made)
        for criterion in Criterion.objects.filter(call=call)
    )
    assessment.start_ranking(by=officer, call=call, bands=[70, 60, 40])


def declare(person: Person, call: Call) -> None:
    """Somebody says that they have no interest in any bid."""
    now = queries.list_now(call.opportunity)
    assert now is not None
    bids.declare(by=person, opportunity=call.opportunity, listed=now.sha256, conflicts=[])


def measured(browser: Client, name: str, address: str) -> str:
    """One page, in a line of a table: queries, KiB, CPU (median)."""
    browser.get(address)
    asked: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        page = browser.get(address)
    if page.status_code != 200:
        raise SystemExit(f"{address} answers {page.status_code}")
    spent = []
    for _ in range(ROUNDS):
        began = time.process_time()
        browser.get(address)
        spent.append(time.process_time() - began)
    return (
        f"| {name} | {len(asked)} | {len(page.content) / 1024:.0f} |"
        f" {statistics.median(spent) * 1000:.1f} |"
    )


def main() -> None:
    """Make both rounds and measure the pages."""
    settings.ALLOWED_HOSTS = ["*"]
    many, few = ([int(one) for one in sys.argv[1:]] + [5_000, 250])[:2]
    make_database()
    funds = [
        Fund.objects.create(code=code, name=name, short_name=code, kind=kind)
        for code, name, kind in (
            ("OPCC", "Commissioner's Safety Fund", "ring-fenced"),
            ("VRN", "Violence Reduction Network", "grant received"),
        )
    ]
    officer = a_person("Olwen Officer", "commissioning-officer")
    markers = [a_person(f"Marker {place}", "external-expert") for place in range(20)]
    large, board = a_round(1, funds, "opened"), a_round(2, funds, "ranking")
    with transaction.atomic():
        first = with_bids(large, many, markers)[many // 2]
        ranked_bids = with_bids(board, few, markers)
    for call in (large, board):
        declare(officer, call)
    ranked(board, ranked_bids, officer)
    browser = signed_in(officer)
    at, other = (f"/office/rounds/{one.opportunity.reference}" for one in (large, board))
    print(f"{connection.vendor}, {many:,} bids in one round, {few} in another")
    print("| page | queries | KiB | CPU, ms |\n|---|---|---|---|")
    for name, address in (
        (f"list of {many:,} bids", f"{at}/bids"),
        ("the same, by amount", f"{at}/bids?sort=-amount"),
        ("the same, page 40", f"{at}/bids?page=40"),
        ("the same, with words", f"{at}/bids?words=group+1-17"),
        ("one bid with its answers", f"{at}/bids/{first.reference}"),
        (f"who marks {many:,} bids", f"{at}/markers"),
        (f"how far {many:,} bids are marked", f"{at}/marking-so-far"),
        (f"ranking of {few} against the pot", f"{other}/ranking"),
        (f"moderation of {few}", f"{other}/moderation"),
        ("one bid's marks and scores", f"{other}/moderation/bids/{ranked_bids[0].reference}"),
    ):
        print(measured(browser, name, address))


if __name__ == "__main__":
    main()
