"""The door: a POST is done once, outsiders find nothing, refusals are pages with words."""

from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from rapidreview.case.models import AccessEntry, Case
from rapidreview.dailylog.models import LogEntry
from rapidreview.people.models import Received
from rapidreview.procedure.vocabulary import Role
from tests import make
from tests.cast import Cast, gather_elsewhere
from tests.contents import contents
from tests.posting import post, signed_in

pytestmark = pytest.mark.django_db


def line(case: Case) -> str:
    return reverse("write_log", kwargs={"case_id": case.pk})


def add(client: Client, case: Case, text: str = "Rang.", **more: Any) -> HttpResponse:
    return post(client, line(case), text=text, **more)


def noted(case: Case) -> int:
    return LogEntry.objects.filter(log__case=case).count()


def test_pressed_twice_is_done_once(priya: Client, case: Case) -> None:
    before, key = noted(case), uuid4()

    answers = [add(priya, case, key=key) for _ in range(3)]

    assert noted(case) == before + 1
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1


def test_the_second_press_says_that_it_was_received(priya: Client, case: Case) -> None:
    key = uuid4()
    add(priya, case, key=key)
    again = add(priya, case, key=key)

    page = priya.get(again["Location"]).content.decode()

    assert "This was already received, today," in page
    assert "It was done once." in page


def test_the_same_key_with_other_words_is_refused(priya: Client, case: Case) -> None:
    key = uuid4()
    add(priya, case, key=key)
    before = contents([AccessEntry])

    answer = add(priya, case, "Other words.", key=key)

    assert answer.status_code == 409
    assert "sent before with other words" in answer.content.decode()
    assert contents([AccessEntry]) == before


def test_the_same_key_from_somebody_else_is_refused(
    cast: Cast, priya: Client, case: Case
) -> None:
    key = uuid4()
    add(priya, case, key=key)

    assert add(signed_in(cast.owen), case, key=key).status_code == 409


def test_the_same_key_for_another_page_is_refused(
    cast: Cast, priya: Client, case: Case
) -> None:
    other, key = make.case(cast, number=2, label="041126XX"), uuid4()
    add(priya, case, key=key)

    assert add(priya, other, key=key).status_code == 409
    assert noted(other) == 2


@pytest.mark.parametrize("key", [None, "", "no key", "1"])
def test_a_form_without_its_key_is_refused(
    priya: Client, case: Case, key: str | None
) -> None:
    before = contents([AccessEntry])
    sent = {"text": "Rang."} | ({} if key is None else {"idempotency_key": key})

    answer = priya.post(line(case), sent)

    assert answer.status_code == 400
    assert "without its key" in answer.content.decode()
    assert contents([AccessEntry]) == before


def test_two_keys_are_refused(priya: Client, case: Case) -> None:
    keys = [str(uuid4()), str(uuid4())]

    answer = priya.post(line(case), {"text": "Rang.", "idempotency_key": keys})

    assert answer.status_code == 400


def test_what_is_refused_stores_nothing_and_its_key_can_be_used_again(
    priya: Client, case: Case
) -> None:
    before, key = contents([AccessEntry]), uuid4()

    refused = add(priya, case, "  ", key=key)

    assert refused.status_code == 422
    assert contents([AccessEntry]) == before
    assert add(priya, case, key=key).status_code == 302


def test_what_was_done_and_its_key_are_stored_together(
    priya: Client, case: Case
) -> None:
    before, key = noted(case), uuid4()

    add(priya, case, key=key)

    kept = Received.objects.get(pk=key)
    assert noted(case) == before + 1
    assert (kept.location, kept.route) == (
        reverse("daily_log", kwargs={"case_id": case.pk}),
        line(case),
    )


STRANGE = [
    {"text": ["Rang.", "Wrote."]},
    {"text": "Rang.", "case_id": str(uuid4())},
    {"text": "Rang.", "__proto__": "x"},
    {"text": "Rang.", "recorded_at": "2020-01-01"},
    {"text": "Rang.", "back": ["/", "/cases/"]},
    {f"field{n}": "x" for n in range(5000)},
]


@pytest.mark.parametrize("fields", STRANGE, ids=range(len(STRANGE)))
def test_values_that_no_page_sends_are_refused(
    priya: Client, case: Case, fields: dict[str, Any]
) -> None:
    before = noted(case)

    answer = post(priya, line(case), **fields)

    assert answer.status_code == 400
    assert noted(case) == before


def test_json_is_no_form(priya: Client, case: Case) -> None:
    sent = {"text": "Rang.", "idempotency_key": str(uuid4())}

    answer = priya.post(line(case), sent, content_type="application/json")

    assert answer.status_code == 400


def test_more_than_we_take_in_is_refused_in_words(priya: Client, case: Case) -> None:
    answer = add(priya, case, "x" * 7_000_000)

    assert answer.status_code == 413
    assert "Shorten it" in answer.content.decode()


def test_a_form_from_another_site_is_refused(cast: Cast, case: Case) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.priya)
    before = noted(case)

    answer = add(browser, case)

    assert answer.status_code == 403
    assert "came from another site" in answer.content.decode()
    assert noted(case) == before


def test_an_outsider_and_another_partnership_find_nothing(
    cast: Cast, case: Case
) -> None:
    for outsider in (cast.oliver, gather_elsewhere().priya):
        browser = signed_in(outsider)
        assert add(browser, case).status_code == 404
        assert browser.get(f"/cases/{case.pk}/").status_code == 404
        assert not AccessEntry.objects.filter(actor_id=outsider.id).exists()


def test_a_group_member_finds_nothing_before_the_group_is_told(
    cast: Cast, case: Case
) -> None:
    make.appoint(case, cast.matthias, Role.JCR_MEMBER, agency=cast.school)

    assert signed_in(cast.matthias).get(f"/cases/{case.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "address"),
    [("miriam", "log/"), ("miriam", "letters/"), ("judith", "dates/all/")],
)
def test_whoever_is_on_the_case_is_told_what_is_not_theirs(
    cast: Cast, case: Case, name: str, address: str
) -> None:
    answer = signed_in(cast.users[name]).get(f"/cases/{case.pk}/{address}")

    assert answer.status_code == 403
    page = answer.content.decode()
    assert "That is not yours to do" in page
    assert "Ask the Partnership Manager" in page
    assert make.LABEL not in page


def test_each_look_at_a_page_of_a_case_is_one_line_of_the_access_log(
    cast: Cast, priya: Client, case: Case
) -> None:
    priya.get(f"/cases/{case.pk}/timeline/")

    look = AccessEntry.objects.get()
    assert (look.case, look.actor_id, look.route) == (case, cast.priya.id, "timeline")


def test_whoever_leaves_the_case_is_out_at_once(cast: Cast, case: Case) -> None:
    owen = signed_in(cast.owen)
    assert owen.get(f"/cases/{case.pk}/").status_code == 200

    case.appointments.filter(user=cast.owen).update(to_at=make.later(hours=1))

    assert owen.get(f"/cases/{case.pk}/").status_code == 404
