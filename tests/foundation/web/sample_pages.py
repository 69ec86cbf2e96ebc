"""Pages that show every macro once, in an invented office; the tests render and look at them."""

from __future__ import annotations

import functools
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
from django import forms
from django.http import HttpResponse, QueryDict
from django.urls import path

from precept.foundation.money.field import MoneyFormField
from precept.foundation.web import charts
from precept.foundation.web.dates import DateField
from precept.foundation.web.jinja import environment
from precept.foundation.web.shell import Link, Shell
from precept.foundation.web.tables import Asked, Cell, Column, Offered, Table, headings, steps

SAMPLES = Path(__file__).parent / "samples"


class Addresses:
    """The one address that the shell itself asks for."""

    urlpatterns = [path("sign-out/", HttpResponse, name="people.sign_out")]


class Organisation(forms.Form):
    """One field of every kind."""

    name = forms.CharField(
        label="Organisation's name",
        max_length=100,
        error_messages={"required": "Enter your organisation's name"},
    )
    email = forms.EmailField(
        label="Email address",
        help_text="We use it only about this bid",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Enter an email address"},
    )
    amount = MoneyFormField(label="How much do you ask for?", help_text="In pounds, such as 12,500")
    starts = DateField(
        label="When would it start?",
        help_text="For example, 27 3 2027",
        called="The start date",
    )
    need = forms.CharField(
        label="What need does it meet?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    notes = forms.CharField(label="Anything else", required=False, widget=forms.Textarea())
    kind = forms.ChoiceField(
        label="Kind of organisation",
        choices=[("", "---------"), ("charity", "Registered charity"), ("cic", "Company")],
        error_messages={"required": "Choose the kind of organisation"},
    )
    partners = forms.ChoiceField(
        label="Do you work with partners?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you work with partners"},
    )
    partner_names = forms.CharField(
        label="Their names", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    areas = forms.MultipleChoiceField(
        label="Where will it be?",
        choices=[("city", "City"), ("county", "County"), ("rutland", "Small county")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one area"},
    )
    accounts = forms.FileField(
        label="Latest accounts", help_text="PDF, up to 10 MB", required=False
    )
    agreed = forms.BooleanField(
        label="I may sign for this organisation",
        error_messages={"required": "Confirm that you may sign for this organisation"},
    )


Organisation.base_fields["areas"].choice_hints = {"city": "Inside the ring road"}  # type: ignore[attr-defined]


def shell(*, is_public: bool) -> Shell:
    """The frame of an invented office."""
    names = (
        ["Strategy", "Plan", "Measures", "Framework", "Register", "Opportunities", "Decisions"]
        if is_public
        else ["Home", "Rounds", "Bids", "Agreements", "Plan", "Decisions"]
    )
    return Shell(
        office_name="Office of the Commissioner for Borderland",
        office_short="Borderland",
        navigation=[
            Link(f"/{name.lower()}", name, current=name in {"Register", "Agreements"})
            for name in names
        ],
        footer=[
            Link("/accessibility", "Accessibility"),
            Link("/privacy", "Privacy"),
            Link("/contact", "Contact"),
            Link("/data", "Open data"),
        ],
        person_name=None if is_public else "Ashley Example",
        notices=["This is a demonstration office. Everything dated after 2023 is invented."],
        is_public=is_public,
    )


def agreements(count: int = 14, *, chosen: bool = True) -> Table:
    """A list of agreements, with filters and pages."""
    columns = [
        Column("reference", "Reference", order=("reference",)),
        Column("title", "Agreement", order=("title",)),
        Column("provider", "Provider"),
        Column("ends", "Ends", order=("ends",)),
        Column("value", "Value", numeric=True, order=("value",)),
        Column("state", "State"),
    ]
    asked = Asked("ends", False, 3, "", {"state": ("running",)} if chosen else {})
    states = [("Running", "govuk-tag--green"), ("Ending", "govuk-tag--yellow"), ("Ended", "")]
    rows = [
        [
            Cell(f"CORE{number:03}", href=f"/agreements/CORE{number:03}"),
            Cell(
                ["Helpline for young people", "Advocacy after domestic abuse", "Mediation"][
                    number % 3
                ],
                note="Lot 2 of 3" if number % 5 == 0 else "",
            ),
            Cell(["Harbour House Example Ltd", "An Invented Charity"][number % 2]),
            Cell(f"{number} March 2027"),
            Cell(f"£{number * 13_417:,}"),
            Cell(states[number % 3][0], tag=states[number % 3][1]),
        ]
        for number in range(1, count + 1)
    ]
    return Table(
        caption="Agreements",
        columns=headings(columns, asked),
        rows=rows,
        count=count,
        count_text="214 agreements",
        empty="No agreement matches. Try other words or fewer filters.",
        page=3,
        searchable=True,
        filters=[
            Offered(
                "state",
                "State",
                (("running", "Running"), ("ended", "Ended")),
                ("running",) if chosen else (),
            ),
            Offered("route", "Route", (("grant", "Grant"), ("contract", "Contract")), ()),
        ],
        pages=steps(asked, 9),
        previous="?page=2",
        next="?page=4",
        clear="?" if chosen else None,
        carried=[("sort", "ends")],
    )


def pictures() -> dict[str, Any]:
    """One chart of each kind."""
    funds = [("Core", 2_803_000), ("Safety Fund", 493_444.80), ("Victims' services", 1_204_030)]
    years = ["2019–20", "2020–21", "2021–22", "2022–23", "2023–24", "2024–25", "2025–26"]
    return {
        "funds": charts.bars(
            title="Committed by fund",
            things="Fund",
            measured="Committed",
            figures=[charts.Figure(name, size, f"£{size:,.0f}") for name, size in funds],
        ),
        "spending": charts.stacked(
            title="Where the money stands",
            things="Fund",
            total="In all",
            series=["Paid", "Committed", "Available"],
            stacks=[
                charts.Stack(
                    name,
                    [
                        charts.Figure(part, share, f"£{share:,}")
                        for part, share in zip(
                            ["Paid", "Committed", "Available"], shares, strict=True
                        )
                    ],
                    f"£{sum(shares):,}",
                )
                for name, shares in [
                    ("Core", [900_000, 1_400_000, 503_000]),
                    ("Safety Fund", [300_000, 93_444, 100_000]),
                    ("Victims' services", [0, 1_000_030, 204_000]),
                ]
            ],
        ),
        "readings": charts.lines(
            title="People helped in a year",
            time="Year",
            periods=years,
            series=[
                charts.Series("Helpline", [210, 260, None, 410, 430, 520, 505]),
                charts.Series("Advocacy", [90, 85, 130, 120, 180, 210, 260]),
                charts.Series("Target for the helpline", [300] * 7, is_target=True),
            ],
            shown=lambda value: f"{value:,.0f}",
        ),
        "spans": charts.timeline(
            title="Agreements and the days to decide by",
            things="Agreement",
            kinds=["Contract", "Grant"],
            today=date(2026, 11, 22),
            spans=[
                charts.Span(
                    "CORE004 Helpline for young people and for their families",
                    date(2024, 4, 1),
                    date(2027, 3, 31),
                    "1 April 2024 to 31 March 2027",
                    [charts.Mark(date(2026, 9, 30), "Decide by 30 September 2026")],
                ),
                charts.Span(
                    "CSF-2026-0042 Street mediation",
                    date(2026, 6, 1),
                    date(2027, 5, 31),
                    "1 June 2026 to 31 May 2027",
                    kind=2,
                ),
                charts.Span(
                    "CORE011 Advocacy after domestic abuse",
                    date(2025, 4, 1),
                    date(2029, 3, 31),
                    "1 April 2025 to 31 March 2029",
                    [charts.Mark(date(2028, 6, 30), "Decide by 30 June 2028")],
                ),
            ],
        ),
    }


def typed_in() -> QueryDict:
    """A form sent with most of it missing."""
    return QueryDict(
        "amount=12,500&starts-day=31&starts-month=2&starts-year=2027&kind=&partners=yes"
        "&need=Young+people+told+us%0A++they+wait+too+long.&partner_names=One%0ATwo"
    )


@functools.cache
def pages() -> dict[str, str]:
    """Every sample page, rendered, by its name."""
    made = environment()
    made.loader = jinja2.ChoiceLoader(
        [made.loader, jinja2.FileSystemLoader(SAMPLES)]  # type: ignore[list-item]
    )
    office, public = shell(is_public=False), shell(is_public=True)
    trail = [{"text": "Home", "href": "/"}, {"text": "Agreements", "href": "/agreements"}]
    rows: list[tuple[Any, ...]] = [
        ("Provider", "Harbour House Example Ltd"),
        ("Runs", "1 April 2024 to 31 March 2027"),
        (
            "Value",
            "£56,000 (lifetime maximum, excluding VAT)",
            [{"href": "/value", "text": "Change", "hidden": "the value"}],
        ),
    ]
    given: dict[str, tuple[str, dict[str, Any]]] = {
        "list": ("list.html", {"shell": office, "table": agreements()}),
        "empty": ("list.html", {"shell": office, "table": agreements(0)}),
        "record": (
            "record.html",
            {
                "shell": office,
                "breadcrumbs": [*trail, {"text": "CORE004"}],
                "rows": rows,
                "done": "The value was changed",
                **pictures(),
            },
        ),
        "form": ("form.html", {"shell": public, "back": "/", "form": Organisation()}),
        "errors": ("form.html", {"shell": public, "form": Organisation(typed_in())}),
        "failure": (
            "web/error.html",
            {
                "shell": public,
                "title": "Sorry, there is a problem with this service",
                "words": "It was our fault. Nothing that was saved before is lost.",
                "incident": "1a2b3c4d",
                "typed": [("Name", "Harbour House"), ("Need", "Young people told us\nthey wait.")],
            },
        ),
    }
    return {
        name: made.get_template(template).render({"csrf_input": "", **context})
        for name, (template, context) in given.items()
    }
