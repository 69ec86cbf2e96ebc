"""What can stand in the places of the addresses of money and of partners, as the office is now."""

from typing import Any

from precept.do.agreements.models import Agreement
from precept.do.partners import queries
from precept.do.partners.models import (
    AgreedAction,
    Allocation,
    AllocationReturn,
    Chance,
    Formula,
    FormulaArea,
    GrantBid,
    JointCommissioner,
    JointShare,
    Lot,
    Meeting,
    PartnerService,
    PartnershipMember,
)
from precept.do.partners.models import Partnership as Board
from precept.do.spending.models import (
    CarryForward,
    Claim,
    Payment,
    PaymentFile,
    Scenario,
    SpendFile,
    SpendLine,
    Underspend,
)
from precept.plan.models import Budget

Things = list[dict[str, Any]]

CLAIMS = {
    "check_claim": ("claimed",),
    "approve_claim": ("checked",),
    "send_claim_back": ("claimed", "checked"),
    "refuse_claim": ("claimed", "checked"),
    "put_claim_right": ("returned",),
    "answer_claim": ("returned",),
    "withdraw_claim": ("claimed", "returned"),
    "paid_otherwise": ("approved",),
}
"""In which states a claim is where something can be done with it."""
UNDERSPENDS = {
    "agree_underspend": ("found",),
    "ask_back": ("agreed",),
    "recover": ("agreed", "asked"),
    "write_off": ("agreed", "asked"),
    "withdraw_underspend": ("found",),
}
OF_AGREEMENTS = {
    "agreement",
    "commit",
    "commit_waiting",
    "paid_before",
    "forecast",
    "claim_for_them",
    "find_underspend",
    "my_agreement",
    "make_claim",
}
OF_FILES = {"payment_file", "release_file", "download_file", "undo_file"}
OF_SPEND_FILES = {"spend_file", "take_over", "drop_spend_file", "name_columns"}


def of_money(name: str) -> Things:
    """Agreements, funds' years, claims, payments, files, underspends and scenarios: those first that wait for it."""
    _, _, what = name.partition(".")
    if what in OF_AGREEMENTS:
        rows = Agreement.objects.exclude(accounts=None).distinct().order_by("-pk")
        return _named(rows)
    if what in CLAIMS or "claim" in what or what == "add_evidence":
        return _first(Claim.objects.order_by("-pk"), CLAIMS.get(what, ()))
    if what in UNDERSPENDS or "underspend" in what or what.endswith("recovery_letter"):
        return _first(Underspend.objects.order_by("-pk"), UNDERSPENDS.get(what, ()))
    if what in OF_FILES:
        return _named(PaymentFile.objects.order_by("released", "-pk"))
    if what in {"confirm_paid", "came_back", "payment"}:
        return _named(Payment.objects.filter(came_back_on=None).order_by("paid_on", "-pk"))
    if what in OF_SPEND_FILES:
        wanted = "naming" if what == "name_columns" else "ready"
        return _first(SpendFile.objects.order_by("-pk"), (wanted,))
    if what == "settle_line":
        rows = SpendLine.objects.filter(state="doubt", file__state="taken").order_by("pk")
        return [{"line": one.pk} for one in rows[:10]]
    if "scenario" in what or what in {"choose", "throw_away"}:
        return [{"number": one.pk} for one in Scenario.objects.order_by("pk")]
    if what == "decide_carrying":
        return [
            {"fund": one.fund.code, "year": one.year, "number": one.pk}
            for one in CarryForward.objects.filter(state="proposed").select_related("fund")
        ]
    budgets = Budget.objects.select_related("fund").order_by("-year", "pk")
    return [{"fund": one.fund.code, "year": one.year} for one in budgets]


def of_partners(name: str) -> Things:
    """Boards, meetings, joint services and their sums, the plan, formulas, allocations and bids for money."""
    _, _, what = name.partition(".")
    if what in {"answer", "my_share"}:
        rows = JointShare.objects.exclude(state="agreed").select_related("of")
        return [{"reference": one.of.reference} for one in rows.order_by("pk")]
    if "grant" in what or what == "make_fund":
        return _first(GrantBid.objects.order_by("-pk"), GRANTS.get(what, ()))
    if "allocation" in what or what == "receive_return":
        return _allocations(what)
    if what in {"chance", "move_on", "settle"}:
        return _first(Chance.objects.order_by("pk"), ("looking",))
    if what == "take_up":
        return [{"pair": one.key} for one in queries.overlaps_left()]
    if "own_service" in what:
        return _named(PartnerService.objects.order_by("pk"))
    if what in {"action", "finish_action", "move_action"}:
        return _named(AgreedAction.objects.filter(done_on=None).order_by("pk"))
    if what in {"meeting", "change_meeting", "record_meeting", "new_paper", "new_action"}:
        return _named(Meeting.objects.order_by("-on", "pk"))
    if "formula" in what or what == "figures":
        return _formulas(what)
    if any(part in what for part in ("partnership", "member", "meeting")):
        return _boards()
    return _services()


GRANTS = {
    "begin_grant": ("considering",),
    "submit_grant": ("drafting",),
    "grant_won": ("submitted",),
    "grant_lost": ("submitted",),
    "change_grant": ("drafting",),
    "withdraw_grant": ("drafting",),
    "make_fund": ("won",),
}


def _allocations(what: str) -> Things:
    if what == "receive_return":
        rows = AllocationReturn.objects.filter(received_on=None, allocation__state="accepted")
        return [
            {"reference": one.allocation.reference, "day": one.due.isoformat()}
            for one in rows.select_related("allocation").order_by("pk")
        ]
    return _first(Allocation.objects.order_by("pk"), ("offered",))


def _formulas(what: str) -> Things:
    state = "approved" if what in {"amend_formula", "publish_formula"} else "draft"
    areas = dict(FormulaArea.objects.values_list("formula", "organisation__reference"))
    rows = sorted(Formula.objects.order_by("pk"), key=lambda one: one.state != state)
    return [
        {"year": one.year, "number": one.number, "organisation": areas.get(one.pk, "none")}
        for one in rows
    ]


def _boards() -> Things:
    members = PartnershipMember.objects.filter(ends=None).select_related(
        "partnership", "organisation"
    )
    found = [
        {"reference": one.partnership.reference, "organisation": one.organisation.reference}
        for one in members.order_by("pk")
    ]
    return [*found, *_named(Board.objects.order_by("pk"))]


def _services() -> Things:
    """Joint services with a lot, and a partner's share of a sum; those without beneath them."""
    shares = JointShare.objects.filter(is_own=False).select_related("of__service", "organisation")
    lots = dict(Lot.objects.values_list("service", "number"))
    found = [
        {
            "reference": one.of.service.reference,
            "of": one.of.reference,
            "organisation": one.organisation.reference,
            "number": lots.get(one.of.service_id, 1),
            "kind": one.of.kind,
        }
        for one in shares.order_by("-pk")
    ]
    commissioners = JointCommissioner.objects.select_related("service", "organisation")
    return [
        *found,
        *(
            {
                "reference": one.service.reference,
                "organisation": one.organisation.reference,
                "number": lots.get(one.service_id, 1),
                "kind": "invoice",
            }
            for one in commissioners.order_by("pk")
        ),
    ]


def _named(rows: Any) -> Things:
    return [{"reference": one.reference, "ending": "docx"} for one in rows]


def _first(rows: Any, states: tuple[str, ...]) -> Things:
    """Those in these states first."""
    return _named(sorted(rows, key=lambda one: one.state not in states))
