"""Who reads questions to the office, who answers them, who releases answers, and who reads who asked."""

from django.db.models import QuerySet

from precept.foundation.people.models import Person
from precept.review.answers.models import Question


def may_see(person: Person) -> bool:
    """Whether this person reads briefings, and which questions the office was asked."""
    return person.may("see the office")


def visible_to(person: Person) -> QuerySet[Question]:
    """The questions that this person may look up: all for whoever works in the office, else none."""
    return Question.objects.all() if may_see(person) else Question.objects.none()


def may_answer(person: Person) -> bool:
    """Whether this person enters questions, chooses sources and writes answers."""
    return person.may("answer questions")


def may_release(person: Person, question: Question) -> bool:
    """Whether this person releases the answer, or sends it back: who releases, and had no hand in it."""
    return person.may("release answers") and person.reference not in question.hands


def may_publish(person: Person) -> bool:
    """Whether this person puts a released answer into the disclosure log."""
    return person.may("release answers")


def may_read_whole(person: Person, question: Question) -> bool:
    """Whether this person reads who asked, and in which words: who answers or releases, and its owner."""
    return (
        may_answer(person)
        or person.may("release answers")
        or (may_see(person) and question.owner_id == person.pk)
    )


def may_forget(person: Person) -> bool:
    """Whether this person takes away who asked, once the answer has gone: who releases."""
    return person.may("release answers")
