"""The papers of an agreement as the office reads them."""

from dataclasses import dataclass

from django.http import Http404

from precept.do.agreements import access, rules
from precept.do.agreements.models import Agreement, AgreementPaper
from precept.foundation.clock import spoken
from precept.foundation.documents import queries as documents
from precept.foundation.documents.queries import FileShown
from precept.foundation.people.models import Person

MOST_PAPERS = 50


@dataclass(frozen=True)
class PaperRow:
    """A paper, its file, and how it stands in public."""

    paper: AgreementPaper
    kind: str
    file: FileShown | None
    public: str
    may_be_released: bool


def papers_of(person: Person, agreement: Agreement) -> list[PaperRow]:
    """The papers of an agreement, in the order in which they were added: two queries."""
    rows = agreement.papers.all()
    if not rows:
        return []
    shown = {one.reference: one for one in documents.files_about(person, agreement.subject)}
    return [_row(one, shown.get(one.file.reference)) for one in rows[:MOST_PAPERS]]


def _row(one: AgreementPaper, file: FileShown | None) -> PaperRow:
    if one.kind != "redacted copy":
        public = "Never: only a redacted copy is"
    elif one.released_on is not None:
        public = f"Since {spoken(one.released_on)}"
    else:
        public = "Not yet"
    kind = rules.PAPER_KINDS[one.kind]
    if one.redacts is not None:
        kind = f"{kind}, of “{one.redacts.title}”"
    return PaperRow(
        paper=one,
        kind=kind,
        file=file,
        public=public,
        may_be_released=one.redacts is not None and one.released_on is None,
    )


def paper_of(asker: access.Asker, reference: str, number: int) -> AgreementPaper:
    """A paper of an agreement by its number; 404 where they may not see it."""
    held = access.visible_to(asker).filter(reference=reference)
    rows = AgreementPaper.objects.filter(agreement__in=held, number=number)
    found = rows.select_related("agreement", "file", "redacts").first()
    if found is None:
        raise Http404(f"no paper {number} of {reference}")
    return found


def fresh_paper(held: AgreementPaper) -> AgreementPaper:
    """A paper as it stands now."""
    return AgreementPaper.objects.select_related("agreement", "file", "redacts").get(pk=held.pk)


def originals_of(agreement: Agreement) -> list[tuple[str, str]]:
    """The papers of which a redacted copy can be made, by number."""
    rows = agreement.papers.exclude(kind="redacted copy").order_by("number")[:MOST_PAPERS]
    return [(str(one.number), f"{one.number}. {one.title}") for one in rows]
