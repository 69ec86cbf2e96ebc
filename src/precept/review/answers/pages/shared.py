"""What the pages of this part share: who may, the way down to a page, the office's name on paper."""

from typing import Any, Final

from django.http import Http404
from django.urls import reverse

from precept.foundation.documents.handing import MEDIA_TYPES
from precept.foundation.web.pages import Request, only_if
from precept.foundation.web.trails import Trail, trail
from precept.review.answers import access
from precept.review.answers.actions.shared import NOT_ANSWERER, NOT_RELEASER
from precept.review.answers.models import Question

LIST: Final = "answers.questions"


def address(of: Question) -> str:
    """Where the office reads a question."""
    return reverse("answers.question", args=[of.reference])


def only_answerers(request: Request) -> None:
    """Refuse a page to people who do not answer questions."""
    only_if(access.may_answer(request.person), NOT_ANSWERER)


def only_second_person(request: Request, found: Question) -> None:
    """Refuse a page to people who may not release this answer."""
    only_if(access.may_release(request.person, found), NOT_RELEASER)


def trail_in(*places: tuple[str, str]) -> Trail:
    """Breadcrumbs by the list of questions to a page below it."""
    return trail((reverse(LIST) if places else "", "Answers"), *places)


def about(found: Question, here: str) -> dict[str, Any]:
    """What stands around a step of a question."""
    return {
        "caption": found.about,
        "back": address(found),
        "breadcrumbs": trail_in((address(found), found.about), ("", here)),
    }


def only_known(ending: str) -> None:
    """404 for an ending that no document is given out with."""
    if ending not in MEDIA_TYPES:
        raise Http404(f"no document ends in {ending}")
