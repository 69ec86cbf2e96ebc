"""Twenty clicks on Submit at the same moment: one submission, and twenty times the same receipt."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.proofs.applicants import Answer, everyone
from tests.proofs.offices import Office

CLICKS = 20
ROUNDS = 5


@pytest.mark.proof
def test_twenty_clicks_at_once_give_one_submission_and_twenty_equal_receipts(
    office: Office,
) -> None:
    prepared = office.tell("clients", ROUNDS)
    receipts: dict[str, list[str]] = {}
    with office.served(threads=CLICKS) as server:
        for applicant in everyone(server.port, prepared):
            form = applicant.opened(applicant.check)
            ready = threading.Barrier(CLICKS)

            def click(
                applicant=applicant,
                form=form,
                ready=ready,  # type: ignore[no-untyped-def]  # bound for the thread
            ) -> Answer:
                ready.wait()
                answer: Answer = applicant.submit(form)
                return answer

            with ThreadPoolExecutor(CLICKS) as hands:
                answers = [one.result() for one in [hands.submit(click) for _ in range(CLICKS)]]
            assert [one.status for one in answers] == [302] * CLICKS
            receipts[applicant.bid] = [one.receipt for one in answers]
    said = office.tell("kept")
    rows = {bid: receipt for bid, _, receipt, *_ in said["submissions"]}
    assert len(said["submissions"]) == ROUNDS
    assert receipts == {bid: [receipt] * CLICKS for bid, receipt in rows.items()}
    assert (said["events"], said["attempts"], said["letters"]) == (ROUNDS, ROUNDS, ROUNDS)
    assert said["ledger problems"] == []
