"""A year's aims and measures: one dense table, and each measure's next step."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.web.pages import Request, office_page, render
from precept.understand import access, actions, forms, queries
from precept.understand.pages.steps import allowed, ask, trail

MAY_NOT_KEEP = "Only people who keep the plan may change aims and measures."
MAY_NOT_ASK = "Only people who ask for returns may do this."


def _year(request: Request, years: list[str]) -> str:
    asked = request.GET.get("year", "")
    if asked in years:
        return asked
    current = str(clock.FinancialYear.of(clock.today()))
    return current if current in years or not years else years[0]


@office_page
def measures(request: Request) -> HttpResponse:
    """Every aim and measure of a year, late ones in red."""
    years = queries.years_with_aims()
    year = _year(request, years)
    form = forms.PublishMeasures(request.POST or None)
    if request.method == "POST":
        allowed(access.may_publish(request.person), "Only people who publish the plan may do this.")
        if form.is_valid():
            with form.refusals():
                actions.publish_measures(by=request.person, year=year, **form.cleaned_data)
                return redirect(f"/office/measures?year={year}")
    today = clock.today()
    context = {
        "years": years,
        "year": year,
        "form": form,
        "aims": [
            (aim, [(measure, queries.stands(measure, today)) for measure in aim.measures.all()])
            for aim in queries.aims(year)
        ],
        "may_keep": access.may_keep(request.person),
        "may_publish": access.may_publish(request.person),
        "breadcrumbs": trail(("", "Measures")),
    }
    return render(request, "understand/measures.html", context)


@office_page
def measure(request: Request, year: str, slug: str) -> HttpResponse:
    """One measure: what it asks, how it stands, its next step, its story."""
    found = queries.measure(year, slug)
    context = {
        "measure": found,
        "stands": queries.stands(found, clock.today()),
        "address": f"/office/measures/{year}/{slug}",
        "may_keep": access.may_keep(request.person),
        "may_ask": access.may_ask_for_returns(request.person),
        "story": ledger.story(found.subject),
        "breadcrumbs": trail((f"/office/measures?year={year}", "Measures"), ("", found.aim.title)),
    }
    return render(request, "understand/measure.html", context)


@office_page
def act_on_measure(request: Request, year: str, slug: str, act: str) -> HttpResponse:
    """Take a measure's next step: request, receive, assess, schedule, or change what it says."""
    found = queries.measure(year, slug)
    person = request.person
    address = f"/office/measures/{year}/{slug}"
    crumbs = trail(
        (f"/office/measures?year={year}", "Measures"),
        (address, found.aim.title),
        ("", act.capitalize()),
    )
    common = {"caption": found.aim.title, "words": [found.text], "breadcrumbs": crumbs}
    data = request.POST or None
    if act in {"change", "schedule"}:
        allowed(access.may_keep(person), MAY_NOT_KEEP)
    else:
        allowed(access.may_ask_for_returns(person), MAY_NOT_ASK)
    if act == "change":
        names = ("kind", "text", "responsible", "owner", "due", "timescale")
        return ask(
            request,
            forms.MeasureForm(data, initial={name: getattr(found, name) for name in names}),
            lambda said: actions.change_measure(by=person, measure=found, **said),
            lambda: address,
            **{**common, "words": []},
            title="Change this measure",
            button="Save",
        )
    if act == "schedule":
        return ask(
            request,
            forms.Schedule(data, initial={"schedule": found.schedule, "next_due": found.next_due}),
            lambda said: actions.set_schedule(by=person, measure=found, **said),
            lambda: address,
            **common,
            title="Set its schedule",
            button="Save",
        )
    if act == "request":
        return ask(
            request,
            forms.Request(data, initial={"due": found.due}),
            lambda said: actions.request_deliverable(by=person, measure=found, **said),
            lambda: address,
            **common,
            title="Ask for it",
            button="Record the request",
        )
    if act == "receive":
        return ask(
            request,
            forms.Receive(data, initial={"received": clock.today()}),
            lambda said: actions.receive_deliverable(by=person, measure=found, **said),
            lambda: address,
            **common,
            title="Record what came",
            button="Save",
        )
    if act == "assess":
        return ask(
            request,
            forms.Assess(data),
            lambda said: actions.assess_deliverable(by=person, measure=found, **said),
            lambda: address,
            **common,
            title="Assess it",
            button="Save",
        )
    raise Http404


@office_page
def new_aim(request: Request) -> HttpResponse:
    """Add an aim to a year."""
    allowed(access.may_keep(request.person), MAY_NOT_KEEP)
    form = forms.NewAim(
        request.POST or None,
        priorities=queries.published_priorities(),
        initial={"year": request.GET.get("year", "")[:9]},
    )
    return ask(
        request,
        form,
        lambda said: actions.add_aim(by=request.person, **said),
        lambda: f"/office/measures?year={form.cleaned_data['year']}",
        title="Add an aim",
        button="Add",
        breadcrumbs=trail(("/office/measures", "Measures"), ("", "New aim")),
    )


@office_page
def aim(request: Request, year: str, slug: str) -> HttpResponse:
    """Change what an aim says."""
    allowed(access.may_keep(request.person), MAY_NOT_KEEP)
    found = queries.aim(year, slug)
    names = ("title", "statement", "introduction", "lead", "priorities")
    known = queries.published_priorities() | {one: one for one in found.priorities}
    known |= queries.published_priorities()
    form = forms.AimForm(
        request.POST or None,
        priorities=known,
        initial={name: getattr(found, name) for name in names},
    )
    return ask(
        request,
        form,
        lambda said: actions.change_aim(by=request.person, aim=found, **said),
        lambda: f"/office/measures?year={year}",
        title=f"Change “{found.title}”",
        button="Save",
        breadcrumbs=trail((f"/office/measures?year={year}", "Measures"), ("", found.title)),
    )


@office_page
def new_measure(request: Request, year: str, slug: str) -> HttpResponse:
    """Add a measure to an aim."""
    allowed(access.may_keep(request.person), MAY_NOT_KEEP)
    found = queries.aim(year, slug)
    return ask(
        request,
        forms.MeasureForm(request.POST or None),
        lambda said: actions.add_measure(by=request.person, aim=found, **said),
        lambda: f"/office/measures?year={year}",
        title="Add a measure",
        caption=found.title,
        button="Add",
        breadcrumbs=trail((f"/office/measures?year={year}", "Measures"), ("", "New measure")),
    )
