"""A decision as it would be released."""

from precept.decisions import rules
from precept.decisions.models import Decision
from precept.decisions.published import (
    DecisionAdvicePublished,
    DecisionCorrectionPublished,
    DecisionFactPublished,
    DecisionLinkPublished,
    DecisionPriorityPublished,
    DecisionPublished,
    DecisionTablePublished,
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


def notice(one: Decision) -> DecisionPublished:
    """What the public would read of a decision as it stands: no withheld word, no name."""
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
                title=row.earlier.title,
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
    )


def publication_of(one: Decision) -> Publication | None:
    """What the public reads of a decision now, a tombstone perhaps."""
    return Publication.objects.filter(kind="decision", key=one.reference, is_latest=True).first()
