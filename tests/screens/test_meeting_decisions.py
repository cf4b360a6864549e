"""The pages of what the meeting decides: criteria, views, actions, approval (P7.2, P7.4)."""

import pytest
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.meeting.reading import actions_of, decision_of
from rapidreview.procedure.criteria import QUESTIONS
from tests import met
from tests.cast import Cast, gather
from tests.posting import boxes, post, signed_in, stop_the_clock

pytestmark = pytest.mark.django_db
ACTION = {"words": "Ask parents.", "kind": "partnership", "owner": "Nadia Underhay"}


@pytest.fixture
def cast(settings: object) -> Cast:
    stop_the_clock(settings, met.DURING)
    return gather()


def at(case: Case, name: str = "walk_through", **ids: str) -> str:
    return reverse(name, kwargs={"case_id": case.pk, **ids})


def answered(**changed: str) -> dict[str, str]:
    sent: dict[str, str] = {}
    for one in QUESTIONS:
        if one.sort.answers:
            sent[f"answer_{one.code}"] = "no"
        sent[f"reason_{one.code}"] = f"Because of {one.code}."
    return {**sent, **changed}


@pytest.mark.paragraph("P7.2")
def test_no_answer_is_filled_in_beforehand(cast: Cast) -> None:
    case = met.prepared(cast).case

    page = signed_in(cast.judith).get(at(case)).content.decode()

    assert page.count('type="radio"') == 7 * 3 + 2 * 2
    assert "checked" not in page
    assert "Working Together to Safeguard Children 2018" in page


@pytest.mark.paragraph("P7.2")
def test_the_walk_through_is_recorded_and_shown_again(cast: Cast) -> None:
    case, judith = met.prepared(cast).case, signed_in(cast.judith)

    answer = post(judith, at(case), **answered(answer_reg11_a="yes"))

    assert answer.status_code == 302
    assert decision_of(case).criteria[0].answer == "Yes"
    assert "Because of reg3_c." in judith.get(at(case)).content.decode()


@pytest.mark.paragraph("P7.2")
@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"answer_reg11_b": ""}, "Answer: (b) Recurrent themes."),
        ({"reason_reg3_a": " "}, "Enter: Reason: (a) Improvements"),
        ({"answer_local_review": "yes", "reason_scope": ""}, "Scope, method"),
        ({"answer_local_review": "not_sure"}, "Choose one of the list"),
    ],
    ids=["no answer", "no reason", "no scope", "not sure of a decision"],
)
def test_a_gap_is_named_and_what_was_typed_is_kept(
    cast: Cast, changed: dict[str, str], words: str
) -> None:
    case = met.prepared(cast).case

    answer = post(signed_in(cast.judith), at(case), **answered(**changed))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Because of reg11_c." in page
    assert decision_of(case).criteria == ()


@pytest.mark.paragraph("P7.2")
def test_a_partners_dissent_is_given_in_its_words(cast: Cast) -> None:
    case, miriam = met.prepared(cast).case, signed_in(cast.miriam)
    address = at(case, "partner_view", partner="icb")
    given = {"agrees": "no", "given_by": "Bartholomew Fenwythe"}
    early = post(miriam, address, **given, words="We learned it twice.")
    post(miriam, at(case), **answered())

    wordless = post(miriam, address, **given, words="")
    done = post(miriam, address, **given, words="We learned it twice.")

    assert (early.status_code, wordless.status_code, done.status_code) == (
        409,
        422,
        302,
    )
    assert "Bartholomew Fenwythe" in wordless.content.decode()
    assert decision_of(case).dissents[0].words == "We learned it twice."
    assert "We learned it twice." in miriam.get(address).content.decode()


def test_there_are_three_partners(cast: Cast) -> None:
    case, miriam = met.prepared(cast).case, signed_in(cast.miriam)

    assert miriam.get(at(case, "partner_view", partner="school")).status_code == 404


@pytest.mark.paragraph("P14.1")
def test_actions_are_added_one_after_the_other(cast: Cast) -> None:
    case, miriam = met.prepared(cast).case, signed_in(cast.miriam)
    address = at(case, "agree_action")
    due = boxes("due_at", met.EXECUTIVE_STARTS)

    nobody = post(miriam, address, **{**ACTION, "owner": ""}, **due)
    done = post(miriam, address, **ACTION, **due)
    colleague = {**ACTION, "owner": "", "owner_user": str(cast.helene.pk)}
    again = post(miriam, address, **colleague, **due)

    assert (nobody.status_code, done.status_code) == (422, 302)
    assert (done["Location"], again.status_code) == (address, 302)
    assert [one.owner for one in actions_of(case)] == [
        "Nadia Underhay",
        "Helene Wintersea",
    ]
    assert "Ask parents." in miriam.get(address).content.decode()


@pytest.mark.paragraph("P7.4")
def test_the_group_approves_with_its_corrections_once(cast: Cast) -> None:
    case, judith = met.prepared(cast).case, signed_in(cast.judith)
    address = at(case, "approve_content")
    assert "The group, with Judith Hathersby" in judith.get(address).content.decode()
    given = {"corrections": "Race first.\nName no worker.", "approved_by": "The group"}

    nobody = post(judith, address, **{**given, "approved_by": ""})
    done = post(judith, address, **given)
    again = post(judith, address, **given)

    assert (nobody.status_code, done.status_code, again.status_code) == (422, 302, 409)
    assert decision_of(case).corrections == ("Race first.", "Name no worker.")


@pytest.mark.paragraph("P7.5")
def test_after_the_minutes_a_change_says_why(cast: Cast, settings: object) -> None:
    stop_the_clock(settings, met.AFTER)
    case, judith = met.filed(cast).case, signed_in(cast.judith)
    assert "Why it is changed" in judith.get(at(case)).content.decode()

    silent = post(judith, at(case), **answered())
    done = post(judith, at(case), **answered(), because="A slip of the pen.")

    assert (silent.status_code, done.status_code) == (422, 302)


def test_nothing_is_decided_by_those_who_only_read(cast: Cast) -> None:
    case = met.prepared(cast).case
    helene = signed_in(cast.helene)

    for name in ("walk_through", "agree_action", "approve_content"):
        assert helene.get(at(case, name)).status_code == 403
        assert post(helene, at(case, name)).status_code == 403
