"""The demonstration office, step by step."""

from collections.abc import Callable

from precept.demo.actions import (
    agreements,
    answered,
    at_work,
    beginnings,
    bids,
    books,
    downloads,
    evidence,
    finished,
    frameworks,
    interests,
    managed,
    needs,
    papers,
    partners,
    payments,
    procedures,
    projects,
    records,
    redacted,
    rounds,
    succession,
    whole_cycle,
    year,
)
from precept.demo.actions.cast import Cast
from precept.foundation.ledger.sealing import seal
from precept.foundation.outbox.worker import work_until_idle
from precept.parties.models import Office

Step = Callable[[str], object]

PARTS: tuple[tuple[str, Callable[[Cast], object]], ...] = (
    ("organisations", beginnings.organisations),
    ("office", beginnings.office),
    ("strategy", papers.strategy),
    ("plan", papers.plan),
    ("aims and measures", papers.aims),
    ("funds and budgets", papers.funds),
    ("the framework of 2022–23", frameworks.draft_2022),
    ("the contracts and rounds, as the office wrote them", agreements.load_real_tables),
    ("the framework of 2022–23, published", frameworks.publish_2022),
    ("later years, invented", frameworks.later_years),
    ("who manages what runs", at_work.keep_later_years),
    ("the register, published", agreements.publish_register),
    ("agreements at work", at_work.sign),
    ("the work with partners", partners.work_with_partners),
    ("a round that is finished", finished.take_in),
    ("its decision, letters and agreements", finished.decide),
    ("decisions with words redacted, invented", redacted.redact),
    ("the books", books.keep_books),
    ("claims and payments of one agreement", payments.claim_and_pay),
    ("a round that is open", rounds.open_round),
    ("bids to it", bids.open_bids),
    ("a payment file that waits to be sent", payments.wait_to_be_sent),
    ("many downloads, looked into", downloads.agreements_in_one_go),
    ("a plan of succession, invented and only drafted", succession.draft),
    ("agreements managed: meetings, risks, plans, an exit", managed.manage_agreements),
    ("what people need: areas, counts, assessments", needs.assess_needs),
    ("evidence, theories of change and voices", evidence.understand_a_service),
    ("questions and their answers", answered.answer_questions),
    ("commissioning projects", projects.begin_projects),
    ("a project through the whole cycle", whole_cycle.go_round),
    ("records whose years are over, a hold, a disposal that waits", records.keep_records),
    ("how grants and contracts are let", procedures.say_how),
    ("interests and gifts, crossed with agreements", interests.declare_interests),
    ("the year: duties, owners, what was done", year.keep_year),
    ("mail and files", lambda _: work_until_idle()),
    ("the first checkpoint", lambda _: seal()),
)
STEPS = len(PARTS) + 1


def is_made() -> bool:
    """Whether the demonstration office is here."""
    return Office.objects.filter(is_demonstration=True).exists()


def another_office_is_here() -> bool:
    """Whether this database serves a real office."""
    return Office.objects.filter(is_demonstration=False).exists()


def make(*, step: Step, large: int = 0) -> None:
    """Make everything; ``step`` hears of each part as it is done. ``large`` adds synthetic agreements."""
    cast = beginnings.people()
    step("people")
    for words, part in PARTS:
        part(cast)
        step(words)
    if large:
        from precept.demo.actions.large import add_agreements

        add_agreements(large)
