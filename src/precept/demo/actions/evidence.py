"""What stands behind a service: evidence, theories of change, and what people said when they were asked."""

from datetime import date, timedelta
from typing import Any

from precept.demo.actions.cast import Cast
from precept.demo.reading import table
from precept.foundation import clock
from precept.foundation.money import Money, read_money
from precept.understand import actions, queries
from precept.understand.models import Theory, Voice

MEASURE = ("people", "percent", "measure", "source", "how_often", "baseline", "target")


def understand_a_service(cast: Cast) -> None:
    """Three sources, one theory of change that is agreed and one that lacks things, one time of asking people."""
    said = table("evidence")
    for one in said["source"]:
        _source(cast, one)
    whole = _theory(cast, said["theory"])
    actions.agree_theory(
        by=cast.chief_executive,
        theory=whole,
        revision=queries.theory(whole.reference).revision,
    )
    _theory(cast, said["draft_theory"])
    _voice(cast, said["voice"])


def _day(days: int) -> date:
    return clock.today() + timedelta(days=days)


def _source(cast: Cast, said: dict[str, Any]) -> None:
    actions.add_source(
        by=cast.manager,
        title=said["title"],
        publisher=said["publisher"],
        year=said["year"],
        kind=said["kind"],
        agreement=said.get("agreement", ""),
        strength=said["strength"],
        relevance=said["relevance"],
        says=said["says"],
        does_not_say=said["does_not_say"],
        priorities=said["priorities"],
        review_on=_day(said["review_days"]),
        is_invented=said["invented"],
    )


def _theory(cast: Cast, said: dict[str, Any]) -> Theory:
    made = actions.draft_theory(
        by=cast.manager,
        title=said["title"],
        problem=said["problem"],
        priorities=said["priorities"],
        is_invented=True,
    )
    for row in said["row"]:
        actions.add_theory_row(
            by=cast.manager,
            theory=made,
            column=row["column"],
            text=row["text"],
            by_when=_day(row["by_days"]) if "by_days" in row else None,
            **{name: row[name] for name in MEASURE if name in row},
        )
    for start, row in enumerate(said["row"], start=1):
        for end, assumption in row.get("leads", ()):
            actions.link_rows(
                by=cast.manager, theory=made, start=start, end=end, assumption=assumption
            )
    return made


def _voice(cast: Cast, said: dict[str, Any]) -> Voice:
    by = cast.manager
    made = actions.record_voice(
        by=by,
        title=said["title"],
        about=said["about"],
        priorities=["domestic-abuse"],
        ways=said["ways"],
        ways_words=said["ways_words"],
        starts=_day(said["days"]),
        ends=_day(said["last_days"]),
        by_whom=said["by_whom"],
        by_body=said["by_body"],
        access=said["access"],
        is_for_perpetrators=True,
        victims_considered=said["victims_considered"],
        is_invented=True,
    )
    made = actions.set_groups(by=by, voice=made, version=made.version, numbers=said["groups"])
    thanks = read_money(said["thanks"])
    assert isinstance(thanks, Money), "the data states an amount"
    made = actions.set_consent(
        by=by,
        voice=made,
        version=made.version,
        consent=said["consent"],
        told_them=said["told_them"],
        is_paid=True,
        thanks=thanks,
        thanks_to=said["thanks_to"],
    )
    for one in said["point"]:
        point = actions.add_point(by=by, voice=made, text=one["text"], group=one["group"])
        actions.answer_point(
            by=by,
            point=point,
            version=point.version,
            answer=one["answer"],
            answer_words=one["words"],
            by_when=_day(one["by_days"]) if "by_days" in one else None,
        )
    made = actions.tell_back(
        by=by,
        voice=made,
        version=made.version,
        words=said["told_back"],
        on=_day(said["told_back_days"]),
    )
    actions.publish_voice(
        by=cast.chief_executive,
        voice=made,
        revision=queries.voice(made.reference).revision,
    )
    return made
