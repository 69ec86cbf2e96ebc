"""Addresses of the work with partners."""

from django.urls import path

from precept.do.partners.pages import boards, coming, formula, grants, joint, mine

OFFICE = "office/partnerships"
BOARD = f"{OFFICE}/boards/<slug:reference>"
MEETING = f"{OFFICE}/meetings/<slug:reference>"
ACTION = f"{OFFICE}/actions/<slug:reference>"
SERVICE = f"{OFFICE}/services/<slug:reference>"
CHANCE = f"{OFFICE}/plan/<slug:reference>"
FORMULA = f"{OFFICE}/formula/<slug:year>/<int:number>"
ALLOCATION = f"{OFFICE}/allocations/<slug:reference>"
GRANT = f"{OFFICE}/grants/<slug:reference>"

urlpatterns = [
    path(OFFICE, boards.home, name="partners.home"),
    path(f"{OFFICE}/boards/new", boards.new_partnership, name="partners.new_partnership"),
    path(BOARD, boards.partnership, name="partners.partnership"),
    path(f"{BOARD}/change", boards.change_partnership, name="partners.change_partnership"),
    path(f"{BOARD}/publish", boards.publish_partnership, name="partners.publish_partnership"),
    path(f"{BOARD}/members/new", boards.new_member, name="partners.new_member"),
    path(f"{BOARD}/members/<slug:organisation>/end", boards.end_member, name="partners.end_member"),
    path(f"{BOARD}/meetings/new", boards.new_meeting, name="partners.new_meeting"),
    path(MEETING, boards.meeting, name="partners.meeting"),
    path(f"{MEETING}/change", boards.change_meeting, name="partners.change_meeting"),
    path(f"{MEETING}/record", boards.record_meeting, name="partners.record_meeting"),
    path(f"{MEETING}/papers/new", boards.new_paper, name="partners.new_paper"),
    path(f"{MEETING}/actions/new", boards.new_action, name="partners.new_action"),
    path(ACTION, boards.action, name="partners.action"),
    path(f"{ACTION}/finish", boards.finish_action, name="partners.finish_action"),
    path(f"{ACTION}/move", boards.move_action, name="partners.move_action"),
    path(f"{OFFICE}/services", joint.services, name="partners.services"),
    path(f"{OFFICE}/services/new", joint.new_service, name="partners.new_service"),
    path(SERVICE, joint.service, name="partners.service"),
    path(f"{SERVICE}/change", joint.change_service, name="partners.change_service"),
    path(f"{SERVICE}/publish", joint.publish_service, name="partners.publish_service"),
    path(f"{SERVICE}/expertise/<slug:organisation>", joint.expertise, name="partners.expertise"),
    path(f"{SERVICE}/lots/new", joint.new_lot, name="partners.new_lot"),
    path(
        f"{SERVICE}/lots/<int:number>/agreement",
        joint.lot_agreement,
        name="partners.lot_agreement",
    ),
    path(f"{SERVICE}/contributions", joint.contribution, name="partners.contribution"),
    path(f"{SERVICE}/lead", joint.lead, name="partners.lead"),
    path(f"{SERVICE}/sums/<slug:of>/<slug:organisation>/reply", joint.reply, name="partners.reply"),
    path(
        f"{SERVICE}/sums/<slug:of>/<slug:organisation>/settle",
        joint.settle_share,
        name="partners.settle_share",
    ),
    path(
        f"{SERVICE}/sums/<slug:of>/<slug:organisation>/take-back",
        joint.take_settling_back,
        name="partners.take_settling_back",
    ),
    path(f"{SERVICE}/sums/<slug:of>/withdraw", joint.withdraw_sum, name="partners.withdraw_sum"),
    path(f"{SERVICE}/share/<slug:kind>", joint.share, name="partners.share"),
    path(f"{OFFICE}/own-services", coming.own_services, name="partners.own_services"),
    path(f"{OFFICE}/own-services/new", coming.new_own_service, name="partners.new_own_service"),
    path(
        f"{OFFICE}/own-services/<slug:reference>",
        coming.change_own_service,
        name="partners.change_own_service",
    ),
    path(f"{OFFICE}/plan", coming.plan, name="partners.plan"),
    path(f"{OFFICE}/plan/new", coming.new_chance, name="partners.new_chance"),
    path(f"{OFFICE}/plan/publish", coming.publish_plan, name="partners.publish_plan"),
    path(f"{OFFICE}/plan/overlaps/<slug:pair>", coming.take_up, name="partners.take_up"),
    path(CHANCE, coming.chance, name="partners.chance"),
    path(f"{CHANCE}/next-step", coming.move_on, name="partners.move_on"),
    path(f"{CHANCE}/settle", coming.settle, name="partners.settle"),
    path(f"{OFFICE}/formula", formula.formulas, name="partners.formulas"),
    path(f"{OFFICE}/formula/new", formula.new_formula, name="partners.new_formula"),
    path(FORMULA, formula.formula, name="partners.formula"),
    path(f"{FORMULA}/change", formula.change_formula, name="partners.change_formula"),
    path(f"{FORMULA}/figures", formula.figures, name="partners.figures"),
    path(f"{FORMULA}/approve", formula.approve_formula, name="partners.approve_formula"),
    path(f"{FORMULA}/amend", formula.amend_formula, name="partners.amend_formula"),
    path(f"{FORMULA}/publish", formula.publish_formula, name="partners.publish_formula"),
    path(ALLOCATION, formula.allocation, name="partners.allocation"),
    path(f"{ALLOCATION}/settle", formula.settle_allocation, name="partners.settle_allocation"),
    path(
        f"{ALLOCATION}/returns/<slug:day>", formula.receive_return, name="partners.receive_return"
    ),
    path(f"{OFFICE}/grants", grants.grants, name="partners.grants"),
    path(f"{OFFICE}/grants/new", grants.new_grant, name="partners.new_grant"),
    path(GRANT, grants.grant, name="partners.grant"),
    path(f"{GRANT}/change", grants.change_grant, name="partners.change_grant"),
    path(f"{GRANT}/begin", grants.begin_grant, name="partners.begin_grant"),
    path(f"{GRANT}/submit", grants.submit_grant, name="partners.submit_grant"),
    path(f"{GRANT}/withdraw", grants.withdraw_grant, name="partners.withdraw_grant"),
    path(f"{GRANT}/won", grants.grant_won, name="partners.grant_won"),
    path(f"{GRANT}/lost", grants.grant_lost, name="partners.grant_lost"),
    path(f"{GRANT}/fund", grants.make_fund, name="partners.make_fund"),
    path("my/partnerships", mine.mine, name="partners.mine"),
    path("my/partnerships/shares/<slug:reference>", mine.answer, name="partners.answer"),
    path(
        "my/partnerships/allocations/<slug:reference>",
        mine.my_allocation,
        name="partners.my_allocation",
    ),
    path(
        "my/partnerships/allocations/<slug:reference>/answer",
        mine.answer_allocation,
        name="partners.answer_allocation",
    ),
    path("my/partnerships/<slug:reference>", mine.my_service, name="partners.my_service"),
]
