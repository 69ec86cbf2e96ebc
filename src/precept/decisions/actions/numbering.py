"""Saying why a number of the series has no published decision, so that the log shows no gap unexplained."""

from precept.decisions import access, queries, rules
from precept.decisions.actions.moving import NOT_PUBLISHER, STALE
from precept.decisions.models import NumberExplained
from precept.decisions.published import NumberPublished
from precept.foundation import clock
from precept.foundation.ledger.actions import NotAllowed, Refused, action, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.foundation.publications import actions as publications


@action
def explain_number(
    *,
    by: Person,
    reference: str,
    reason: str,
    words: str,
    version: int = 0,
    is_invented: bool = False,
) -> NumberExplained:
    """Publish why a number has no decision: withdrawn before its signature, not approved, or used in error.

    ``version`` is that of what was said before, 0 where nothing was. What is still being decided is explained
    by nobody: the log says that it is not published yet, and no more.
    """
    if not access.may_explain(by):
        raise NotAllowed(NOT_PUBLISHER)
    number = rules.number_of(reference)
    others = [word.strip(".,;:()") for word in words.split()]
    problem = rules.explaining_problem(
        reference=reference,
        reason=reason,
        words=words,
        state=queries.state_of_number(reference),
        highest=queries.highest_number(number.begins) if number else 0,
        others=[word for word in others if queries.state_of_number(word) in rules.DECIDED],
    )
    if problem:
        raise Refused(problem[1], field=problem[0] or None)
    assert number is not None
    said = queries.explained_number(reference)
    changes = {"reason": reason, "words": words.strip(), "by": by, "at": clock.now()}
    if said is None:
        before = None
        said = NumberExplained.objects.create(reference=reference, **changes)
    else:
        before = {"reason": rules.GAP_REASONS[said.reason], "words": said.words}
        write_next(said, changes, read=version, stale=STALE)
    publications.publish(
        kind_name="decision-number",
        key=reference,
        title=f"{reference}: {rules.GAP_REASONS[reason].lower()}",
        payload=NumberPublished(
            reference=reference,
            year=number.year,
            reason=reason,
            reason_title=rules.GAP_REASONS[reason],
            words=said.words,
            said_on=clock.today().isoformat(),
            is_invented=is_invented,
        ),
        by=by,
    )
    record(
        said.subject,
        "missing number explained",
        by=by,
        why=said.words,
        before=before,
        after={"reason": rules.GAP_REASONS[reason]},
    )
    return said
