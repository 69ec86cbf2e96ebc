"""Public addresses. They are for good: a renamed page keeps its old address."""

from django.urls import path

from precept.public.pages import decisions, home, machine, papers, register, standing

urlpatterns = [
    path("", home.home, name="public.home"),
    path("search", home.search, name="public.search"),
    path("strategy", papers.strategy, name="public.strategy"),
    path("strategy/<int:version>", papers.strategy, name="public.strategy_version"),
    path("strategy/files/<str:name>", papers.strategy_file, name="public.strategy_file"),
    path("plan", papers.plans, name="public.plan"),
    path("measures", papers.measures, name="public.measures"),
    path("framework", papers.frameworks, name="public.frameworks"),
    path("framework/<slug:year>", papers.framework, name="public.framework"),
    path("framework/<slug:year>/<int:version>", papers.framework, name="public.framework_version"),
    path(
        "framework/<slug:year>/files/<str:name>",
        papers.framework_file,
        name="public.framework_file",
    ),
    path("changes/<slug:kind>/<str:key>", papers.changes, name="public.changes"),
    path("register", register.register, name="public.register"),
    path("register/<str:reference>", register.agreement, name="public.agreement"),
    path("opportunities", register.opportunities, name="public.opportunities"),
    path("opportunities/<str:reference>", register.opportunity, name="public.opportunity"),
    path("decisions", decisions.log, name="public.decisions"),
    path("decisions/<str:reference>", decisions.decision, name="public.decision"),
    path(
        "decisions/<str:reference>/<int:version>",
        decisions.decision,
        name="public.decision_version",
    ),
    path(
        "decisions/<str:reference>/files/<str:name>",
        decisions.decision_file,
        name="public.decision_file",
    ),
    path("funds", register.funds, name="public.funds"),
    path("funds/<slug:code>", register.fund, name="public.fund"),
    path("organisations", register.organisations, name="public.organisations"),
    path("organisations/<slug:reference>", register.organisation, name="public.organisation"),
    path("rules", standing.rules, name="public.rules"),
    path("ledger", standing.ledger, name="public.ledger"),
    path("ledger/verify_ledger.py", machine.verifier, name="public.verifier"),
    path("ledger/<slug:number>", standing.checkpoint, name="public.checkpoint"),
    path("ledger/<slug:number>.json", standing.checkpoint_file, name="public.checkpoint_file"),
    path("accessibility", standing.accessibility, name="public.accessibility"),
    path("privacy", standing.privacy, name="public.privacy"),
    path("feeds", machine.feeds, name="public.feeds"),
    path("feeds/<slug:name>.atom", machine.feed, name="public.feed"),
    path("brand.css", machine.brand, name="public.brand"),
    path("sitemap.xml", machine.sitemap, name="public.sitemap"),
    path("robots.txt", machine.robots, name="public.robots"),
    path(".well-known/security.txt", machine.security, name="public.security"),
]
