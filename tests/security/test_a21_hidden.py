"""What a paper hides from whoever opens it is in nothing that is published of it (security: A21)."""

from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import docx
import pypdf
import pytest
from django.test import Client
from docx.oxml import parse_xml
from openpyxl import Workbook

from precept.decisions import actions, queries
from precept.decisions.models import Decision, PublicCopy
from precept.foundation import clock
from precept.foundation.documents.models import StoredFile
from precept.foundation.documents.seen_text import seen_text
from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.people.testing import signed_in
from precept.foundation.publications.actions import write_files
from precept.foundation.publications.models import Publication, PublishedFile
from tests.architecture.decided import draft, signed
from tests.architecture.things import people_of
from tests.architecture.world import World
from tests.foundation.documents import built_files
from tests.reading import words
from tests.security.house import House
from tests.security.redacting import of_page, of_pdf, of_word, told

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SEEN = "The panel read every bid twice."
HIDDEN = "Quackzilla Deletedwords Vanishedwords Insertauthor Commentwords Sheetsecret Namesecret Pdfsecret"


def word_file() -> bytes:
    """A Word file that says one sentence and hides an author, a tracked change, hidden text and a comment."""
    document = docx.Document()
    document.core_properties.author = "Quackzilla"
    document.core_properties.comments = "Commentwords"
    document.add_paragraph(SEEN)
    document.add_paragraph("First point", style="List Bullet")
    table = document.add_table(rows=1, cols=1)
    table.cell(0, 0).text = "In a table"
    paragraph = document.add_paragraph("Kept ")
    for xml in (
        f'<w:del {W} w:id="1" w:author="Quackzilla"><w:r><w:delText>Deletedwords</w:delText></w:r></w:del>',
        f'<w:ins {W} w:id="2" w:author="Insertauthor"><w:r><w:t>and added</w:t></w:r></w:ins>',
        f"<w:r {W}><w:rPr><w:vanish/></w:rPr><w:t>Vanishedwords</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(xml))
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def sheet_file() -> bytes:
    """A workbook with a sheet that is not shown."""
    book = Workbook()
    book.properties.creator = "Quackzilla"
    book.active["A1"] = "Seen"
    hidden = book.create_sheet("Namesecret")
    hidden["A1"] = "Sheetsecret"
    hidden.sheet_state = "hidden"
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def pdf_file() -> bytes:
    """A PDF that names its author."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": "Quackzilla", "/Subject": "Pdfsecret"})
    held = BytesIO()
    writer.write(held)
    return held.getvalue()


PAPERS: dict[str, Callable[[], bytes]] = {
    "note.docx": word_file,
    "prices.xlsx": sheet_file,
    "scan.pdf": pdf_file,
    "place.jpg": lambda: built_files.jpeg(more=built_files.exif(built_files.PLACE)),
}


@pytest.fixture
def with_papers(office: House) -> SimpleNamespace:
    """A signed decision with papers that hide things."""
    people = people_of(World())
    decision = draft(people, "PAPERS")
    for name, made in PAPERS.items():
        actions.attach_paper(by=people.officer, decision=decision, name=name, content=made())
    StoredFile.objects.filter(about=decision.subject).update(
        state=StoredFile.State.CLEAN, settled=clock.now()
    )
    decision = signed(people, Decision.objects.get(pk=decision.pk))
    return SimpleNamespace(
        people=people, decision=decision, place=f"/office/decisions/{decision.reference}"
    )


def test_what_is_read_in_a_paper_is_what_a_person_sees() -> None:
    text = seen_text("docx", word_file())

    assert text == f"{SEEN}\n\n- First point\n\nIn a table\n\nKept and added"
    assert told(HIDDEN, [text]) == []
    assert told(HIDDEN, of_word(word_file())) != []
    assert seen_text("txt", b"\xef\xbb\xbfOne\r\ntwo") == "One\ntwo"
    assert seen_text("pdf", pdf_file()) == ""
    assert seen_text("docx", b"no document") == ""


def test_the_office_sees_what_is_hidden_in_a_paper(with_papers: SimpleNamespace) -> None:
    officer = signed_in(with_papers.people.officer)
    page = words(officer.get(f"{with_papers.place}/copies"))

    for hidden in ("tracked changes", "the name of its author", "hidden sheets", "the place where"):
        assert hidden in page
    assert "hidden sheets" in words(officer.get(with_papers.place))


def published_with_copy(held: SimpleNamespace) -> Publication:
    """The decision published, with a copy of its note that a second person released."""
    officer = signed_in(held.people.officer)
    paper = StoredFile.objects.get(about=held.decision.subject, name="note.docx")
    place = f"{held.place}/copies/new?paper={paper.reference}"
    page = officer.get(place).content.decode()
    assert SEEN in page
    assert told(HIDDEN, of_page(page)) == []
    sent = officer.post(
        place,
        {
            "version": "0",
            "title": "The panel’s note",
            "text": seen_text("docx", word_file()),
            "taken_out": "Nothing but what was deleted before.",
        },
    )
    assert sent.headers["Location"] == f"{held.place}/copies"
    copy = PublicCopy.objects.get(decision=held.decision)
    actions.release_copy(by=held.people.manager, copy=copy, version=copy.version)
    Decision.objects.filter(pk=held.decision.pk).update(publish_on=clock.today())
    publication = actions.publish_decision(
        by=held.people.manager, decision=Decision.objects.get(pk=held.decision.pk)
    )
    write_files(publication)
    return publication


def test_nothing_hidden_in_a_paper_is_in_what_is_published(with_papers: SimpleNamespace) -> None:
    publication = published_with_copy(with_papers)

    here = f"/decisions/{with_papers.decision.reference}"
    page = Client().get(here).content.decode()
    read: list[bytes | str] = [publication.payload, *of_page(page)]
    for file in PublishedFile.objects.filter(publication=publication):
        content = bytes(file.content)
        read += of_pdf(content) if file.name.endswith(".pdf") else of_word(content)
    assert told(HIDDEN, read) == []
    assert SEEN in page
    assert "4 papers are kept with this decision" in page
    opened: Any = docx.Document(
        BytesIO(bytes(publication.files.get(name__endswith=".docx").content))
    )
    assert SEEN in [one.text for one in opened.paragraphs]
    assert opened.core_properties.author in ("", "Precept", publication_office(page))


def publication_office(page: str) -> str:
    """The office's name, which a file of its own may bear."""
    return page.split("<title>", 1)[1].split("</title>", 1)[0].rsplit(" – ", 1)[-1].strip()


def test_no_original_can_be_had_by_anybody_outside(with_papers: SimpleNamespace) -> None:
    published_with_copy(with_papers)
    for file in StoredFile.objects.filter(about=with_papers.decision.subject):
        for who in (Client(), signed_in(World().person("provider"))):
            assert who.get(f"/files/{file.reference}").status_code in (302, 403, 404)


def test_a_copy_is_released_by_somebody_else_and_goes_out_with_the_decision(
    with_papers: SimpleNamespace,
) -> None:
    held = with_papers
    copy = actions.prepare_copy(
        by=held.people.manager,
        decision=held.decision,
        title="Note",
        text=SEEN,
        taken_out="Nothing.",
    )
    waiting = {one.what for one in queries.waits_for(held.people.chief)}
    assert "A public copy to release" in waiting
    with pytest.raises(NotAllowed, match="You prepared this copy yourself"):
        actions.release_copy(by=held.people.manager, copy=copy, version=1)
    with pytest.raises(NotAllowed):
        actions.release_copy(by=held.people.officer, copy=copy, version=1)
    Decision.objects.filter(pk=held.decision.pk).update(publish_on=clock.today())
    decision = Decision.objects.get(pk=held.decision.pk)
    first = actions.publish_decision(by=held.people.manager, decision=decision)
    assert SEEN not in first.payload

    actions.release_copy(by=held.people.chief, copy=copy, version=1)
    second = Publication.objects.get(kind="decision", key=decision.reference, is_latest=True)
    assert SEEN in second.payload
    actions.drop_copy(by=held.people.manager, copy=copy, version=2, why="Not needed.")

    third = Publication.objects.get(kind="decision", key=decision.reference, is_latest=True)
    assert (third.version, SEEN in third.payload) == (3, False)


@pytest.mark.parametrize("empty", ["title", "text", "taken_out"])
def test_a_copy_says_what_it_is_and_what_was_taken_out(
    with_papers: SimpleNamespace, empty: str
) -> None:
    said = {"title": "Note", "text": SEEN, "taken_out": "Nothing.", empty: " "}
    with pytest.raises(Refused) as refusal:
        actions.prepare_copy(by=with_papers.people.officer, decision=with_papers.decision, **said)

    assert refusal.value.field == empty


def test_words_that_are_redacted_do_not_come_back_in_a_copy(with_papers: SimpleNamespace) -> None:
    held = with_papers
    decision = held.decision
    row = actions.mark_words(
        by=held.people.officer,
        decision=decision,
        version=decision.version,
        part="background",
        words="The panel met in October",
        exemption="FOI s.40(2)",
        review=clock.today().replace(year=clock.today().year + 1, day=1),
    )
    actions.release_redaction(by=held.people.manager, redaction=row, version=1)
    copy = actions.prepare_copy(
        by=held.people.officer,
        decision=decision,
        title="Note",
        text="It says: the panel met in October.",
        taken_out="Nothing.",
    )
    actions.release_copy(by=held.people.manager, copy=copy, version=1)
    Decision.objects.filter(pk=decision.pk).update(publish_on=clock.today())

    with pytest.raises(Refused, match="would still be read in a public copy of a paper"):
        actions.publish_decision(
            by=held.people.manager, decision=Decision.objects.get(pk=decision.pk)
        )
