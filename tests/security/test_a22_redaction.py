"""Words that are redacted are in no byte of what is published (security: A22)."""

import json
import random
import re
from datetime import UTC, date, datetime
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pypdf
import pytest
from django.test import Client
from hypothesis import example, given, settings
from hypothesis import strategies as st

from precept.decisions import actions, queries, rules
from precept.decisions.models import Decision, Redaction
from precept.decisions.published import (
    DecisionAdvicePublished,
    DecisionFactPublished,
    DecisionPublished,
    DecisionTablePublished,
    decision_entry,
    notice_blocks,
    notice_files,
    texts_of,
    with_texts,
)
from precept.foundation import clock
from precept.foundation.documents.html import write_blocks
from precept.foundation.ledger.models import Part
from precept.foundation.people.testing import signed_in
from precept.foundation.publications.actions import write_files
from precept.foundation.publications.kinds import Released
from precept.foundation.publications.models import Publication, PublishedFile
from precept.foundation.search.models import EntryRow
from tests.architecture.decided import draft, signed
from tests.architecture.things import people_of
from tests.architecture.world import World
from tests.security.house import House
from tests.security.redacting import letters, of_page, of_pdf, of_word, told

AROUND = [
    *[
        "The",
        "round",
        "closed",
        "in",
        "spring",
        "and",
        "the",
        "panel",
        "read",
        "every",
        "bid",
        "twice",
        "before",
        "it",
        "met",
        "to",
        "rank",
        "them",
        "all",
    ],
    *[
        "and",
        "to",
        "say",
        "what",
        "each",
        "of",
        "them",
        "would",
        "change",
        "for",
        "people",
        "of",
        "the",
        "county",
        "in",
        "the",
        "years",
        "to",
        "come",
    ],
]
SECRETS = st.lists(
    st.text(
        # Letters that no word around has beside one another: accents, ligatures, sharp and dotted ones.
        alphabet="zqxjéüřžﬁﬂßçőẑɋ",
        min_size=5,
        max_size=24,
    ).filter(lambda word: len(letters(word)) >= 5),
    min_size=1,
    max_size=5,
).map(" ".join)
PLACES = ("background", "reasons", "facts", "tables", "advice-legal", "finance", "interests")
GAPS = (" ", "\n", "  ", "\u00a0", " \n", "\n- ")
MARK = rules.mark_of("43(2)")


def notice(texts: dict[str, str]) -> DecisionPublished:
    """A notice that says these texts and nothing else of its own."""
    words = dict.fromkeys(rules.WORDS, "") | {
        name: text for name, text in texts.items() if name in rules.WORDS
    }
    return DecisionPublished(
        reference="EXE-2026-0042",
        title="A notice",
        kind="other",
        kind_title="Other",
        office="The office",
        about="",
        pence=None,
        facts=(DecisionFactPublished(name="Fact", words=texts.get("facts", "")),),
        tables=(
            DecisionTablePublished(
                title="Table", columns=("One", "Two"), rows=(("a", texts.get("tables", "b")),)
            ),
        ),
        **words,
        advice=(
            DecisionAdvicePublished(
                kind="legal",
                kind_title="Legal implications",
                words=texts.get("advice-legal", "None."),
                is_relevant=True,
                role="Chief executive",
                on="2026-11-16",
                exception="",
            ),
        ),
        power="",
        power_title="",
        power_source="",
        power_link="",
        priorities=(),
        author_role="Officer",
        lead_role="Officer",
        decided_by="Commissioner",
        delegation="scheme",
        delegation_title="Scheme",
        delegation_source="Scheme",
        interests=texts.get("interests", "None."),
        signed_on="2026-11-16",
        is_on_paper=False,
        exception="",
        sha256="a" * 64,
        status="open",
        status_title="Published in full",
        exemption="",
        exemption_why="",
        exemption_review=None,
        election_exception="",
        links=(),
        papers=0,
        corrections=(),
        is_invented=True,
        finance_source=texts.get("finance", ""),
    )


def everything_made_of(said: DecisionPublished) -> dict[str, list[bytes | str]]:
    """The page, the PDF, the Word file, the search entry and the payload of a notice, each as it is read."""
    released = Released(
        kind="decision",
        key=said.reference,
        version=1,
        title=f"{said.reference} {said.title}",
        payload=said,
        digest="a" * 64,
        released=datetime(2026, 11, 17, 12, tzinfo=UTC),
        why="",
        is_latest=True,
        is_tombstone=False,
        details_removed=False,
    )
    pdf, word = (file.content for file in notice_files(released))
    assert pdf.count(b"%%EOF") == 1
    entry = decision_entry(released)
    shown = json.dumps([entry.text, entry.title, dict(entry.shown)], ensure_ascii=False)
    payload = said.model_dump_json()
    return {
        "page": of_page(str(write_blocks(notice_blocks(said)))),
        "pdf": of_pdf(pdf),
        "word": of_word(word),
        "search": [shown],
        "payload": [payload, payload.encode(), json.dumps(json.loads(payload)).encode()],
    }


def made_that_tell(secret: str, said: DecisionPublished) -> set[str]:
    """Which of the things made of a notice tell any word of a secret."""
    return {name for name, read in everything_made_of(said).items() if told(secret, read)}


def around(chance: random.Random, secret: str, gap: str) -> str:
    """A text in which a secret stands once, its words with another gap between them, and words around it."""
    before = " ".join(chance.choices(AROUND, k=chance.randint(0, 90)))
    after = " ".join(chance.choices(AROUND, k=chance.randint(0, 30)))
    return f"{before} {gap.join(secret.split())}, {after}.".strip()


@settings(max_examples=40, deadline=None)
@given(
    secret=SECRETS,
    place=st.sampled_from(PLACES),
    gap=st.sampled_from(GAPS),
    is_everywhere=st.booleans(),
    seed=st.integers(0, 10_000),
)
@example("ﬁnancialzq oﬃcezqx", "background", "\n", False, 7)
@example("zqxj" * 6, "tables", " ", True, 90)
@example("žluťoučkýzq ku\u0308nzq", "facts", "\u00a0", True, 3)
def test_no_redacted_word_is_in_any_byte(
    secret: str, place: str, gap: str, is_everywhere: bool, seed: int
) -> None:
    chance = random.Random(seed)  # only arranges words
    said = notice({name: around(chance, secret, gap) for name in (place, "summary")})
    spans = (
        [rules.Span(1, rules.EVERYWHERE, secret, None, MARK)]
        if is_everywhere
        else [
            rules.Span(1, place, secret, None, MARK),
            rules.Span(2, "summary", secret, 1, MARK),
        ]
    )
    assert made_that_tell(secret, said) >= {"page", "pdf", "word", "search", "payload"}

    cut = with_texts(said, rules.cut(texts_of(said), spans))

    assert made_that_tell(secret, cut) == set()
    assert cut.model_dump_json().count(MARK) == 2


@settings(max_examples=60, deadline=None)
@given(secret=SECRETS, seed=st.integers(0, 10_000))
def test_what_stands_instead_says_nothing_of_how_long_the_words_were(
    secret: str, seed: int
) -> None:
    texts = {"background": (around(random.Random(seed), secret, " "),)}
    short = {"background": (texts["background"][0].replace(secret, "zq"),)}

    long_cut = rules.cut(texts, [rules.Span(1, "background", secret, None, MARK)])
    short_cut = rules.cut(short, [rules.Span(1, "background", "zq", None, MARK)])

    assert long_cut == short_cut


@settings(max_examples=200, deadline=None)
@given(
    texts=st.lists(st.lists(st.sampled_from(AROUND), max_size=30).map(" ".join), max_size=4),
    words=st.lists(st.sampled_from(AROUND), min_size=1, max_size=2).map(" ".join),
)
def test_nothing_but_the_words_is_taken_out(texts: list[str], words: str) -> None:
    parts = {"background": tuple(texts)}
    span = rules.Span(1, "background", words, None, MARK)

    cut = rules.cut(parts, [span])["background"]

    places = rules.hits(parts, span).get("background", [])
    assert "".join(cut).count(MARK) == len(places)
    assert tuple(one.replace(MARK, words) for one in cut) == tuple(texts)
    assert rules.occurrences([one.replace(MARK, "\x00") for one in cut], words) == []


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
