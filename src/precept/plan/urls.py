"""Addresses of funds and frameworks in the office."""

from django.urls import path

from precept.plan.pages import drafts, frameworks, funds, releases, restrictions

YEAR = "office/framework/<slug:year>"
TABLE = f"{YEAR}/tables/<slug:key>"
LINE = f"{YEAR}/lines/<slug:reference>"

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
]
