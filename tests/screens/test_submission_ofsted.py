"""The pages about Ofsted: decided with a reason, and sent if required (P13.4)."""

import pytest
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.submission.dossier import ofsted_of
from tests.cast import Cast, gather, gather_elsewhere
from tests.posting import boxes, post, signed_in, stop_the_clock
from tests.signed import signed
from tests.submitted import SENT_AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: object) -> Cast:
    stop_the_clock(settings, SENT_AT)
    gather_elsewhere()
    return gather()


def at(case: Case, name: str = "submission", **more: object) -> str:
    return reverse(name, kwargs={"case_id": case.pk, **more})


OFSTED = {"required": "no", "why": "The National Panel shares every notification."}


@pytest.mark.paragraph("P13.4")
def test_the_decision_about_ofsted_begins_with_its_usual_reason(cast: Cast) -> None:
    case, priya = signed(cast), signed_in(cast.priya)

    form = priya.get(at(case, "decide_ofsted")).text
    answer = post(priya, at(case, "decide_ofsted"), **OFSTED)

    assert "The National Panel shares every notification with Ofsted." in form
    assert "checked" not in form
    assert answer.status_code == 302
    assert "It is not sent the report by us" in priya.get(at(case)).text


@pytest.mark.paragraph("P13.4")
def test_what_is_required_is_recorded_as_sent(cast: Cast) -> None:
    case, priya = signed(cast), signed_in(cast.priya)
    assert priya.get(at(case, "sent_to_ofsted")).status_code == 404
    given = {**OFSTED, "required": "yes", "why": "It asked."}
    post(priya, at(case, "decide_ofsted"), **given)

    page = priya.get(at(case)).text
    sent = {"sent_to": "The regional team", **boxes("sent_at", SENT_AT)}
    answer = post(priya, at(case, "sent_to_ofsted"), **sent)

    assert at(case, "sent_to_ofsted") in page
    assert answer.status_code == 302
    assert ofsted_of(case, case_facts(case)).sent_to == "The regional team"


@pytest.mark.paragraph("P13.4")
@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"required": ""}, "Choose: Is Ofsted to be sent the report?"),
        ({"why": ""}, "Enter: Why."),
        (
            {
                "required": "yes",
                "why": "The National Panel shares every notification with Ofsted.",
            },
            "Say why Ofsted is to be sent the report.",
        ),
    ],
)
def test_a_decision_without_its_reason_is_refused(
    cast: Cast, changed: dict, words: str
) -> None:
    case = signed(cast)

    page = post(signed_in(cast.priya), at(case, "decide_ofsted"), **OFSTED | changed)

    assert page.status_code == 422
    assert words in page.text
    assert not case_facts(case).has(LogKind.OFSTED_CONSIDERED)
