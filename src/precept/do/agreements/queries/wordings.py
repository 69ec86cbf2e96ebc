"""The office's own words in agreements and letters: which conditions hold, and where its words are kept."""

from datetime import date

from django.urls import reverse

from precept.do.agreements import access, rules
from precept.do.procedures import queries as procedures
from precept.do.procedures import rules as documents
from precept.do.procedures.sign_ups import KeptElsewhere
from precept.foundation.people.models import Person

CONDITIONS = "grant-conditions"
"""The document whose approved version holds as the office's conditions of grant."""
WHEN_SENT = {
    "agreement": "The words of every agreement that is made here.",
    "variation": "The letter that goes with every variation of an agreement.",
    "recovery": "The letter that asks for money back which was not spent.",
}


def conditions_in_force(fund: str, on: date) -> rules.Conditions | None:
    """The conditions of grant in force for a fund on a day: the office's approved document is one of those known."""
    own = procedures.document_in_force(CONDITIONS, on)
    if own is None or own.begins is None:
        return rules.standard_conditions(fund, on)
    said = rules.Conditions(
        id=f"{CONDITIONS}-{own.number}",
        funds=frozenset({"*"}),
        applies_from=own.begins,
        words=tuple(
            " ".join(documents.filled(one.text, documents.FIELDS).split())
            for one in own.as_words.sections
        ),
        source=f"{own.title}, version {own.number}",
    )
    return rules.standard_conditions(fund, on, [*rules.all_conditions(), said])


def kept_words(person: Person) -> list[KeptElsewhere]:
    """Where the words of agreements and letters are kept, for who may change them."""
    if not access.may_keep_register(person):
        return []
    return [
        KeptElsewhere(title, reverse("agreements.letter_wording", args=[kind]), WHEN_SENT[kind])
        for kind, title in rules.TEMPLATE_KINDS.items()
    ]
