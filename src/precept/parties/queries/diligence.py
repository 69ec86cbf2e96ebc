"""How an organisation's due diligence stands: what is complete, missing, expired."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from precept.foundation import clock
from precept.foundation.money import Money
from precept.parties import rules
from precept.parties.models import DueDiligence, Organisation, SubsidyCheck
from precept.parties.queries.belongings import former_names_of

MOST_CHECKS = 50


@dataclass(frozen=True)
class Standing:
    """How one kind of check stands on a day; ``check`` is the latest of its kind, where there is one."""

    kind: str
    title: str
    state: str
    check: DueDiligence | None

    @property
    def is_complete(self) -> bool:
        """Whether it can be relied on."""
        return self.state == "complete"


def diligence(organisation: Organisation, on: date | None = None) -> list[Standing]:
    """Every kind of check as it stands on a day (today), in their order: one query."""
    day = on or clock.today()
    latest = {
        check.kind: check
        for check in DueDiligence.objects.filter(
            organisation=organisation, is_latest=True
        ).select_related("by", "paper")
    }
    return [
        Standing(
            kind=kind,
            title=title,
            state=rules.diligence_state(
                check.outcome if (check := latest.get(kind)) else None,
                check.expires if check else None,
                on=day,
            ),
            check=latest.get(kind),
        )
        for kind, title in rules.DILIGENCE.items()
    ]


def diligence_problems(organisation: Organisation, on: date | None = None) -> list[str]:
    """What stands against an award on a day, in words; nothing where every check is complete."""
    return rules.diligence_problems((one.kind, one.state) for one in diligence(organisation, on))


def diligence_problems_of(
    organisations: Collection[int], on: date | None = None
) -> dict[int, list[str]]:
    """What stands against an award to each of these organisations, by their numbers: one query.

    Subsidy control goes by activity: ``subsidy_problems`` says it for each award.
    """
    day = on or clock.today()
    held: dict[int, dict[str, tuple[str, date | None]]] = {pk: {} for pk in organisations}
    rows = DueDiligence.objects.filter(organisation__in=list(organisations), is_latest=True)
    for pk, kind, outcome, expires in rows.values_list(
        "organisation_id", "kind", "outcome", "expires"
    ):
        held[pk][kind] = (outcome, expires)
    return {
        pk: rules.diligence_problems(
            (kind, rules.diligence_state(*checks.get(kind, (None, None)), on=day))
            for kind in rules.DILIGENCE
            if kind != "subsidy"
        )
        for pk, checks in held.items()
    }


@dataclass(frozen=True)
class Failed:
    """A check that stands against giving money: its reference, what it is in words, who recorded it."""

    reference: str
    words: str
    by: int | None


def failed_diligence(organisations: Collection[int]) -> dict[int, list[Failed]]:
    """The checks of organisations that came out as not satisfied, by their numbers: one query."""
    found: dict[int, list[Failed]] = {pk: [] for pk in organisations}
    rows = DueDiligence.objects.filter(
        organisation__in=list(organisations), is_latest=True, outcome=rules.NOT_SATISFIED
    )
    for one in rows.select_related("organisation").order_by("pk"):
        words = f"{rules.DILIGENCE[one.kind]} of {one.organisation.name}: not satisfied"
        found[one.organisation_id].append(Failed(one.reference, words, one.by_id))
    return found


def failed_subsidies(abouts: Collection[str]) -> dict[str, Failed]:
    """The latest subsidy checks of some ledger subjects that need a full assessment first: one query."""
    latest = {
        one.about: one
        for one in SubsidyCheck.objects.filter(about__in=list(abouts)).order_by("at", "pk")
    }
    return {
        about: Failed(one.reference, rules.subsidy_problem(one.outcome) or "", one.by_id)
        for about, one in latest.items()
        if one.outcome == rules.SubsidyOutcome.FULL
    }


def earlier_checks(organisation: Organisation, kind: str = "") -> list[DueDiligence]:
    """Checks that were made again since, the latest first; at most 50."""
    rows = organisation.diligence.filter(is_latest=False)
    if kind:
        rows = rows.filter(kind=kind)
    return list(rows.select_related("by").order_by("-at", "-pk")[:MOST_CHECKS])


def subsidy_checks(organisation: Organisation) -> list[SubsidyCheck]:
    """The subsidy checks of what an organisation does, the latest first; at most 50."""
    return list(
        organisation.subsidy_checks.select_related("by").order_by("-at", "-pk")[:MOST_CHECKS]
    )


def subsidy_check(organisation: Organisation, reference: str) -> SubsidyCheck:
    """One subsidy check of this organisation, or 404."""
    found = (
        organisation.subsidy_checks.filter(reference=reference)
        .select_related("organisation", "by")
        .first()
    )
    if found is None:
        raise Http404
    return found


def subsidy_check_of(about: str) -> SubsidyCheck | None:
    """The latest subsidy check made for a ledger subject, such as "bid:CSF-2026-0042"."""
    return SubsidyCheck.objects.filter(about=about).order_by("-at", "-pk").first()


def subsidy_outcomes_of(subjects: Iterable[str]) -> dict[str, str]:
    """What the latest subsidy check of each of some ledger subjects came to; none where none was made."""
    rows = SubsidyCheck.objects.filter(about__in=list(subjects)).order_by("at", "pk")
    return dict(rows.values_list("about", "outcome"))


def subsidy_result(check: SubsidyCheck) -> rules.SubsidyResult:
    """What a check's answers come to, with its steps, by the law of its day."""
    return rules.check_subsidy(
        rules.SubsidyAnswers(**check.answers), Money(check.amount), on=check.on
    )


def subsidy_steps_left(check: SubsidyCheck) -> list[str]:
    """The steps that are still to be taken: "notified", "confirmed", "uploaded"."""
    result = subsidy_result(check)
    owed = [*(("notified", "confirmed") if result.needs_notice else ())]
    owed += ["uploaded"] if result.needs_upload else []
    return [step for step in owed if getattr(check, step) is None]


def subsidy_problem(about: str) -> str | None:
    """What of subsidy control stands against giving money for this subject; nothing where nothing does."""
    check = subsidy_check_of(about)
    if check is None:
        return rules.subsidy_problem(None)
    return rules.subsidy_problem(check.outcome, notified=check.notified, confirmed=check.confirmed)


def subsidy_problems(abouts: Collection[str]) -> dict[str, str | None]:
    """The same for many subjects, by each: one query."""
    latest: dict[str, SubsidyCheck] = {}
    for check in SubsidyCheck.objects.filter(about__in=list(abouts)).order_by("at", "pk"):
        latest[check.about] = check
    return {
        about: rules.subsidy_problem(
            check.outcome if check else None,
            notified=check.notified if check else None,
            confirmed=check.confirmed if check else None,
        )
        for about, check in ((one, latest.get(one)) for one in abouts)
    }


def compared_with_register(
    organisation: Organisation, entry: rules.RegisterEntry | None
) -> rules.Compared:
    """What a register says, beside what the organisation says of itself."""
    said = rules.Stated(
        name=organisation.name,
        former_names=tuple(former.name for former in former_names_of(organisation)),
        starts=organisation.starts,
    )
    return rules.compare_with_register(said, entry, on=clock.today())
