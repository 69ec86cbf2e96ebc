"""An agreement at work, its variations and what lies ahead, as the office's pages and the public's show them."""

import io
import re
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from django.test import Client

from precept.do.agreements import actions, queries
from precept.do.agreements.models import Agreement, Variation
from precept.foundation.documents import actions as documents
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.actions import SYSTEM, Changed, Refused
from precept.foundation.money import Money
from precept.foundation.outbox.models import Mail
from precept.foundation.outbox.worker import work_until_idle
from precept.foundation.people.models import Person
from precept.plan.models import Fund
from tests.do.agreements.signed import drafted, signed
from tests.reading import words

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 16)
PLACE = "/office/register/CORE050"


@pytest.fixture(autouse=True)
def midday(on: Callable[[date], None]) -> None:
    on(TODAY)


@pytest.fixture
def agreement(funds: dict[str, Fund], cast: SimpleNamespace) -> Agreement:
    return signed(funds["CORE"], manager=cast.officer)


@pytest.fixture
def office(cast: SimpleNamespace, client_as: Callable[[Person], Client]) -> SimpleNamespace:
    return SimpleNamespace(
        **{name: client_as(getattr(cast, name)) for name in ("officer", "manager", "auditor")}
    )


def day(name: str, on: date) -> dict[str, int]:
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def now_of(agreement: Agreement) -> Agreement:
    return queries.full(Agreement.objects.filter(pk=agreement.pk)).get()


def test_the_page_says_on_which_law_it_stands_and_what_must_be_published(
    agreement: Agreement, office: SimpleNamespace, counted: Any
) -> None:
    with counted() as asked:
        page = office.officer.get(PLACE)
    text = words(page)
    assert "Anti-social Behaviour, Crime and Policing Act 2014, section 143" in text
    assert "A copy of each contract over £10,000 It is worth more than £10,000." in text
    assert "A list of contracts" not in text
    assert "Regime Procurement Act 2023" in text
    assert "Ada Quillfeather" in text
    assert "12 months 30 June 2027 31 December 2028 Open" in text
    assert "What follows is decided by" in text
    assert len(asked) <= 25
    assert len(page.content) <= 60 * 1024


def test_those_who_only_read_see_it_without_doors(
    agreement: Agreement, office: SimpleNamespace
) -> None:
    text = words(office.auditor.get(PLACE))
    assert "12 months 30 June 2027" in text
    assert "Vary it" not in text
    assert "Record an option" not in text
    for page in ("keep/care", "terms", "sign", "options/new", "papers/new", "variations/new"):
        assert office.auditor.get(f"{PLACE}/{page}").status_code == 403


def test_an_agreement_is_signed_by_way_of_its_pages(
    office: SimpleNamespace, cast: SimpleNamespace
) -> None:
    made = drafted()
    browser = office.officer
    refused = browser.post(
        f"{PLACE}/sign", {"version": made.version, "how": "now", **day("signed_on", TODAY)}
    )
    assert refused.status_code == 422
    assert "cannot be signed without an outcome" in words(refused)
    browser.post(
        f"{PLACE}/terms",
        {
            "version": made.version,
            "people_1": "80",
            "change_1": "feel safer",
            "measure_1": "A survey",
            **day("report_by", date(2028, 1, 31)),
            "conditions": "Show us your insurance.\nReport each quarter.",
        },
    )
    made = now_of(made)
    browser.post(
        f"{PLACE}/payments",
        {"version": made.version, "amount_1": "400,000", **day("due_1", TODAY)},
    )
    made = now_of(made)
    browser.post(
        f"{PLACE}/keep/care",
        {"version": made.version, "manager": cast.officer.reference, **day("next_review", TODAY)},
    )
    made = now_of(made)
    browser.post(
        f"{PLACE}/sign", {"version": made.version, "how": "now", **day("signed_on", TODAY)}
    )
    made = now_of(made)
    assert (made.status, made.signed_on, made.manager) == ("active", TODAY, cast.officer)
    assert [one.words for one in made.conditions.all()] == [
        "Show us your insurance.",
        "Report each quarter.",
    ]


def test_options_breaks_and_evidence_are_recorded_on_their_pages(
    agreement: Agreement, office: SimpleNamespace
) -> None:
    def post(page: str, **said: Any) -> None:
        answered = office.officer.post(
            f"{PLACE}/{page}", {"version": now_of(agreement).version, **said}
        )
        assert answered.status_code == 302, words(answered)

    post("options/new", months="6")
    post("options/2/give-up", why="One is enough.")
    post("breaks/new", who="office", months="3")
    post(
        "evidence/new",
        kind="public liability",
        **day("seen_on", TODAY),
        **day("expires", date(2026, 12, 24)),
    )
    text = words(office.officer.get(PLACE))
    assert "6 months Not stated 30 June 2029 Given up" in text
    assert "The office 3 months At any time" in text
    assert "Expires on 24 December 2026" in text


def test_a_variation_goes_from_its_draft_to_the_public_record(
    agreement: Agreement, office: SimpleNamespace
) -> None:
    actions.publish_agreement(by=SYSTEM, agreement=agreement)
    answered = office.officer.post(
        f"{PLACE}/variations/new", {"kind": "value", "reason": "More victims come forward."}
    )
    assert answered["Location"] == f"{PLACE}/variations/1/change"
    one = f"{PLACE}/variations/1"

    def post(who: Client, page: str, **said: Any) -> None:
        made = Variation.objects.get()
        answered = who.post(f"{one}/{page}", {"version": made.version, **said})
        assert answered.status_code == 302, words(answered)

    post(
        office.officer,
        "change",
        reason="More victims come forward.",
        value="430,000",
        shares_become="in proportion",
    )
    text = words(office.officer.get(one))
    assert "Value £400,000 £430,000" in text
    assert "A change that is not substantial" in text
    assert "Procurement Act 2023, section 74(1)(b) and (3)" in text
    post(office.officer, "check")
    assert "Approve it" not in words(office.officer.get(one))
    assert office.officer.get(f"{one}/approve").status_code == 403
    assert "CORE050-V1 waits to be approved" in words(office.manager.get("/office/"))
    post(office.manager, "approve")
    assert "CORE050-V1 is approved: put it in force" in words(office.officer.get("/office/"))
    post(office.officer, "in-force", **day("signed_on", TODAY))

    public = words(Client().get("/register/CORE050"))
    assert "Change of value, in force on 16 November 2026" in public
    assert "Value £400,000 £430,000" in public


def test_agreement_and_variation_are_there_as_word_and_pdf_in_the_office_s_words(
    agreement: Agreement, office: SimpleNamespace, cast: SimpleNamespace
) -> None:
    refused = office.officer.post(
        "/office/register/wording/agreement", {"version": 0, "words": "Between $nobody"}
    )
    assert "There is no merge field $nobody" in words(refused)
    office.officer.post(
        "/office/register/wording/agreement",
        {"version": 0, "words": "We and $provider agree on $title for $value."},
    )
    made = actions.draft_variation(
        by=cast.officer, agreement=agreement, kind="value", reason="Prices rose."
    )
    actions.change_variation(
        by=cast.officer,
        variation=made,
        version=made.version,
        reason="Prices rose.",
        changes={"value": Money.of(430_000), "shares_become": "in proportion"},
    )
    drafted(reference="CORE060")
    for place, said in (
        ("/office/register/CORE060/agreement", "agree on Victim advocacy for £400,000"),
        (f"{PLACE}/variations/1/letter", "Why: Prices rose."),
    ):
        word = docx.Document(io.BytesIO(office.auditor.get(f"{place}.docx").content))
        assert said in "\n".join(one.text for one in word.paragraphs)
        assert office.auditor.get(f"{place}.pdf").content.startswith(b"%PDF")
        assert office.auditor.get(f"{place}.exe").status_code == 404


def test_only_a_redacted_copy_leaves_the_house(
    agreement: Agreement, office: SimpleNamespace, cast: SimpleNamespace, settings: Any
) -> None:
    settings.PRECEPT_SCANNER = "none"
    actions.publish_agreement(by=SYSTEM, agreement=agreement)

    def add(kind: str, title: str, **said: Any) -> Any:
        made = actions.add_paper(
            by=cast.manager,
            agreement=(now := now_of(agreement)),
            version=now.version,
            kind=kind,
            title=title,
            name=f"{title}.txt",
            content=title.encode(),
            **said,
        )
        documents.scan(reference=made.file.reference)
        return made

    original = add("signed agreement", "Secret")
    with pytest.raises(Refused, match="the original never is"):
        actions.release_paper(by=cast.manager, paper=original)
    with pytest.raises(Refused) as refusal:
        add("redacted copy", "Copy", redacts=original)
    assert refusal.value.field == "redacted_why"
    copy = add("redacted copy", "Copy", redacts=original, redacted_why="Names of staff.")
    StoredFile.objects.update(hidden=["tracked changes"])
    with pytest.raises(Refused, match="do not show: tracked changes"):
        actions.release_paper(by=cast.manager, paper=copy)
    StoredFile.objects.update(hidden=[])
    office.manager.post(f"{PLACE}/papers/{copy.number}/publish", {"why": ""})
    work_until_idle()

    public = Client()
    assert "Taken out: Names of staff." in words(public.get("/register/CORE050"))
    assert public.get("/register/CORE050/papers/2").content == b"Copy"
    assert public.get("/register/CORE050/papers/1").status_code == 404
    office.manager.post(f"{PLACE}/papers/2/withdraw", {"why": "A name was left in."})
    assert public.get("/register/CORE050/papers/2").status_code == 410
    assert "Taken out" not in words(public.get("/register/CORE050"))


def test_what_lies_ahead_is_a_picture_with_its_table_and_feeds_the_next_framework(
    agreement: Agreement, office: SimpleNamespace, counted: Any
) -> None:
    with counted() as one:
        page = office.officer.get("/office/register/ahead/2027-28")
    text = words(page)
    assert "CORE050 Victim advocacy" in text
    assert "CORE050 option, 12 months" in text
    assert 'class="chart-mark"' in page.content.decode()
    for number in range(40):
        drafted(reference=f"CORE1{number:02}")
    with counted() as many:
        office.officer.get("/office/register/ahead/2027-28")
    assert len(many) == len(one)
    answered = office.officer.post(
        "/office/register/ahead/2027-28/take",
        {"references": ["CORE050"], "section": queries_tables()},
    )
    assert answered.status_code == 302, words(answered)
    assert [(one.year) for one in agreement.listings.all()] == ["2028-29"]


def on_the_calendar(office: SimpleNamespace, year: str, query: str = "") -> list[str]:
    """The agreements in the table of what lies ahead, in their order; each stands in the picture too."""
    page = office.officer.get(f"/office/register/ahead/{year}?{query}").content.decode()
    listed = re.findall(r'href="/office/register/(CORE\d+)"', page)
    assert all(f">{reference} " in page for reference in listed), "one is not in the picture"
    return listed


def test_the_years_calendar_has_every_agreement_and_what_is_to_be_decided_by_itself(
    agreement: Agreement, office: SimpleNamespace
) -> None:
    """CORE050 runs through; one is over, one is overdue since the year before, one has no last day."""
    for reference, status, starts, ends, decide_by in (
        ("CORE301", "ended", date(2026, 4, 1), date(2026, 9, 30), None),
        ("CORE302", "active", date(2024, 4, 1), date(2027, 9, 30), date(2026, 3, 1)),
        ("CORE303", "active", date(2024, 4, 1), date(2030, 3, 31), date(2029, 3, 1)),
        ("CORE304", "cancelled", date(2026, 4, 1), date(2030, 3, 31), None),
    ):
        made = drafted(reference=reference)
        Agreement.objects.filter(pk=made.pk).update(
            status=status, starts=starts, ends=ends, decide_by=decide_by
        )
    every = on_the_calendar(office, "2026-27")
    assert set(every) == {"CORE050", "CORE301", "CORE302", "CORE303"}
    assert every[0] == "CORE302"  # it was to be decided on first
    assert on_the_calendar(office, "2026-27", "what=decide")[0] == "CORE302"
    assert "CORE303" not in on_the_calendar(office, "2026-27", "what=decide")
    assert "CORE303" in on_the_calendar(office, "2028-29", "what=decide")
    assert on_the_calendar(office, "2026-27", "words=nothing+of+the+kind") == []
    assert "CORE302" not in on_the_calendar(office, "2026-27", "manager=me")


def test_what_was_signed_is_printed_in_the_words_that_it_was_signed_in(
    agreement: Agreement, cast: SimpleNamespace
) -> None:
    def said() -> str:
        blocks = queries.agreement_document(now_of(agreement)).blocks
        return " ".join(str(block) for block in blocks)

    before = said()
    for version, new in ((0, "New words for $title."), (1, "Newer words for $title.")):
        actions.change_template(by=cast.officer, kind="agreement", version=version, words=new)
    assert said() == before
    later = drafted(reference="CORE777")
    assert "Newer words for" in str(queries.agreement_document(later).blocks)
    with pytest.raises(Changed, match="Somebody changed this wording"):
        actions.change_template(by=cast.officer, kind="agreement", version=1, words="Else")


def queries_tables() -> str:
    from precept.do.agreements.forms import LAYOUTS
    from precept.do.opportunities import queries as rounds

    key: str = rounds.tables(*LAYOUTS)[0][0]
    return key


def test_the_steps_to_the_decide_by_day_are_shown(
    agreement: Agreement, office: SimpleNamespace
) -> None:
    text = words(office.auditor.get(f"{PLACE}/decide-by"))
    assert "Standstill" in text
    assert "8 working days Procurement Act 2023, section 51" in text
    assert "Mobilisation" in text


def test_past_its_decide_by_it_is_red_on_its_manager_s_desk(
    agreement: Agreement, office: SimpleNamespace
) -> None:
    assert "CORE050" not in words(office.officer.get("/office/"))
    now = actions.amend_agreement(
        by=SYSTEM,
        agreement=agreement,
        version=agreement.version,
        ends=date(2027, 8, 31),
        why="The last day was typed wrongly.",
    )
    assert now.decide_by is not None
    assert now.decide_by < TODAY
    assert "What follows was to be decided by" in words(office.officer.get("/office/"))
    assert "CORE050" not in words(office.manager.get("/office/"))
    now = now_of(agreement)
    actions.amend_agreement(
        by=SYSTEM, agreement=now, version=now.version, what_follows="recommission"
    )
    assert "was to be decided by" not in words(office.officer.get("/office/"))


def test_the_manager_is_reminded_and_renewals_are_asked_for_once(
    agreement: Agreement, cast: SimpleNamespace, on: Callable[[date], None]
) -> None:
    actions.see_evidence(
        by=cast.officer,
        agreement=agreement,
        version=agreement.version,
        kind="public liability",
        seen_on=TODAY,
        expires=date(2027, 1, 10),
    )
    assert (actions.remind_managers(), actions.ask_for_evidence()) == (0, 1)
    on(date(2026, 12, 31))
    assert (actions.remind_managers(), actions.remind_managers()) == (1, 0)
    on(date(2027, 3, 31))
    assert actions.remind_managers() == 1
    subjects = list(Mail.objects.order_by("pk").values_list("subject", flat=True))
    assert subjects == [
        "Public liability insurance for CORE050 expires on 10 January 2027",
        "CORE050 ends in 12 months",
        "CORE050 ends in 9 months",
    ]
    on(date(2028, 1, 1))
    assert actions.follow_dates() == 1
    assert now_of(agreement).status == "ended"
