"""The pages about the AD/DCS, and the minutes of both meetings (P0.5, P1.15, P1.16, P7.5)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.mail.models import Letter
from rapidreview.meeting.models import Meeting
from rapidreview.meeting.readers import newest_minutes, readers_of
from tests import met
from tests.cast import Cast, gather
from tests.posting import boxes, post, signed_in, stop_the_clock

pytestmark = pytest.mark.django_db
DECISION = {"required": "yes", "reason": "Waiting lists.", "decided_with": "Helene"}
WHEN = boxes("starts_at", met.EXECUTIVE_STARTS)
HELD = {
    "present": "Dana Quillmere\nJudith Hathersby",
    "presented": "The findings.",
    "agreed": "Cover is funded.",
    "minute_taker": "Miriam Stellbrook",
}


@pytest.fixture
def cast() -> Cast:
    return gather()


def at(case: Case, name: str, **ids: object) -> str:
    return reverse(name, kwargs={"case_id": case.pk, **ids})


def of(meeting: Meeting, name: str = "meeting_minutes", **ids: object) -> str:
    return at(meeting.case, name, meeting_id=meeting.pk, **ids)


@pytest.mark.paragraph("P1.15", "P1.16")
def test_the_chair_decides_and_may_decide_otherwise(
    cast: Cast, settings: object
) -> None:
    stop_the_clock(settings, met.DURING)
    case, judith = met.prepared(cast).case, signed_in(cast.judith)
    address = at(case, "decide_executive")

    unsaid = post(judith, address, **{**DECISION, "reason": ""})
    done = post(judith, address, **DECISION)
    same = post(judith, address, **DECISION)

    assert (unsaid.status_code, done.status_code, same.status_code) == (422, 302, 409)
    assert "Waiting lists." in judith.get(address).content.decode()
    assert Letter.objects.filter(kind="executive_required").exists()
    assert signed_in(cast.owen).get(address).status_code == 403


@pytest.mark.paragraph("P1.16")
def test_the_meeting_is_called_with_those_ticked(cast: Cast, settings: object) -> None:
    stop_the_clock(settings, met.AFTER)
    case, owen = met.prepared(cast).case, signed_in(cast.owen)
    address, people = at(case, "call_executive"), [str(cast.dana.pk)]
    given = {"place": "Room 4", "people": people, **WHEN}
    assert post(owen, address, **given).status_code == 409
    met.decide_executive(case, cast)

    page = owen.get(address).content.decode()
    nobody = post(owen, address, **{**given, "people": None})
    saturday = boxes("starts_at", met.EXECUTIVE_STARTS + timedelta(days=1))
    closed = post(owen, address, **{**given, **saturday})
    done = post(owen, address, **given)

    assert "Dana Quillmere" in page
    assert "You are invited to a meeting" in page
    assert (nobody.status_code, closed.status_code, done.status_code) == (422, 422, 302)
    assert Letter.objects.get(kind="executive_invitation").to_name == cast.dana.name


@pytest.mark.paragraph("P0.4", "P1.16")
def test_the_meeting_is_recorded(cast: Cast, settings: object) -> None:
    stop_the_clock(settings, met.EXECUTIVE_AFTER)
    case, miriam = met.executive_called(cast).case, signed_in(cast.miriam)
    address, moment = (
        at(case, "hold_executive"),
        boxes("closed_at", met.EXECUTIVE_CLOSED),
    )
    assert "Helene Wintersea" in miriam.get(address).content.decode()

    nobody = post(miriam, address, **{**HELD, "minute_taker": ""}, **moment)
    done = post(miriam, address, **HELD, **moment)

    assert (nobody.status_code, done.status_code) == (422, 302)
    assert "Cover is funded." in nobody.content.decode()
    assert post(miriam, address, **HELD, **moment).status_code == 409


@pytest.mark.paragraph("P1.16")
def test_an_officer_records_with_whom_findings_were_shared(
    cast: Cast, settings: object
) -> None:
    stop_the_clock(settings, met.AFTER)
    case, helene = met.prepared(cast).case, signed_in(cast.helene)
    address = at(case, "share_findings")
    given = {
        "partner": "local_authority",
        "shared_by": "Helene Wintersea",
        "shared_with": "Dana Quillmere",
    }
    assert helene.get(address).status_code == 403
    met.decide_executive(case, cast, required=False)

    assert address in helene.get(at(case, "meetings")).content.decode()
    nobody = post(helene, address, **{**given, "shared_with": ""})
    done = post(helene, address, **given)

    assert (nobody.status_code, done.status_code) == (422, 302)
    assert "with Dana Quillmere" in helene.get(address).content.decode()


def test_nothing_is_held_that_was_not_called(cast: Cast, settings: object) -> None:
    stop_the_clock(settings, met.AFTER)
    case = met.prepared(cast).case

    assert signed_in(cast.owen).get(at(case, "hold_executive")).status_code == 409


@pytest.mark.paragraph("P7.5")
def test_the_draft_is_read_before_it_is_filed(cast: Cast, settings: object) -> None:
    stop_the_clock(settings, met.AFTER)
    meeting, miriam = met.closed(cast), signed_in(cast.miriam)

    draft = miriam.get(of(meeting)).content.decode()
    preview = miriam.get(of(meeting, "preview_minutes"))
    done, again = post(miriam, of(meeting)), post(miriam, of(meeting))

    assert "Everybody is safe." in draft
    assert "Monday 16 November, 12:40pm" in draft
    assert preview["Content-Type"] == "application/pdf"
    assert (done.status_code, again.status_code) == (302, 409)
    assert "Send them with the report" in miriam.get(of(meeting)).content.decode()
    assert miriam.get(of(meeting, "give_minutes")).status_code == 404


@pytest.mark.paragraph("P0.5")
def test_a_correction_says_who_asked_and_makes_the_next_version(
    cast: Cast, settings: object
) -> None:
    stop_the_clock(settings, met.AFTER)
    meeting, miriam = met.filed(cast).meeting, signed_in(cast.miriam)
    address = of(meeting, "correct_minutes")
    given = {"number": "1", "what": "Who closed the log.", "notes_M3": "All are safe."}

    nobody = post(miriam, address, **given, asked_by="")
    done = post(miriam, address, **given, asked_by="Petra Holmwick", agreed_by="Judith")
    stale = post(
        miriam, address, **given, asked_by="Petra Holmwick", agreed_by="Judith"
    )

    assert (nobody.status_code, done.status_code, stale.status_code) == (422, 302, 409)
    assert "All are safe." in nobody.content.decode()
    assert newest_minutes(meeting).number == 2
    page = miriam.get(of(meeting)).content.decode()
    assert "Asked for by Petra Holmwick, agreed by Judith." in page
    for form in ("word", "pdf"):
        file = of(meeting, "open_minutes", number=2, form=form)
        assert miriam.get(file).status_code == 200


@pytest.mark.paragraph("P0.5", "P1.16")
def test_minutes_of_the_executive_meeting_go_to_those_ticked(
    cast: Cast, settings: object
) -> None:
    stop_the_clock(settings, met.EXECUTIVE_AFTER)
    meeting, miriam = met.executive_held(cast), signed_in(cast.miriam)
    address = of(meeting, "give_minutes")
    assert miriam.get(address).status_code == 409
    post(miriam, of(meeting))

    page = miriam.get(address).content.decode()
    nobody = post(miriam, address)
    done = post(miriam, address, people=[str(cast.dana.pk)])

    assert "The minutes of the meeting below are ready" in page
    assert (nobody.status_code, done.status_code) == (422, 302)
    assert readers_of(newest_minutes(meeting)) == [cast.dana]


def test_minutes_of_what_has_not_closed_or_is_elsewhere_are_not_there(
    cast: Cast, settings: object
) -> None:
    stop_the_clock(settings, met.DURING)
    meeting, miriam = met.prepared(cast), signed_in(cast.miriam)
    unknown = at(meeting.case, "meeting_minutes", meeting_id=meeting.case.pk)

    assert miriam.get(of(meeting)).status_code == 409
    assert miriam.get(unknown).status_code == 404
    wrong = of(meeting, "open_minutes", number=1, form="zip")
    assert miriam.get(wrong).status_code == 404
    assert signed_in(cast.helene).get(of(meeting)).status_code == 403
