"""Questions of the demonstration: one of the panel, answered and published; a request that waits for its answer."""

from datetime import timedelta
from typing import Any

from precept.demo.actions.cast import Cast
from precept.demo.reading import table
from precept.foundation import clock
from precept.foundation.publications.models import Publication
from precept.review.answers import actions, queries
from precept.review.answers.models import Question


def answer_questions(cast: Cast) -> None:
    """Enter both, answer and publish the panel's, leave the other open."""
    said = table("answers")
    panel = _enter(cast, "panel", said["panel"])
    _answer(cast, panel, said["panel"])
    _enter(cast, "foi", said["request"])


def _enter(cast: Cast, kind: str, said: dict[str, Any]) -> Question:
    officer = cast.people["commissioning-officer"]
    return actions.enter_question(
        by=officer,
        kind=kind,
        about=said["about"],
        text=said["text"].strip(),
        received=clock.today() - timedelta(days=said["days_ago"]),
        owner=officer,
        name=said["name"],
        contact=said["contact"],
        body=said.get("body", ""),
        is_invented=True,
    )


def _answer(cast: Cast, panel: Question, said: dict[str, Any]) -> None:
    officer = cast.people["commissioning-officer"]
    rows = Publication.objects.filter(kind__in=("need", "voice"), is_latest=True).order_by("kind")
    chosen = [f"published:{row.kind}:{row.key}" for row in rows]
    actions.choose_sources(by=officer, question=panel, version=panel.version, chosen=chosen)
    now = queries.fresh(panel)
    answer = said["answer"].strip()
    now = actions.write_answer(
        by=officer, question=now, version=now.version, answer=answer, outcome="disclosed"
    )
    now = actions.send_to_second_person(by=officer, question=now, version=now.version)
    now = actions.release_answer(by=cast.chief_executive, question=now, version=now.version)
    actions.publish_answer(
        by=cast.chief_executive,
        question=now,
        version=now.version,
        title=said["title"],
        words=said["public"].strip(),
        why="Asked by the panel",
    )
