"""Which pages a browser looks at, as whom, and which of their forms are an answer when sent empty."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.access_table import NOBODY, Row, rows

PEOPLE = (
    NOBODY,
    "commissioning-manager",
    "commissioner",
    "chief-executive",
    "chief-finance-officer",
    "administrator",
    "finance-officer",
    "commissioning-officer",
    "marker",
    "external-expert",
    "provider",
    "partner",
)
"""Who looks: a page is looked at by the first of these who may see it."""

OUTSIDE = {NOBODY, "external-expert", "provider", "partner"}
"""Those who have no home in the office."""


@dataclass(frozen=True)
class Place:
    """A page: its name in the addresses, an example, and who looks at it."""

    name: str
    example: str
    who: str


def _looker(row: Row) -> str | None:
    return next((who for who in PEOPLE if row.cells[who] == "ok"), None)


def places() -> list[Place]:
    """Every page of the access table that somebody may see."""
    found = dict.fromkeys(
        Place(row.name, row.example, who)
        for row in rows()
        if row.method == "GET" and row.name not in NO_PAGE and (who := _looker(row))
    )
    homes = [Place("desk.home", "/office/", who) for who in PEOPLE if who not in OUTSIDE]
    return list(found | dict.fromkeys((*homes, *MORE, *OF_A_ROUND)))


@dataclass(frozen=True)
class Share:
    """Every ``of``-th page that somebody looks at, from the ``at``-th: what one test looks at."""

    who: str
    at: int = 0
    of: int = 1

    def __str__(self) -> str:
        return self.who if self.of == 1 else f"{self.who}-{self.at + 1}-of-{self.of}"

    def places(self) -> list[Place]:
        """The pages of this share."""
        return [place for place in places() if place.who == self.who][self.at :: self.of]


MOST_PAGES = 40
"""About how many pages one test looks at, so that several processes can share the work."""


def shares() -> Iterator[Share]:
    """All pages in shares, those of whom sees most first."""
    found = [place.who for place in places()]
    for who in sorted(PEOPLE, key=lambda one: -found.count(one)):
        of = found.count(who) // MOST_PAGES + 1
        yield from (Share(who, at, of) for at in range(of))


# Pages in states that the access table has no need of.
MANAGER, ADMINISTRATOR = "commissioning-manager", "administrator"
PRIORITY = "/office/plan/2021-24/2/priorities/support-for-victims"
MORE = (
    Place("agreements.all", "/office/register?words=zzzz", MANAGER),
    Place("agreements.change", "/office/register/CORE005/change/provider", MANAGER),
    Place("agreements.change", "/office/register/CORE005/change/programme", MANAGER),
    Place("agreements.change", "/office/register/CORE005/change/dates", MANAGER),
    Place("agreements.change", "/office/register/CORE005/change/priorities", MANAGER),
    Place("agreements.no_successor", "/office/register/CORE018/successor/remove", MANAGER),
    Place("agreements.one", "/office/register/CORE005", MANAGER),
    Place("agreements.publish", "/office/register/CORE005/publish", MANAGER),
    Place("agreements.one", "/office/register/DEMO-WORK-01", MANAGER),
    Place("agreements.ahead_in", "/office/register/ahead/2060-61", MANAGER),
    Place("agreements.decide_by", "/office/register/CORE018/decide-by", MANAGER),
    Place("agreements.keep", "/office/register/DEMO-WORK-01/keep/care", MANAGER),
    Place("agreements.keep", "/office/register/DEMO-WORK-01/keep/follows", MANAGER),
    Place("agreements.variation", "/office/register/DEMO-WORK-01/variations/2", MANAGER),
    Place("agreements.variation", "/office/register/DEMO-WORK-01/variations/4", MANAGER),
    Place("public.agreement", "/register/DEMO-WORK-01", NOBODY),
    Place("intake.file", "/office/intake/{preview}", MANAGER),
    Place("management.of", "/office/management/of/agreements/DEMO-2026-02", MANAGER),
    Place("management.of", "/office/management/of/agreements/CORE005", MANAGER),
    Place("management.meeting", "/office/management/meetings/{meeting_recorded}", MANAGER),
    Place("management.meeting", "/office/management/meetings/{meeting_joint}", MANAGER),
    Place("management.issue", "/office/management/issues/{issue_kept}", MANAGER),
    Place("management.issue", "/office/management/issues/{issue_kept}", "finance-officer"),
    Place("management.plan", "/office/management/plans/{plan_waits}", MANAGER),
    Place("management.plan", "/office/management/plans/{plan_joint}", MANAGER),
    Place("management.exit_task", "/office/management/exits/DEMO-2026-02/things/people", MANAGER),
    Place("management.listed", "/office/management/risks?words=zzzz", MANAGER),
    Place("management.my_meeting", "/my/management/meetings/{meeting_coming}", "provider"),
    Place("management.my_plan", "/my/management/plans/{plan_waits}", "provider"),
    Place("management.mine", "/my/management", "provider"),
    Place("management.mine", "/my/management", "partner"),
    Place("intake.file", "/office/intake/{preview}?columns", MANAGER),
    Place("opportunities.change", "/office/rounds/DEMO-2026-11/change/deadline", MANAGER),
    Place("opportunities.publish", "/office/rounds/DEMO-2026-11/publish", MANAGER),
    Place("outbox.task", "/office/outbox/tasks/{broken}", MANAGER),
    Place(
        "people.name_deputy",
        "/office/people/{commissioner}/roles/{commissioners_role}/deputy",
        ADMINISTRATOR,
    ),
    Place("people.one", "/office/people/{switched_off}", ADMINISTRATOR),
    Place("people.switch_on", "/office/people/{switched_off}/switch-on", ADMINISTRATOR),
    Place("plan.framework", "/office/framework/2025-26", "commissioner"),
    Place("plan.framework", "/office/framework/2025-26", MANAGER),
    Place("plan.publish", "/office/framework/2025-26/publish", MANAGER),
    Place("plan.send_back", "/office/framework/2025-26/send-back", MANAGER),
    Place("plan.fund", "/office/funds/csf", "finance-officer"),
    Place("public.framework", "/framework/2026-27", NOBODY),
    Place("public.register", "/register?words=zzzz", NOBODY),
    Place("public.search", "/search?words=zzzz", NOBODY),
    Place("procedures.one", "/office/procedures/small-grant", "chief-executive"),
    Place("procedures.one", "/office/procedures/invitation-to-tender", MANAGER),
    Place(
        "procedures.section_step", "/office/procedures/open/versions/2/sections/2/change", MANAGER
    ),
    Place("procedures.version", "/office/procedures/evaluation-model/versions/2", MANAGER),
    Place("procedures.version", "/office/procedures/small-grant/versions/2", "chief-executive"),
    Place("procedures.compare", "/office/procedures/open/versions/2/compare", MANAGER),
    Place("spending.claims", "/office/claims?state=late", MANAGER),
    Place("spending.claim", "/office/claims/{claimed}", MANAGER),
    Place("spending.claim", "/office/claims/{checked}", "finance-officer"),
    Place("spending.payments", "/office/payments", "finance-officer"),
    Place("spending.payment_file", "/office/payments/files/{file_released}", "finance-officer"),
    Place("spending.payment_file", "/office/payments/files/{file_waits}", "chief-finance-officer"),
    Place("spending.finance", "/office/finance", "finance-officer"),
    Place("spending.doubts", "/office/finance/doubts", "finance-officer"),
    Place("spending.spend_lines", "/office/finance/lines?state=doubt", MANAGER),
    Place("spending.spend_file", "/office/finance/files/{spend_ready}", "finance-officer"),
    Place("spending.underspend", "/office/underspends/{underspend_asked}", "finance-officer"),
    Place("spending.underspends", "/office/underspends?state=overdue", "finance-officer"),
    Place("spending.my_claim", "/my/claims/{claimed}", "provider"),
    Place("spending.outturn", "/office/outturn?year=2022-23", MANAGER),
    Place("spending.outturn", "/office/outturn?on=someday", MANAGER),
    Place("spending.flow", "/office/outturn/flow?year=2022-23", MANAGER),
    Place("spending.flow", "/office/outturn/flow?year=2019-20", MANAGER),
    Place("spending.money", "/office/money?year=2022-23&on=1+May+2022", MANAGER),
    Place("spending.agreement", "/office/register/CORE004/money", "finance-officer"),
    Place("understand.measure", "/office/measures/2022-23/strategy-of-the-force", MANAGER),
    Place(
        "understand.measure_assess",
        "/office/measures/2022-23/strategy-of-the-force/assess",
        MANAGER,
    ),
    *(
        Place("understand.change_need", f"/office/needs/{{need_draft}}/change/{part}", MANAGER)
        for part in ("head", "questions", "people", "findings", "no-services")
    ),
    Place("understand.need_figures", "/office/needs/{need_draft}/figures", MANAGER),
    Place("understand.need", "/office/needs/{need_agreed}", "commissioner"),
    Place("understand.area", "/office/areas/31UB", MANAGER),
    Place("understand.theory", "/office/theories/{theory_lacking}", MANAGER),
    Place("understand.theory_version", "/office/theories/{theory_whole}/2", "chief-executive"),
    Place("understand.sources", "/office/evidence?words=zzzz", MANAGER),
    Place("understand.voice", "/office/voices/{voice}", "chief-executive"),
    Place("public.voices", "/voices?words=zzzz", NOBODY),
    Place("understand.remove_evidence", f"{PRIORITY}/evidence/1/remove", MANAGER),
)

# Pages of a round, its bids and what is decided, in more states than the access table asks for.
PROVIDER, FINANCE_CHIEF = "provider", "chief-finance-officer"
DRAFT = "/office/rounds/{drafting}"
PARTS_OF_A_ROUND = (
    "dates",
    "priorities",
    "limits",
    "pot",
    "marking",
    "papers",
    "handling",
    "steps",
)
SECTIONS = ("need", "difference", "when", "money", "about_you")
OF_A_ROUND = (
    *(Place("opportunities.part", f"{DRAFT}/set-up/{part}", MANAGER) for part in PARTS_OF_A_ROUND),
    *(
        Place("opportunities.questions_preview", f"{DRAFT}/questions/preview/{section}", MANAGER)
        for section in ("your_project", *SECTIONS)
    ),
    *(
        Place("opportunities.questions_limits", f"{DRAFT}/questions/ask/{key}/limits", MANAGER)
        for key in ("outcomes", "amount_asked_for", "costs", "papers", "contact")
    ),
    *(
        Place("opportunities.one", f"/office/rounds/{{{stage}}}", MANAGER)
        for stage in ("drafting", "ready", "coming", "closed", "marking", "ranking", "awarded")
    ),
    *(Place("bids.section", f"/my/bids/{{draft}}/answers/{one}", PROVIDER) for one in SECTIONS),
    Place("bids.section", "/my/bids/{draft}/answers/money?problems=yes", PROVIDER),
    Place("bids.section", "/my/bids/{draft}/answers/your_project?in=plain", PROVIDER),
    Place("bids.check", "/my/bids/{sent}/check", PROVIDER),
    Place("assessment.moderation", "/office/rounds/{ranking}/moderation", MANAGER),
    Place(
        "assessment.agree", "/office/rounds/{moderating}/moderation/bids/{moderated_bid}", MANAGER
    ),
    Place("assessment.progress", "/office/rounds/{moderating}/marking-so-far", MANAGER),
    Place("assessment.ranking", "/office/rounds/{ranking}/ranking?cut-off=90", MANAGER),
    Place("assessment.ranking", "/office/rounds/{past}/ranking", MANAGER),
    Place("assessment.ranking", "/office/rounds/{ranking}/ranking", FINANCE_CHIEF),
    *(
        Place("decisions.one", f"/office/decisions/EXE-2026-{state}", MANAGER)
        for state in ("ADVICE", "READY", "SIGNED", "HELD")
    ),
    Place("decisions.one", "/office/decisions/EXE-2026-READY", "commissioner"),
    *(
        Place(
            "decisions.redaction",
            f"/office/decisions/EXE-2026-REDACTED/redactions/{number}",
            MANAGER,
        )
        for number in (2, 3)
    ),
    Place("agreements.awards", "/office/rounds/{lettered}/awards", MANAGER),
    Place("public.opportunity", "/opportunities/{coming}", NOBODY),
    Place("public.opportunity", "/opportunities/{closed}", NOBODY),
    Place("public.opportunity", "/opportunities/{awarded}", NOBODY),
    Place("public.opportunity", "/opportunities/{open}", NOBODY),
    Place("opportunities.eligibility", "/opportunities/DEMO-2026-10/eligibility?area=no", NOBODY),
)

# Addresses that do something, or give a file, and show no page.
NO_PAGE = frozenset(
    {
        "people.sign_out",
        "people.end_session",
        "people.end_others",
        "people.remove_app",
        "people.remove_passkey",
        "documents.file",
        "people.unlink_provider",
        "parties.letterhead_sample",
        "public.decisions_csv",
        "public.procedure_document_file",
        "public.market_calendar",
        "records.register_csv",
        "records.register_signed",
        "spending.download_file",
        "spending.outturn_file",
        "spending.report_file",
        "spending.report_xlsx",
        "procedures.version_file",
        "understand.theory_file",
        "answers.briefing_file",
        "answers.pack",
        "answers.pack_whole",
        "year.calendar_csv",
        "year.calendar_file",
        # Single sign-on: there is no provider of it in these offices; its pages lead away to it.
        "people.provider",
        "people.provider_back",
        "people.provider_link",
    }
)

# Pages that one comes to only by a step before them; `test_the_way_in` looks at them.
ON_THE_WAY = frozenset(
    {
        "people.sign_in_code",
        "people.sign_in_passkey",
        "people.second_step",
        "people.set_up",
        "people.set_up_passkey",
        "people.recovery_codes",
        "people.start_name",
        "people.unsent",
    }
)

# Forms that may be sent with nothing in them: all that they ask may be left out.
EMPTY_IS_AN_ANSWER = frozenset(
    {
        "agreements.approve_variation",
        "plan.areas",
        "records.approve_run",
        "agreements.change",
        "agreements.draft_decision",
        "agreements.funds",
        "agreements.keep",
        "agreements.no_successor",
        "agreements.publish",
        "agreements.publish_changes",
        "agreements.release_paper",
        "agreements.terms_of_agreement",
        "answers.drop_ground",
        "answers.drop_source",
        "answers.release",
        "assessment.agree",
        "assessment.begin_marking",
        "assessment.marking_bid",
        "bids.section",
        "bids.withdraw",
        "desk.ledger",
        "management.meeting_step",
        "opportunities.part",
        "opportunities.publish",
        "opportunities.publish_call",
        "opportunities.questions_check_language",
        "opportunities.questions_language",
        "opportunities.questions_meaning",
        "opportunities.questions_options",
        "opportunities.questions_preview",
        "opportunities.questions_section_language",
        "opportunities.spend",
        "opportunities.submit",
        "opportunities.take_out_criterion",
        "opportunities.take_out_rule",
        "opportunities.workshop_notes",
        "parties.take_letterhead_off",
        "procedures.fill",
        "procedures.standard_step",
        "procedures.version_step",
        "procedures.stage_step",
        "procedures.section_step",
        "parties.approve_succession",
        "parties.details",
        "parties.my_address",
        "parties.my_colleague",
        "parties.publish_stakes",
        "partners.publish_formula",
        "plan.begin_assessment",
        "plan.write_assessment",
        "partners.publish_partnership",
        "partners.publish_plan",
        "partners.publish_service",
        "plan.publish_fund",
        "spending.drop_spend_file",
        "spending.withdraw_claim",
        "spending.close_year",
        "spending.commit_waiting",
        "spending.open_books",
        "spending.throw_away",
        "understand.change_need",
        "understand.publish_need",
        "understand.publish_voice",
        "understand.theory_link_step",
        "understand.theory_row_step",
        "understand.theory_step",
        "year.give",
    }
)
