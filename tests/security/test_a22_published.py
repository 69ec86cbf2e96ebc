"""A decision of the office with words redacted: nothing that is published of it ever held them (security: A22)."""

import json
import re
from datetime import date
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pypdf
import pytest
from django.test import Client

from precept.decisions import actions, queries, rules
from precept.decisions.models import Decision, Redaction
from precept.decisions.published import texts_of
from precept.foundation import clock
from precept.foundation.ledger.models import Part
from precept.foundation.people.testing import signed_in
from precept.foundation.publications.actions import write_files
from precept.foundation.publications.models import Publication, PublishedFile
from precept.foundation.search.models import EntryRow
from tests.architecture.decided import draft, signed
from tests.architecture.things import people_of
from tests.architecture.world import World
from tests.security.house import House
from tests.security.redacting import of_page, of_pdf, of_word, told


@pytest.fixture
def redacted(office: House) -> SimpleNamespace:
    """A signed decision of the office with a secret in many places, marked and released everywhere."""
    people = people_of(World())
    secret = "Quillfeather Zwölftonmusikalienhandlung"  # a name, and long enough to be hyphenated
    decision = draft(people, "SECRET")
    actions.amend_decision(
        by=people.officer,
        decision=decision,
        version=decision.version,
        background=f"{'The panel met again. ' * 12}It chose {secret}.\n\n- {secret}, and nobody else",
        finance_source=f"A gift of {secret}.",
    )
    Decision.objects.filter(pk=decision.pk).update(
        facts=[{"name": "Provider", "words": secret}],
        tables=[{"title": "Awards", "columns": ["Recipient", "Amount"], "rows": [[secret, "£1"]]}],
    )
    decision = signed(people, Decision.objects.get(pk=decision.pk))
    row = actions.mark_words(
        by=people.officer,
        decision=decision,
        version=decision.version,
        part=rules.EVERYWHERE,
        words=secret,
        exemption="FOI s.40(2)",
        review=date(2027, 11, 16),
    )
    return SimpleNamespace(people=people, decision=decision, row=row, secret=secret)


def released(held: SimpleNamespace) -> Publication:
    """Release the redaction and publish the decision."""
    actions.release_redaction(by=held.people.manager, redaction=held.row, version=held.row.version)
    Decision.objects.filter(pk=held.decision.pk).update(publish_on=clock.today())
    publication = actions.publish_decision(
        by=held.people.manager, decision=Decision.objects.get(pk=held.decision.pk)
    )
    write_files(publication)
    return publication


def test_page_files_search_feed_and_list_never_held_the_words(redacted: SimpleNamespace) -> None:
    publication = released(redacted)

    anybody = Client()
    here = f"/decisions/{redacted.decision.reference}"
    read: list[bytes | str] = [publication.payload, publication.title]
    for file in PublishedFile.objects.filter(publication=publication):
        content = bytes(file.content)
        read += of_pdf(content) if file.name.endswith(".pdf") else of_word(content)
        assert anybody.get(f"{here}/files/{file.name}").content == content
    for entry in EntryRow.objects.filter(kind="decision", key=redacted.decision.reference):
        read += [str(value) for value in vars(entry).values()]
    for place in (here, f"{here}/1", "/decisions", "/decisions.csv", "/feeds/decisions.atom"):
        read += of_page(anybody.get(place).content.decode())
    for words in redacted.secret.split():
        found = anybody.get("/decisions", {"words": words, "q": words}).content.decode()
        assert f'href="{here}"' not in found

    assert told(redacted.secret, read) == []
    page = anybody.get(here).content.decode()
    assert page.count("[redacted: s.40(2)]") >= 5
    assert "Section 40(2): personal information" in page
    assert redacted.secret in redacted.decision.signature.content


def test_before_a_second_person_nothing_is_published(redacted: SimpleNamespace) -> None:
    held = redacted
    Decision.objects.filter(pk=held.decision.pk).update(publish_on=clock.today())
    with pytest.raises(Exception, match="waits for a second person"):
        actions.publish_decision(
            by=held.people.manager, decision=Decision.objects.get(pk=held.decision.pk)
        )
    actions.publish_due()

    assert not Publication.objects.filter(key=held.decision.reference).exists()


def test_the_file_is_whole_tagged_and_says_nothing_of_its_making(redacted: SimpleNamespace) -> None:
    publication = released(redacted)
    content = bytes(publication.files.get(name__endswith=".pdf").content)
    reader = pypdf.PdfReader(BytesIO(content))
    root: Any = reader.trailer["/Root"]

    assert content.count(b"%%EOF") == 1
    assert "/Prev" not in reader.trailer
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"] == True  # noqa: E712
    assert str(root["/Lang"]).startswith("en")
    assert reader.metadata is not None
    assert redacted.decision.title in str(reader.metadata.title)
    assert "/Names" not in root or "/EmbeddedFiles" not in root["/Names"]


def test_no_mark_is_laid_over_words_in_a_page(redacted: SimpleNamespace) -> None:
    released(redacted)
    page = Client().get(f"/decisions/{redacted.decision.reference}").content.decode()
    main = page[page.index("<main") : page.index("</main>")]

    assert (
        re.findall(r"<(?:mark|s|del)\b|style=|hidden", main.replace("govuk-visually-hidden", ""))
        == []
    )


def test_the_words_stay_out_of_the_facts_of_the_ledger(redacted: SimpleNamespace) -> None:
    marked = Part.objects.filter(
        event__subject=redacted.decision.subject, event__type="words marked for redaction"
    )
    said = {row.name: row.text for row in marked}

    assert told(redacted.secret, [said["facts"]]) == []
    assert redacted.secret in "".join(text for name, text in said.items() if name != "facts")


def test_a_signature_cannot_be_tried_for_what_is_withheld(redacted: SimpleNamespace) -> None:
    """The published digest is over a salt that nobody outside knows, so no price can be guessed by it."""
    content = json.loads(redacted.decision.signature.content)
    assert len(content.pop("salt")) == 32

    assert rules.digest(content) != redacted.decision.signature.sha256


def test_people_of_the_office_who_do_not_work_on_decisions_read_the_marks(
    redacted: SimpleNamespace,
) -> None:
    released(redacted)
    marker = signed_in(World().person("marker"))
    page = marker.get(f"/office/decisions/{redacted.decision.reference}").content.decode()

    assert told(redacted.secret, of_page(page)) == []
    assert marker.get(
        f"/office/decisions/{redacted.decision.reference}/redactions"
    ).status_code in (403, 404)


def test_what_is_published_differs_from_the_source_by_the_approved_words_alone(
    redacted: SimpleNamespace,
) -> None:
    released(redacted)
    one = Decision.objects.get(pk=redacted.decision.pk)
    whole, public = texts_of(queries.whole_notice(one)), texts_of(queries.notice(one))
    approved = list(Redaction.objects.filter(decision=one, state="released"))

    restored = {
        part: tuple(text.replace("[redacted: s.40(2)]", redacted.secret) for text in texts)
        for part, texts in public.items()
    }
    assert restored == whole
    assert [row.words for row in approved] == [redacted.secret]


@pytest.fixture
def titled(office: House) -> SimpleNamespace:
    """A signed decision of the office with a secret in its title alone, marked there."""
    people = people_of(World())
    secret = "Quillfeather Zwölftonmusikalienhandlung"
    decision = draft(people, "TITLED")
    actions.amend_decision(
        by=people.officer,
        decision=decision,
        version=decision.version,
        title=f"A contract with {secret} for music",
    )
    decision = signed(people, Decision.objects.get(pk=decision.pk))
    row = actions.mark_words(
        by=people.officer,
        decision=decision,
        version=decision.version,
        part="title",
        words=secret,
        exemption="FOI s.40(2)",
        review=date(2027, 11, 16),
    )
    return SimpleNamespace(people=people, decision=decision, row=row, secret=secret)


def everything_public(held: SimpleNamespace) -> list[bytes | str]:
    """All that anybody outside can read of a decision: every publication, file, search entry, list and feed."""
    anybody = Client()
    here = f"/decisions/{held.decision.reference}"
    read: list[bytes | str] = []
    for one in Publication.objects.all():
        read += [one.payload, one.title, one.why]
    for file in PublishedFile.objects.all():
        content = bytes(file.content)
        if file.name.endswith((".pdf", ".docx")):
            read += of_pdf(content) if file.name.endswith(".pdf") else of_word(content)
            read.append(file.name)
        else:
            read.append(content)
    for entry in EntryRow.objects.filter(scope="public"):
        read += [str(value) for value in vars(entry).values()]
    for place in (
        here,
        f"{here}/1",
        "/decisions",
        "/decisions.csv",
        "/feeds/decisions.atom",
        "/search?words=contract",
        "/",
    ):
        answer = anybody.get(place)
        assert answer.status_code == 200, place
        read += of_page(answer.content.decode())
    return read


def test_a_title_says_the_mark_wherever_the_decision_is_named(titled: SimpleNamespace) -> None:
    publication = released(titled)
    later = draft(titled.people, "LATER")
    actions.link(by=titled.people.officer, decision=later, earlier=titled.decision, how="follows")
    later = signed(titled.people, Decision.objects.get(pk=later.pk))
    Decision.objects.filter(pk=later.pk).update(publish_on=clock.today())
    write_files(
        actions.publish_decision(
            by=titled.people.manager, decision=Decision.objects.get(pk=later.pk)
        )
    )

    assert publication.title == "EXE-2026-TITLED A contract with [redacted: s.40(2)] for music"
    read = everything_public(titled)
    assert told(titled.secret, read) == []
    anybody = Client()
    later_page = anybody.get("/decisions/EXE-2026-LATER").content.decode()
    assert "A contract with [redacted: s.40(2)] for music" in later_page
    for word in titled.secret.split():
        for place in ("/decisions", "/search"):
            found = anybody.get(place, {"words": word, "q": word}).content.decode()
            assert 'href="/decisions/EXE-2026-TITLED"' not in found
    assert titled.secret in titled.decision.signature.content


def test_before_a_second_person_a_title_is_not_published(titled: SimpleNamespace) -> None:
    Decision.objects.filter(pk=titled.decision.pk).update(publish_on=clock.today())
    actions.publish_due()

    assert not Publication.objects.filter(key=titled.decision.reference).exists()


def test_in_the_office_a_title_is_whole_for_those_alone_who_work_on_decisions(
    titled: SimpleNamespace,
) -> None:
    released(titled)
    reference = titled.decision.reference
    marker = signed_in(World().person("marker"))
    officer = signed_in(titled.people.officer)

    for place in (f"/office/decisions/{reference}", "/office/decisions"):
        assert told(titled.secret, of_page(marker.get(place).content.decode())) == []
        assert titled.secret in officer.get(place).content.decode()
    asked = {"words": "Quillfeather", "q": "Quillfeather"}
    assert reference not in marker.get("/office/decisions", asked).content.decode()
    assert reference in officer.get("/office/decisions", asked).content.decode()


def test_a_title_is_read_whole_once_two_people_lifted_its_redaction(
    titled: SimpleNamespace,
) -> None:
    released(titled)
    row = Redaction.objects.get(pk=titled.row.pk)
    Redaction.objects.filter(pk=row.pk).update(review=clock.today())
    row = actions.ask_to_lift(
        by=titled.people.officer, redaction=row, version=row.version, why="It is known now."
    )
    row = Redaction.objects.get(pk=row.pk)
    actions.lift_redaction(by=titled.people.manager, redaction=row, version=row.version)

    latest = Publication.objects.get(key=titled.decision.reference, is_latest=True)
    assert latest.version == 2
    assert latest.title == f"{titled.decision.reference} A contract with {titled.secret} for music"
    assert Decision.objects.get(pk=titled.decision.pk).public_title == ""
    page = Client().get(f"/decisions/{titled.decision.reference}").content.decode()
    assert titled.secret in page
    assert (
        told(
            titled.secret,
            [Publication.objects.get(key=titled.decision.reference, version=1).payload],
        )
        == []
    )


def test_a_title_that_is_put_right_keeps_its_mark(titled: SimpleNamespace) -> None:
    released(titled)
    one = Decision.objects.get(pk=titled.decision.pk)
    actions.correct_decision(
        by=titled.people.manager,
        decision=one,
        version=one.version,
        why="The subject was wrong.",
        title=f"A contract with {titled.secret} for songs",
    )

    latest = Publication.objects.get(key=one.reference, is_latest=True)
    assert latest.title == f"{one.reference} A contract with [redacted: s.40(2)] for songs"
    shown = Decision.objects.get(pk=one.pk).shown_title
    assert shown == "A contract with [redacted: s.40(2)] for songs"
