"""An organisation's papers: those in force, those that were replaced, what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.http import Http404

from precept.foundation import clock
from precept.foundation.documents.models import StoredFile
from precept.foundation.documents.queries import state_in_words
from precept.parties import rules
from precept.parties.models import Organisation, Paper

MOST_PAPERS = 100


@dataclass(frozen=True)
class PaperMissing:
    """A paper that cannot be relied on: its kind, and why in a few words."""

    kind: str
    title: str
    why: str

    @property
    def words(self) -> str:
        """What is missing, in a line."""
        return f"{self.title}: {self.why}"


@dataclass(frozen=True)
class PaperShown:
    """A kind of paper as a list shows it: the paper in force if there is one, and what is wrong."""

    kind: rules.PaperKind
    paper: Paper | None
    problem: str | None
    file_state: str
    may_be_opened: bool


def papers_in_force(organisation: Organisation) -> list[Paper]:
    """The papers that were not replaced, by kind."""
    rows = organisation.papers.exclude(state=rules.REPLACED).select_related("given_by")
    return list(rows.order_by("kind", "pk")[:MOST_PAPERS])


def papers_missing(
    organisation: Organisation, kinds: Iterable[str], on: date | None = None
) -> list[PaperMissing]:
    """Which of these kinds of paper are not given, not good enough, out of date or refused, on a day: two queries."""
    day = on or clock.today()
    held = {paper.kind: paper for paper in papers_in_force(organisation)}
    refused = set(
        StoredFile.objects.filter(
            reference__in=[paper.file for paper in held.values()], state=StoredFile.State.REFUSED
        ).values_list("reference", flat=True)
    )
    found = []
    for kind in kinds:
        paper = held.get(kind)
        why = rules.paper_problem(
            paper.state if paper else None, paper.expires if paper else None, on=day
        )
        if why is None and paper is not None and paper.file in refused:
            why = "the virus scanner refused the file"
        if why is not None:
            found.append(PaperMissing(kind, rules.PAPERS[kind].title, why))
    return found


def papers_shown(organisation: Organisation) -> list[PaperShown]:
    """Every kind of paper with the one in force, in the order of the kinds: two queries."""
    held = {paper.kind: paper for paper in papers_in_force(organisation)}
    files = {
        file.reference: file
        for file in StoredFile.objects.filter(reference__in=[paper.file for paper in held.values()])
    }
    today = clock.today()
    found = []
    for kind in rules.PAPERS.values():
        paper = held.get(kind.key)
        file = files.get(paper.file) if paper else None
        problem = rules.paper_problem(
            paper.state if paper else None, paper.expires if paper else None, on=today
        )
        if file is not None and file.state == StoredFile.State.REFUSED:
            problem = "the virus scanner refused the file"
        found.append(
            PaperShown(
                kind=kind,
                paper=paper,
                problem=problem,
                file_state=state_in_words(file) if file else "",
                may_be_opened=file is not None and file.is_ready,
            )
        )
    return found


def replaced_papers(organisation: Organisation) -> list[Paper]:
    """The papers that were replaced, the latest first; at most 100."""
    rows = organisation.papers.filter(state=rules.REPLACED)
    return list(rows.order_by("-given", "-pk")[:MOST_PAPERS])


def paper(organisation: Organisation, reference: str) -> Paper:
    """One paper of an organisation, or 404."""
    found = (
        organisation.papers.filter(reference=reference)
        .select_related("organisation", "given_by", "checked_by")
        .first()
    )
    if found is None:
        raise Http404
    return found


def papers_to_remind(most: int) -> list[Paper]:
    """Papers whose people must be written to today, the first to run out first."""
    today = clock.today()
    due = Q(expires__lte=today, reminded_on_the_day=None) | Q(
        expires__gt=today, expires__lte=today + rules.REMIND_BEFORE, reminded_before=None
    )
    rows = Paper.objects.filter(due, state__in=[rules.GIVEN, rules.CHECKED])
    return list(rows.select_related("organisation").order_by("expires", "pk")[:most])
