"""Addresses of funds, frameworks and projects in the office."""

from django.urls import path

from precept.plan.pages import (
    choosing,
    drafts,
    frameworks,
    funds,
    gates,
    market,
    projects,
    releases,
    restrictions,
    steps,
)

YEAR = "office/framework/<slug:year>"
TABLE = f"{YEAR}/tables/<slug:key>"
LINE = f"{YEAR}/lines/<slug:reference>"
PROJECT = "office/projects/<str:reference>"
STEP = f"{PROJECT}/steps/<slug:key>"
OPTION = f"{PROJECT}/options/<int:number>"
ASSESSMENT = f"{PROJECT}/assessments/<slug:kind>"

urlpatterns = [
    path("office/funds", funds.funds, name="plan.funds"),
    path("office/funds/new", funds.add_fund, name="plan.add_fund"),
    path("office/funds/<slug:code>", funds.fund, name="plan.fund"),
    path("office/funds/<slug:code>/change", funds.change_fund, name="plan.change_fund"),
    path("office/funds/<slug:code>/publish", funds.publish_fund, name="plan.publish_fund"),
    path("office/funds/<slug:code>/budgets/new", funds.add_budget, name="plan.add_budget"),
    path(
        "office/funds/<slug:code>/budgets/<slug:year>",
        funds.change_budget,
        name="plan.change_budget",
    ),
    path(
        "office/funds/<slug:code>/restrictions/new",
        restrictions.add_restriction,
        name="plan.add_restriction",
    ),
    path(
        "office/funds/<slug:code>/restrictions/<int:number>/remove",
        restrictions.remove_restriction,
        name="plan.remove_restriction",
    ),
    path("office/framework", frameworks.frameworks, name="plan.frameworks"),
    path("office/framework/new", frameworks.draft, name="plan.draft"),
    path(YEAR, frameworks.framework, name="plan.framework"),
    path(
        f"{YEAR}/versions/<int:version>",
        frameworks.framework_version,
        name="plan.framework_version",
    ),
    path(f"{YEAR}/words", drafts.words, name="plan.words"),
    path(f"{YEAR}/areas", drafts.areas, name="plan.areas"),
    path(f"{YEAR}/refresh", drafts.refresh, name="plan.refresh"),
    path(f"{YEAR}/discard", drafts.discard, name="plan.discard"),
    path(f"{YEAR}/tables/new", drafts.add_section, name="plan.add_section"),
    path(f"{TABLE}/change", drafts.change_section, name="plan.change_section"),
    path(f"{TABLE}/remove", drafts.remove_section, name="plan.remove_section"),
    path(f"{TABLE}/lines/new", drafts.add_line, name="plan.add_line"),
    path(f"{LINE}/change", drafts.change_line, name="plan.change_line"),
    path(f"{LINE}/remove", drafts.remove_line, name="plan.remove_line"),
    path(f"{LINE}/move", drafts.move_line, name="plan.move_line"),
    path(f"{YEAR}/approve", releases.approve, name="plan.approve"),
    path(f"{YEAR}/send-back", releases.send_back, name="plan.send_back"),
    path(f"{YEAR}/publish", releases.publish, name="plan.publish"),
    path(f"{YEAR}/amend", releases.amend, name="plan.amend"),
    path(f"{YEAR}/withdraw", releases.withdraw, name="plan.withdraw"),
    path("my/interest", market.mine, name="plan.my_interests"),
    path("my/interest/<str:reference>", market.interest, name="plan.interest"),
    path(
        "my/interest/<str:reference>/take-back",
        market.take_interest_back,
        name="plan.take_interest_back",
    ),
    path(f"{PROJECT}/publish", market.publish_project, name="plan.publish_project"),
    path(f"{PROJECT}/interests", market.interests, name="plan.interests"),
    path("office/projects", projects.board, name="plan.projects"),
    path("office/projects/all", projects.listed, name="plan.projects_all"),
    path("office/projects/new", projects.new_project, name="plan.new_project"),
    path("office/projects/cycle", steps.cycle, name="plan.cycle"),
    path("office/projects/cycle/new", steps.new_cycle_step, name="plan.new_cycle_step"),
    path(
        "office/projects/cycle/<slug:key>/change",
        steps.change_cycle_step,
        name="plan.change_cycle_step",
    ),
    path(
        "office/projects/cycle/<slug:key>/retire",
        steps.retire_cycle_step,
        name="plan.retire_cycle_step",
    ),
    path(PROJECT, projects.project, name="plan.project"),
    path(f"{PROJECT}/change", projects.change_project, name="plan.change_project"),
    path(f"{PROJECT}/stop", projects.stop_project, name="plan.stop_project"),
    path(f"{PROJECT}/tie", projects.tie, name="plan.tie"),
    path(f"{PROJECT}/tied/<int:number>/untie", projects.untie, name="plan.untie"),
    path(f"{PROJECT}/steps/new", steps.new_step, name="plan.new_step"),
    path(STEP, steps.project_step, name="plan.project_step"),
    path(f"{STEP}/set", steps.set_step, name="plan.set_step"),
    path(f"{STEP}/done", steps.finish_step, name="plan.finish_step"),
    path(f"{STEP}/leave-out", steps.leave_step_out, name="plan.leave_step_out"),
    path(f"{STEP}/take-up", steps.take_step_up, name="plan.take_step_up"),
    path(f"{PROJECT}/options", choosing.options, name="plan.options"),
    path(f"{PROJECT}/options/new", choosing.new_option, name="plan.new_option"),
    path(f"{PROJECT}/options/choose", choosing.choose, name="plan.choose_option"),
    path(f"{OPTION}/change", choosing.change_option, name="plan.change_option"),
    path(f"{OPTION}/remove", choosing.remove_option, name="plan.remove_option"),
    path(ASSESSMENT, choosing.assessment, name="plan.assessment"),
    path(f"{ASSESSMENT}/begin", choosing.begin_assessment, name="plan.begin_assessment"),
    path(f"{ASSESSMENT}/write", choosing.write_assessment, name="plan.write_assessment"),
    path(
        f"{ASSESSMENT}/leave-out", choosing.leave_assessment_out, name="plan.leave_assessment_out"
    ),
    path(f"{ASSESSMENT}/agree", choosing.agree_assessment, name="plan.agree_assessment"),
    path(f"{PROJECT}/gates/ask", gates.ask_gate, name="plan.ask_gate"),
    path(f"{PROJECT}/gates/sign", gates.pass_gate, name="plan.pass_gate"),
    path(f"{PROJECT}/gates/send-back", gates.send_gate_back, name="plan.send_gate_back"),
    path(f"{PROJECT}/gates/take-back", gates.take_gate_back, name="plan.take_gate_back"),
    path(f"{PROJECT}/gates/<slug:key>/<int:number>", gates.gate, name="plan.gate"),
]
