"""Sources, theories of change and voices for tests, each whole unless it says otherwise."""

from datetime import date
from typing import Any

from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.understand import actions, queries, sign_ups
from precept.understand.models import EvidenceSource, Theory, Voice
from precept.understand.sign_ups import AgreementNamed

SOURCE: dict[str, Any] = {
    "title": "Nine studies of courses",
    "publisher": "Westmarch Institute",
    "year": 2021,
    "kind": "review",
    "strength": 4,
    "relevance": 2,
    "says": "Where people stay to the end, fewer calls are made.",
    "does_not_say": "How safe victims felt.",
}
ROW: dict[str, Any] = {
    "measure": "People",
    "source": "Records",
    "how_often": "Every quarter",
    "baseline": "Not known yet",
    "target": "70%",
    "by_when": date(2024, 3, 31),
}
VOICE: dict[str, Any] = {
    "title": "What keeps people to the end",
    "about": "A new service.",
    "ways": ["interviews"],
    "starts": date(2022, 9, 1),
    "ends": date(2022, 10, 15),
    "by_whom": "office",
}


def source(by: Person, **said: Any) -> EvidenceSource:
    return actions.add_source(**{"by": by, "review_on": date(2023, 12, 1), **SOURCE, **said})


def theory(by: Person, **said: Any) -> Theory:
    """A draft in which nothing is missing: five rows, each leading to the next."""
    made = actions.draft_theory(
        **{"by": by, "title": "Safer homes", "problem": "Blows at home", **said}
    )
    for column in ("inputs", "activities", "outputs", "outcomes", "impact"):
        more = ROW if column in ("outputs", "outcomes", "impact") else {}
        if column == "outcomes":
            more = {**more, "people": 120, "percent": 60}
        actions.add_theory_row(by=by, theory=made, column=column, text=f"The {column}", **more)
    for start in range(1, 5):
        actions.link_rows(by=by, theory=made, start=start, end=start + 1, assumption="It is so")
    return queries.theory(made.reference)


def agreed(by: Person, publisher: Person) -> Theory:
    made = theory(by)
    return actions.agree_theory(by=publisher, theory=made, revision=made.revision)


def begun(by: Person, **said: Any) -> Voice:
    """The record of asking people, of whom nobody is noted yet."""
    return actions.record_voice(**{"by": by, **VOICE, **said})


def asked(by: Person, **said: Any) -> Voice:
    """A record in which nothing is missing but what was told back."""
    made = begun(by, **said)
    made = actions.set_groups(
        by=by, voice=made, version=made.version, numbers={"victims": 23, "practitioners": 4}
    )
    actions.set_consent(
        by=by,
        voice=made,
        version=made.version,
        consent="A sheet was signed",
        told_them="That they may stop",
        is_paid=True,
        thanks=Money(94_000),
        thanks_to="Victims and survivors",
    )
    made = queries.voice(made.reference)
    for text, group in (("Too long a wait", "victims"), ("News come late", "practitioners")):
        point = actions.add_point(by=by, voice=made, text=text, group=group)
        actions.answer_point(
            by=by, point=point, version=1, answer="done", answer_words="It is changed"
        )
    return queries.voice(made.reference)


def one_agreement(reference: str) -> AgreementNamed | None:
    """A register of one agreement."""
    if reference.upper() != "CORE004":
        return None
    return AgreementNamed("CORE004", "Advocates", "/office/register/CORE004")


def with_register(monkeypatch: Any) -> None:
    """Let nobody know agreements but the register of one."""
    monkeypatch.setattr(sign_ups, "_knows", [one_agreement])
