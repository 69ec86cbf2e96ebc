"""Addresses of the strategy, the plan and the measures in the office."""

from django.urls import path

from precept.understand import need_urls
from precept.understand.pages import (
    aims,
    deliverables,
    measures,
    plan,
    priorities,
    sections,
    strategy,
)

STRATEGY = "office/strategy/<int:version>"
SECTION = f"{STRATEGY}/sections/<slug:slug>"
PLAN = "office/plan/<slug:reference>/<int:version>"
PRIORITY = f"{PLAN}/priorities/<slug:slug>"
AIM = "office/measures/<slug:year>/aims/<slug:slug>"
MEASURE = "office/measures/<slug:year>/<slug:slug>"

urlpatterns = [
    *need_urls.urlpatterns,
    path("office/strategy", strategy.versions, name="understand.strategies"),
    path("office/strategy/new", strategy.begin, name="understand.new_strategy"),
    path(STRATEGY, strategy.one, name="understand.strategy"),
    path(f"{STRATEGY}/title", strategy.head, name="understand.strategy_title"),
    path(f"{STRATEGY}/sections/new", sections.new_section, name="understand.new_section"),
    path(SECTION, sections.section, name="understand.section"),
    path(f"{SECTION}/remove", sections.remove_section, name="understand.remove_section"),
    *(
        path(
            f"{SECTION}/{act}",
            sections.move_section,
            {"act": act},
            name=f"understand.section_{act}",
        )
        for act in ("up", "down")
    ),
    path("office/plan", plan.plans, name="understand.plans"),
    path("office/plan/amend", plan.begin, name="understand.amend_plan"),
    path("office/plan/new", plan.new, name="understand.new_plan"),
    path(PLAN, plan.one, name="understand.plan"),
    path(f"{PLAN}/title", plan.head, name="understand.plan_title"),
    path(f"{PLAN}/areas", plan.areas, name="understand.plan_areas"),
    path(f"{PLAN}/priorities/new", priorities.new_priority, name="understand.new_priority"),
    path(PRIORITY, priorities.priority, name="understand.priority"),
    path(f"{PRIORITY}/evidence/new", priorities.new_evidence, name="understand.new_evidence"),
    path(
        f"{PRIORITY}/evidence/<int:number>/remove",
        priorities.remove_evidence,
        name="understand.remove_evidence",
    ),
    *(
        path(
            f"{PRIORITY}/{act}",
            priorities.move_priority,
            {"act": act},
            name=f"understand.priority_{act}",
        )
        for act in ("up", "down")
    ),
    path(f"{PRIORITY}/remove", priorities.remove_priority, name="understand.priority_remove"),
    path("office/measures", measures.measures, name="understand.measures"),
    path("office/measures/aims/new", aims.new_aim, name="understand.new_aim"),
    path(AIM, aims.aim, name="understand.aim"),
    path(f"{AIM}/remove", aims.remove_aim, name="understand.remove_aim"),
    path(f"{AIM}/measures/new", measures.new_measure, name="understand.new_measure"),
    path(MEASURE, measures.measure, name="understand.measure"),
    path(f"{MEASURE}/change", measures.change_measure, name="understand.measure_change"),
    path(f"{MEASURE}/remove", measures.remove_measure, name="understand.remove_measure"),
    path(f"{MEASURE}/schedule", deliverables.schedule, name="understand.measure_schedule"),
    path(f"{MEASURE}/file", deliverables.add_file, name="understand.measure_file"),
    path(f"{MEASURE}/request", deliverables.request_it, name="understand.measure_request"),
    path(f"{MEASURE}/receive", deliverables.receive, name="understand.measure_receive"),
    path(f"{MEASURE}/assess", deliverables.assess, name="understand.measure_assess"),
]
