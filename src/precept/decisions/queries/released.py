"""A decision as it would be released, without the words that are redacted."""

from collections.abc import Sequence

from precept.decisions import rules, sign_ups
from precept.decisions.models import Decision, PublicCopy, Redaction
from precept.decisions.published import (
    DecisionAdvicePublished,
    DecisionCopyPublished,
    DecisionCorrectionPublished,
    DecisionFactPublished,
    DecisionLinkPublished,
    DecisionPriorityPublished,
    DecisionPublished,
    DecisionRedactionPublished,
    DecisionTablePublished,
    DecisionYearPublished,
    said_of,
    texts_of,
    with_texts,
)
from precept.decisions.queries.one import (
    advice_given,
    links_of,
    papers_of,
    power_on,
    signature_of,
)
from precept.decisions.rules import dated
from precept.foundation import clock
from precept.foundation.publications.models import Publication
from precept.parties.queries import office_name
from precept.understand.queries import priority_titles


def redactions_of(one: Decision) -> list[Redaction]:
    """The redactions of a decision, ended ones too, by number."""
    return list(one.redactions.select_related("marked_by", "released_by", "lift_asked_by"))


def copies_of(one: Decision) -> list[PublicCopy]:
    """The public copies of a decision's papers, prepared ones and those taken down too, by number."""
    return list(one.copies.all())


def live(redactions: Sequence[Redaction]) -> list[Redaction]:
    """Those whose words are kept out of what is published, waiting for a second person or not."""
    return [row for row in redactions if row.state in rules.LIVE]


def span_of(row: Redaction) -> rules.Span:
    """A redaction as the rules know it."""
    return rules.Span(row.number, row.part, row.words, row.place, mark_of(row.exemption))


def mark_of(exemption: str) -> str:
    """What stands in a notice instead of words withheld under an exemption."""
    found = next((one for one in dated.exemptions() if one.code == exemption), None)
    return rules.mark_of(found.section if found else "?")


def public_title(one: Decision, title: str) -> str:
    """A title of a decision with marks where words of it are redacted; empty where none is."""
    spans = [span_of(row) for row in live(redactions_of(one))]
    (shown,) = rules.cut(
        {"title": (title,)}, [s for s in spans if s.part in ("title", rules.EVERYWHERE)]
    )["title"]
    return shown if shown != title else ""


def notice(one: Decision) -> DecisionPublished:
    """What the public would read of a decision as it stands: no withheld or redacted word, no name."""
    rows = live(redactions_of(one))
    whole = whole_notice(one)
    if not rows:
        return whole
    return _redacted(whole, rows)


def shown_notice(one: Decision) -> DecisionPublished:
    """A decision whole, for those who work on it: words to be redacted stand in white brackets."""
    rows = live(redactions_of(one))
    whole = whole_notice(one)
    if not rows:
        return whole
    spans = [span_of(row) for row in rows]
    texts = rules.cut(texts_of(whole), spans, lambda mark, words: f"⟦{words}⟧ {mark}")
    return with_texts(whole, texts).model_copy(update={"redactions": _reasons(rows)})


def _redacted(whole: DecisionPublished, rows: Sequence[Redaction]) -> DecisionPublished:
    texts = rules.cut(texts_of(whole), [span_of(row) for row in rows])
    reasons = {"redactions": _reasons(rows), "status_title": rules.STATUSES["exempt"]}
    return with_texts(whole, texts).model_copy(update=reasons)


def _reasons(rows: Sequence[Redaction]) -> tuple[DecisionRedactionPublished, ...]:
    found = {}
    for row in rows:
        exemption = next((one for one in dated.exemptions() if one.code == row.exemption), None)
        said = DecisionRedactionPublished(
            mark=mark_of(row.exemption),
            exemption=row.exemption,
            title=rules.exemption_words(row.exemption),
            is_qualified=exemption is not None and exemption.is_qualified,
            why=row.why,
            review=row.review.isoformat(),
        )
        found[(said.exemption, said.why, said.review)] = said
    return tuple(sorted(found.values(), key=lambda said: (said.exemption, said.review, said.why)))


def redaction_problems(one: Decision, more: Sequence[str] = ()) -> list[str]:
    """What stands against publishing a decision with its redactions, in words that say what to do.

    ``more`` are words that go out with it, such as the reason of a correction.
    """
    rows = live(redactions_of(one))
    if not rows:
        return []
    said = whole_notice(one)
    spans = [span_of(row) for row in rows]
    found = [
        f"Redaction {row.number} waits for a second person."
        for row in rows
        if row.state == "marked"
    ]
    parts = texts_of(said)
    found += [
        f"The words of redaction {span.number} no longer stand in this part: {rules.PARTS[span.part].lower()}."
        " Mark them again, or take the redaction back."
        for span in rules.no_longer_there(parts, spans)
    ]
    everything = [
        *said_of(_redacted(said, rows)),
        *(("the reason that is given", text) for text in more),
    ]
    found += [
        f"The words of redaction {span.number} would still be read in {where}. Mark them there too, or"
        " change the words."
        for span, where in rules.still_told(spans, everything)
    ]
    return found


def whole_notice(one: Decision) -> DecisionPublished:
    """A decision with every word that is not withheld, redacted ones too: for those who work on it alone."""
    signature = signature_of(one)
    day = signature.signed_on if signature else clock.today()
    power = power_on(one.power, day) if one.power else None
    delegation = next(
        (one_ for one_ in dated.delegations() if signature and one_.id == signature.delegation),
        None,
    )
    titles = priority_titles(one.priorities)
    return DecisionPublished(
        reference=one.reference,
        title=one.title,
        kind=one.kind,
        kind_title=rules.KINDS[one.kind],
        office=office_name(signature.signed_on if signature else None),
        about=one.about,
        pence=one.amount.pence if one.amount is not None else None,
        facts=tuple(
            DecisionFactPublished(name=fact["name"], words=fact["words"]) for fact in one.facts
        ),
        tables=tuple(
            DecisionTablePublished(
                title=table["title"],
                columns=tuple(table["columns"]),
                rows=tuple(tuple(row) for row in table["rows"]),
            )
            for table in one.tables
        ),
        **{name: getattr(one, name) for name in rules.WORDS},
        advice=tuple(
            DecisionAdvicePublished(
                kind=kind,
                kind_title=rules.ADVICE[kind],
                words=row.words,
                is_relevant=row.is_relevant,
                role=row.role,
                on=clock.uk_date(row.at).isoformat(),
                exception=row.exception,
            )
            for kind, row in advice_given(one).items()
        ),
        power=one.power,
        power_title=power.title if power else one.power,
        power_source=power.source if power else "",
        power_link=(power.link or "") if power else "",
        priorities=tuple(
            DecisionPriorityPublished(slug=slug, title=titles.get(slug, slug))
            for slug in one.priorities
        ),
        author_role=one.author_role,
        lead_role=one.lead_role,
        decided_by=signature.capacity if signature else "",
        delegation=signature.delegation if signature else "",
        delegation_title=delegation.title if delegation else "",
        delegation_source=delegation.source if delegation else "",
        interests=signature.interests if signature else "",
        signed_on=clock.iso(signature.signed_on) if signature else None,
        is_on_paper=bool(signature and signature.on_paper),
        exception=signature.exception if signature else "",
        sha256=signature.sha256 if signature else "",
        status=one.status,
        status_title=rules.STATUSES[one.status],
        exemption=one.exemption if one.status == "exempt" else "",
        exemption_why=one.exemption_why if one.status == "exempt" else "",
        exemption_review=clock.iso(one.exemption_review) if one.status == "exempt" else None,
        election_exception=one.exception_why,
        # An earlier decision that is not public stays so: not even its title is released.
        links=tuple(
            DecisionLinkPublished(
                reference=row.earlier.reference,
                title=row.earlier.shown_title,
                how=row.how,
                how_title=rules.LINKS[row.how],
            )
            for row in links_of(one)
            if row.earlier.state == "published"
        ),
        papers=len(papers_of(one)),
        corrections=tuple(
            DecisionCorrectionPublished(on=done["on"], why=done["why"]) for done in one.corrections
        ),
        is_invented=one.is_invented,
        finance_source=one.finance_source,
        finance_years=tuple(
            DecisionYearPublished(year=row["year"], pence=row["pence"]) for row in one.finance_years
        ),
        copies=tuple(
            DecisionCopyPublished(
                number=row.number, title=row.title, taken_out=row.taken_out, text=row.text
            )
            for row in copies_of(one)
            if row.state == "released"
        ),
    )


def publication_of(one: Decision) -> Publication | None:
    """What the public reads of a decision now, a tombstone perhaps."""
    return Publication.objects.filter(kind="decision", key=one.reference, is_latest=True).first()


def not_yet(one: Decision) -> list[str]:
    """What stands against publishing a signed decision today, redactions and parts above among it."""
    if one.state != "signed":
        others: list[str] = []
    else:
        others = [*redaction_problems(one), *sign_ups.still_to_happen(one)]
    return rules.why_not_yet(
        state=one.state,
        publish_on=one.publish_on,
        today=clock.today(),
        held_why=one.held_why,
        exception_why=one.exception_why,
        others=others,
    )
