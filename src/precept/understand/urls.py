"""Addresses of the strategy, the plan and the measures in the office."""

from django.urls import path

from precept.understand.pages import measures, plan, strategy

PRIORITY = "office/plan/<slug:reference>/<int:version>/priorities/<slug:slug>"

urlpatterns = [
    path("office/strategy", strategy.versions, name="understand.strategies"),
    path("office/strategy/new", strategy.begin, name="understand.new_strategy"),
    path("office/strategy/<int:version>", strategy.one, name="understand.strategy"),
    path("office/strategy/<int:version>/title", strategy.head, name="understand.strategy_title"),
    path(
        "office/strategy/<int:version>/sections/new",
        strategy.new_section,
        name="understand.new_section",
    ),
    path(
        "office/strategy/<int:version>/sections/<slug:slug>",
        strategy.section,
        name="understand.section",
    ),
    path(
        "office/strategy/<int:version>/sections/<slug:slug>/remove",
        strategy.remove_section,
        name="understand.remove_section",
    ),
    path("office/plan", plan.plans, name="understand.plans"),
    path("office/plan/amend", plan.begin, name="understand.amend_plan"),
    path("office/plan/new", plan.new, name="understand.new_plan"),
    path("office/plan/<slug:reference>/<int:version>", plan.one, name="understand.plan"),
    path(
        "office/plan/<slug:reference>/<int:version>/title", plan.head, name="understand.plan_title"
    ),
    path(
        "office/plan/<slug:reference>/<int:version>/areas", plan.areas, name="understand.plan_areas"
    ),
    path(
        "office/plan/<slug:reference>/<int:version>/priorities/new",
        plan.new_priority,
        name="understand.new_priority",
    ),
    path(PRIORITY, plan.priority, name="understand.priority"),
    path(f"{PRIORITY}/evidence/new", plan.new_evidence, name="understand.new_evidence"),
    path(
        f"{PRIORITY}/evidence/<int:number>/remove",
        plan.remove_evidence,
        name="understand.remove_evidence",
    ),
    *(
        path(
            f"{PRIORITY}/{act}",
            plan.act_on_priority,
            {"act": act},
            name=f"understand.priority_{act}",
        )
        for act in ("up", "down", "remove")
    ),
    path("office/measures", measures.measures, name="understand.measures"),
    path("office/measures/aims/new", measures.new_aim, name="understand.new_aim"),
    path("office/measures/<slug:year>/aims/<slug:slug>", measures.aim, name="understand.aim"),
    path(
        "office/measures/<slug:year>/aims/<slug:slug>/measures/new",
        measures.new_measure,
        name="understand.new_measure",
    ),
    path("office/measures/<slug:year>/<slug:slug>", measures.measure, name="understand.measure"),
    *(
        path(
            f"office/measures/<slug:year>/<slug:slug>/{act}",
            measures.act_on_measure,
            {"act": act},
            name=f"understand.measure_{act}",
        )
        for act in ("change", "schedule", "request", "receive", "assess")
    ),
]
