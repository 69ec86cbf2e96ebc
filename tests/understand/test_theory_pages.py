"""The office's pages of theories of change: the picture and the same as a list, rows, links, agreeing, files."""

from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.foundation.people.models import Person
from precept.understand import actions, queries
from precept.understand.models import CrimePlan, Theory
from tests.understand import knowing
from tests.understand.pages import breadcrumbs, day, ways, words

LIST = "/office/theories"


def place(one: Theory, more: str = "") -> str:
    return f"{LIST}/{one.reference}/{one.version}{more}"


def test_a_theory_is_begun_and_says_what_it_lacks(
    officers: Client, auditors: Client, plan_in_force: CrimePlan
) -> None:
    assert "No theory of change is written yet" in words(auditors.get(LIST))

    sent = officers.post(
        f"{LIST}/new",
        {"title": "Safer homes", "problem": "Blows", "priorities": ["support-for-victims"]},
    )

    made = Theory.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, place(made))
    said = words(officers.get(sent["Location"]))
    assert "Nothing stands under outcomes." in said
    assert "Nothing to show yet." in said
    assert "Safer homes" in words(auditors.get(LIST))
    assert "Before it can be agreed" in words(auditors.get(f"{LIST}/{made.reference}"))


def test_the_picture_has_a_title_words_for_it_and_the_same_as_a_list(
    officers: Client, officer: Person
) -> None:
    made = knowing.theory(officer)
    actions.link_rows(by=officer, theory=made, start=1, end=3)

    page = officers.get(place(made))
    text = page.content.decode()

    assert text.count("<svg") == 1
    assert 'role="img" aria-labelledby="chart-theory-of-change-safer-homes-title' in text
    assert "1 box under inputs, 1 box under activities" in text
    assert "with 5 arrows from left to right." in text
    assert text.count('stroke-dasharray="5 4"') == 1
    said = words(page)
    assert "The activities Leads to “The outputs”, if: It is so" in said
    assert "Measured by: People. Source: Records." in said
    assert "By: 31 March 2024" in said
    assert breadcrumbs(page) == ["Office", "Theories of change", "Safer homes"]


def test_each_sees_what_they_may_do(
    officers: Client, commissioners: Client, auditors: Client, officer: Person
) -> None:
    made = knowing.theory(officer)
    files = {place(made, f"/theory-of-change.{one}") for one in ("pdf", "docx")}

    assert ways(auditors.get(place(made))) == files
    assert ways(commissioners.get(place(made))) == files | {place(made, "/agree")}
    kept = ways(officers.get(place(made)))
    assert place(made, "/agree") not in kept
    assert {
        place(made, "/row"),
        place(made, "/change"),
        place(made, "/rows/1/link"),
        place(made, "/rows/1/change"),
        place(made, "/rows/1/remove"),
        place(made, "/links/1/2/assume"),
        place(made, "/links/1/2/remove"),
    } <= {one.partition("?")[0] for one in kept}


def test_a_row_is_added_linked_changed_and_taken_out(officers: Client, officer: Person) -> None:
    made = knowing.theory(officer)
    row = {
        "column": "outcomes",
        "text": "Trust",
        "percent": "50",
        **day("by_when", date(2024, 4, 1)),
    }

    added = officers.post(place(made, "/row"), row)
    linked = officers.post(place(made, "/rows/4/link"), {"end": "6", "assumption": "They stay"})
    circle = officers.post(place(made, "/rows/6/link"), {"end": "4", "assumption": "x"})
    changed = officers.post(place(made, "/rows/6/change"), {**row, "text": "Calm", "revision": "1"})
    stale = officers.post(place(made, "/rows/6/change"), {**row, "revision": "1"})
    assumed = officers.post(
        place(made, "/links/4/6/assume"), {"assumption": "They dare", "revision": "1"}
    )

    assert [one.status_code for one in (added, linked, circle, changed, stale, assumed)] == [
        302,
        302,
        422,
        302,
        409,
        302,
    ]
    assert "This would run in a circle" in words(circle)
    said = words(officers.get(place(made)))
    assert "Leads to “Calm”, if: They dare" in said
    assert officers.post(place(made, "/links/4/6/remove"), {"revision": "2"}).status_code == 302
    assert officers.post(place(made, "/rows/6/remove"), {"revision": "2"}).status_code == 302
    assert "Calm" not in queries.theory(made.reference).rows.values_list("text", flat=True)
    for gone in ("/rows/6/change", "/links/4/6/assume", "/rows/1/fly", "/links/1/2/fly", "/fly"):
        assert officers.get(place(made, gone)).status_code == 404


def test_a_link_of_the_page_chooses_the_column(officers: Client, officer: Person) -> None:
    made = knowing.theory(officer)

    chosen = officers.get(place(made, "/row?column=outputs")).content.decode()
    none = officers.get(place(made, "/row?column=zzz")).content.decode()

    assert 'value="outputs" checked' in chosen
    assert " checked" not in none


def test_a_theory_is_agreed_and_its_next_version_begun(
    officers: Client, commissioners: Client, officer: Person
) -> None:
    made = knowing.theory(officer)
    agreed = commissioners.post(place(made, "/agree"), {"revision": str(made.revision)})
    refused = officers.post(place(made, "/row"), {"column": "inputs", "text": "x"})
    begun = officers.post(place(made, "/begin"), {"why": "A higher target"})

    assert (agreed.status_code, begun.status_code) == (302, 302)
    assert refused.status_code == 409
    page = officers.get(place(made))
    said = words(page)
    assert "Agreed 1 December 2022 by Cy Commissioner" in said
    assert "120 people; 60% The outcomes" in said
    assert place(made, "/begin") not in ways(page)
    assert f"{LIST}/{made.reference}/2" in ways(page)
    assert "Why this version A higher target" in words(officers.get(f"{LIST}/{made.reference}/2"))
    # Without a version the page shows the one that binds.
    assert "version 1" in words(officers.get(f"{LIST}/{made.reference}"))
    assert officers.get(f"{LIST}/{made.reference}/3").status_code == 404


def test_a_stale_agreement_is_told(
    officers: Client, commissioners: Client, officer: Person
) -> None:
    made = knowing.theory(officer)
    link = queries.theory_link(made, 1, 2)
    actions.assume(by=officer, link=link, revision=1, assumption="Else")

    stale = commissioners.post(place(made, "/agree"), {"revision": str(made.revision)})

    assert stale.status_code == 409
    assert "Read it again, then agree it." in words(stale)


def test_a_theory_is_taken_away_as_pdf_and_word(auditors: Client, officer: Person) -> None:
    made = knowing.theory(officer)

    paper = auditors.get(place(made, "/theory-of-change.pdf"))
    written = auditors.get(place(made, "/theory-of-change.docx"))

    assert paper.content.startswith(b"%PDF")
    assert written.content.startswith(b"PK")
    assert f"theory-of-change-{made.reference}.pdf" in paper["Content-Disposition"]
    assert auditors.get(place(made, "/theory-of-change.exe")).status_code == 404


def test_lists_and_pages_cost_the_same_whatever_there_is(
    auditors: Client, officer: Person, plan_in_force: CrimePlan
) -> None:
    made = knowing.theory(officer, priorities=["support-for-victims"])

    def asked(address: str) -> int:
        auditors.get(address)
        with CaptureQueriesContext(connection) as caught:
            page = auditors.get(address)
        assert page.status_code == 200
        assert len(page.content) < 60 * 1024
        return len(caught)

    one, page = asked(LIST), asked(place(made))
    for number in range(8):
        actions.add_theory_row(by=officer, theory=made, column="inputs", text=f"Money {number}")
        knowing.theory(officer, priorities=["support-for-victims"])

    assert asked(LIST) == one <= 12
    assert asked(place(made)) == page <= 15
    assert asked(f"{LIST}?priority=support-for-victims&state=draft&words=safer") <= 12
