"""What was sent and not kept is said to be not saved, with what was typed."""

import pytest
from django.db import InterfaceError, OperationalError
from django.test import RequestFactory

from precept.foundation.web import errors


@pytest.mark.django_db
@pytest.mark.parametrize("status", [500, 503])
def test_what_is_sent_when_we_fail_is_said_to_be_not_saved(status: int) -> None:
    request = RequestFactory().post("/somewhere", {"what": "We teach boxing."})
    text = errors.page(request, status).content.decode()
    assert "Not saved: what you just sent did not reach our records." in text
    assert "We teach boxing." in text


@pytest.mark.django_db
def test_nothing_is_said_of_saving_where_nothing_was_sent() -> None:
    text = errors.page(RequestFactory().get("/somewhere"), 503).content.decode()
    assert "Not saved" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("problem", [OperationalError, InterfaceError])
def test_a_database_that_is_away_before_a_view_is_reached_is_a_service_that_is_away(
    problem: type[Exception],
) -> None:
    try:
        raise problem("the connection is lost")
    except problem:
        answer = errors.server_error(RequestFactory().post("/somewhere", {"what": "Boxing."}))
    assert answer.status_code == 503
    assert answer["Retry-After"] == "120"
    assert "Not saved" in answer.content.decode()


@pytest.mark.django_db
def test_any_other_failure_is_our_fault() -> None:
    assert errors.server_error(RequestFactory().get("/somewhere")).status_code == 500
