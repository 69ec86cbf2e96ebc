"""Words that are redacted are in no byte of what is published (security: A22)."""

import json
import random
from datetime import UTC, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from precept.decisions import rules
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
from precept.foundation.documents.html import write_blocks
from precept.foundation.publications.kinds import Released
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
