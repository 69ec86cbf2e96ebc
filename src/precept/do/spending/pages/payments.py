"""Payment files: made by one person, released and downloaded by another; payments confirmed, or come back."""

from django.http import HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, path, reverse

from precept.do.spending import access, actions, queries
from precept.do.spending.actions.paying import NOT_PAYER
from precept.do.spending.forms import payments as forms
from precept.do.spending.models import Payment, PaymentFile
from precept.foundation.documents.handing import to_keep
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.exports import handed_out
from precept.foundation.people.models import Person
from precept.foundation.people.proving import proves_first
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.trails import Trail, trail

NOT_RELEASER = "Only people who release payments may do this."
NOT_KEEPER = "Only people who keep the books may say what was paid."


def payments_trail(*steps: tuple[str, str]) -> Trail:
    """From the office's home over the payments to here."""
    return trail((reverse("spending.payments") if steps else "", "Payments"), *steps)


def file_address(one: PaymentFile) -> str:
    """Where the office reads a payment file."""
    return reverse("spending.payment_file", args=[one.reference])


def _file_of(one: Payment) -> str:
    return file_address(one.file) if one.file else reverse("spending.payments")


@office_page
def payments(request: Request) -> HttpResponse:
    """What waits to be paid and what stands against it; the files so far."""
    context = {
        "waiting": queries.payable(request.person),
        "table": queries.payment_files_page(request.person, request.GET),
        "may_make": access.may_approve_claims(request.person),
        "breadcrumbs": payments_trail(),
    }
    return render(request, "spending/payments.html", context)


@office_page
def make_file(request: Request) -> HttpResponse:
    """Gather approved claims into a payment file."""
    only_if(access.may_approve_claims(request.person), NOT_PAYER)
    return ask(
        request,
        forms.MakeFile(sent(request), payable=queries.payable(request.person)),
        actions.make_payment_file,
        file_address,
        title="Make a payment file",
        words=["Somebody else releases it, and takes it to the finance system."],
        button="Make the file",
        back=reverse("spending.payments"),
        breadcrumbs=payments_trail(("", "Make a payment file")),
    )


@office_page
def payment_file(request: Request, reference: str) -> HttpResponse:
    """One payment file: its payments, who made and released it, what may be done."""
    one = queries.payment_file(request.person, reference)
    words, tag = queries.state_of_file(one)
    waits = one.released is None and one.undone is None
    context = {
        "file": one,
        "state": words,
        "colour": tag,
        "rows": [(row, *queries.state_of_payment(row)) for row in queries.payments_in(one)],
        "may_release": waits and _may_release(request.person, one),
        "waits_for_another": waits and one.made_by_id == request.person.pk,
        "may_download": one.released is not None and access.may_release_payments(request.person),
        "may_undo": waits
        and (
            access.may_approve_claims(request.person) or access.may_release_payments(request.person)
        ),
        "may_confirm": one.released is not None and access.may_keep_books(request.person),
        "story": ledger.story(one.subject),
        "breadcrumbs": payments_trail(("", one.reference)),
    }
    return render(request, "spending/payment_file.html", context)


def _may_release(person: Person, one: PaymentFile) -> bool:
    return access.may_release_payments(person) and one.made_by_id != person.pk


@office_page
def release_file(request: Request, reference: str) -> HttpResponse:
    """Release a payment file that somebody else made, having shown again who one is."""
    one = queries.payment_file(request.person, reference)
    only_if(access.may_release_payments(request.person), NOT_RELEASER)
    if away := proves_first(request, instead=file_address(one)):
        return away
    return ask(
        request,
        forms.ReleaseFile(sent(request)),
        lambda by: actions.release_payment_file(by=by, file=one),
        title="Release this payment file",
        caption=f"Payment file {one.reference}",
        words=[
            f"{one.payments_in:,} payments, {one.total} in all, made by {one.made_by.name}.",
            "Its bank details are looked at once more. You download it afterwards.",
        ],
        button="Release it",
        back=file_address(one),
        breadcrumbs=payments_trail((file_address(one), one.reference), ("", "Release")),
    )


@office_page
def download_file(request: Request, reference: str) -> HttpResponse:
    """The released file as CSV for the finance system, to whoever releases payments; each time is recorded."""
    one = queries.payment_file(request.person, reference)
    only_if(access.may_release_payments(request.person), NOT_RELEASER)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if away := proves_first(request, instead=file_address(one)):
        return away

    def written() -> HttpResponse:
        content = actions.download_payment_file(by=request.person, file=one)
        return to_keep(content, f"payments-{one.reference}.csv", "text/csv; charset=utf-8")

    return handed_out(request, "payments", written, instead=file_address(one))


@office_page
def undo_file(request: Request, reference: str) -> HttpResponse:
    """Take a payment file back that was not released."""
    one = queries.payment_file(request.person, reference)
    only_if(
        access.may_approve_claims(request.person) or access.may_release_payments(request.person),
        NOT_PAYER,
    )
    return ask(
        request,
        forms.UndoFile(sent(request)),
        lambda **said: actions.undo_payment_file(file=one, **said),
        title="Undo this payment file",
        caption=f"Payment file {one.reference}",
        words=["Its claims wait to be paid again."],
        button="Undo it",
        is_grave=True,
        back=file_address(one),
        breadcrumbs=payments_trail((file_address(one), one.reference), ("", "Undo")),
    )


@office_page
def confirm_paid(request: Request, reference: str) -> HttpResponse:
    """State by hand that a payment reached its bank."""
    one = queries.payment(request.person, reference)
    only_if(access.may_keep_books(request.person), NOT_KEEPER)
    return ask(
        request,
        forms.ConfirmPaid(sent(request)),
        lambda **said: actions.confirm_paid(payment=one, **said),
        title="Confirm that it was paid",
        caption=f"Payment {one.reference}",
        words=[
            f"{one.amount} to {one.payee.name}, account ending {one.ending}.",
            "The finance system’s ledger says so by itself when its file is taken over.",
        ],
        button="Confirm it",
        back=_file_of(one),
        breadcrumbs=payments_trail((_file_of(one), "Payment file"), ("", one.reference)),
    )


@office_page
def paid_otherwise(request: Request, reference: str) -> HttpResponse:
    """State that an approved claim was paid outside our files."""
    one = queries.claim(request.person, reference)
    only_if(access.may_keep_books(request.person), NOT_KEEPER)
    back = reverse("spending.claim", args=[one.reference])
    return ask(
        request,
        forms.ConfirmPaid(sent(request)),
        lambda note, **said: actions.record_paid_otherwise(claim=one, how=note, **said),
        title="Record that it was paid another way",
        caption=f"Claim {one.reference}",
        words=[
            f"{one.amount} under {one.agreement.reference} {one.agreement.title}.",
            "For what the finance system paid in a run of its own, or a cheque. It sends no money.",
        ],
        button="Record it",
        back=back,
        breadcrumbs=payments_trail((back, f"Claim {one.reference}"), ("", "Paid another way")),
    )


@office_page
def came_back(request: Request, reference: str) -> HttpResponse:
    """State that a payment came back."""
    one = queries.payment(request.person, reference)
    only_if(access.may_keep_books(request.person), NOT_KEEPER)
    return ask(
        request,
        forms.CameBack(sent(request)),
        lambda **said: actions.payment_came_back(payment=one, **said),
        title="It came back",
        caption=f"Payment {one.reference}",
        words=[
            f"{one.amount} to {one.payee.name}, account ending {one.ending}.",
            "Its claim waits to be paid again.",
        ],
        button="Record it",
        is_grave=True,
        back=_file_of(one),
        breadcrumbs=payments_trail((_file_of(one), "Payment file"), ("", one.reference)),
    )


FILE = "office/payments/files/<str:reference>"
ONE = "office/payments/<str:reference>"
urlpatterns: list[URLPattern] = [
    path("office/payments", payments, name="spending.payments"),
    path("office/payments/new", make_file, name="spending.make_file"),
    path(FILE, payment_file, name="spending.payment_file"),
    path(f"{FILE}/release", release_file, name="spending.release_file"),
    path(f"{FILE}/download", download_file, name="spending.download_file"),
    path(f"{FILE}/undo", undo_file, name="spending.undo_file"),
    path(f"{ONE}/paid", confirm_paid, name="spending.confirm_paid"),
    path("office/claims/<str:reference>/paid", paid_otherwise, name="spending.paid_otherwise"),
    path(f"{ONE}/came-back", came_back, name="spending.came_back"),
]
