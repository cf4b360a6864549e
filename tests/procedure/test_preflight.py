"""The pre-flight: each point met or not, and what stops a submission."""

from dataclasses import replace

import pytest

from rapidreview.procedure.criteria import QUESTIONS
from rapidreview.procedure.errors import Incomplete
from rapidreview.procedure.logkinds import LogKind as K
from rapidreview.procedure.preflight import (
    Dossier,
    Executive,
    Measured,
    Ofsted,
    Point,
    Signed,
    Verdict,
    Voice,
    judge,
    require_ready,
)
from rapidreview.procedure.vocabulary import Partner
from tests.procedure.given import case, on_day
from tests.procedure.refusals import refuses

LA, ICB, POLICE = Partner
SIGNED = Signed("1.0", "Judith Hathersby", covers=True, filed=True)
FACTS = (
    (K.SIN_SUBMITTED, on_day(3)),
    (K.MEETING_CLOSED, on_day(8), "rr"),
    (K.CONTENT_APPROVED, on_day(8)),
    (K.MINUTES_CIRCULATED, on_day(9), "rr"),
    (K.CIRCULATION_CONFIRMED, on_day(12)),
    (K.REPORT_CIRCULATED, on_day(12)),
    (K.EXECUTIVE_MEETING_HELD, on_day(13)),
)
ANSWERS = {
    one.code: (one.sort.answers[1] if one.sort.answers else "", "A reason.")
    for one in QUESTIONS
}
READY = Dossier(
    facts=case(*FACTS),
    signed=SIGNED,
    sin_reference="SIN-0000",
    criteria=ANSWERS,
    views={one: Voice(agrees=True, words="") for one in Partner},
    executive=Executive(required=True),
    ofsted=Ofsted(required=False, sent=False),
    signed_off=tuple(Partner),
    measured=Measured(actions=3),
)
DISSENT = {**READY.views, ICB: Voice(agrees=False, words="")}


def unanswered(*codes: str) -> dict[str, tuple[str, str]]:
    return ANSWERS | dict.fromkeys(codes, ("", ""))


def without(*kinds: K) -> Dossier:
    kept = [one for one in FACTS if one[0] not in kinds]
    return replace(READY, facts=case(*kept))


def on(point: Point, dossier: Dossier) -> Verdict:
    return next(one for one in judge(dossier) if one.point is point)


@pytest.mark.paragraph("P13.2")
def test_a_review_that_is_whole_is_ready():
    found = judge(READY)

    assert [one for one in found if not one.ok] == []
    assert [one.point for one in found] == list(Point)
    require_ready(found)


def test_what_stops_stands_above_what_warns():
    stops = [one.stops for one in Point]

    assert stops == sorted(stops, reverse=True)
    assert all(one.paragraph and one.why for one in Point)


STOPS = [
    (Point.SIGNED, {"signed": None}, "has not signed"),
    (Point.SIGNED, {"signed": replace(SIGNED, covers=False)}, "was changed after"),
    (Point.FILED, {"signed": replace(SIGNED, filed=False)}, "not filed in III"),
    (Point.SIN, {"sin_reference": ""}, "has no reference"),
    (Point.CRITERIA, {"criteria": {}}, "have not been walked through"),
    (Point.CRITERIA, {"criteria": unanswered("reg11_a")}, "1 question has no answer"),
    (
        Point.CRITERIA,
        {"criteria": unanswered("reg11_a", "local_review")},
        "2 questions have no answer",
    ),
    (Point.VIEWS, {"views": {LA: READY.views[LA]}}, "Integrated care board, Police"),
    (Point.VIEWS, {"views": DISSENT}, "Dissent without words: Integrated care board"),
    (Point.EXECUTIVE, {"executive": Executive()}, "is not decided"),
    (Point.EXECUTIVE, {"executive": Executive(required=False)}, "nobody has shared"),
    (Point.OFSTED, {"ofsted": None}, "is not decided whether Ofsted"),
    (Point.LOG, {"log_faults": 1}, "does not verify in 1 place."),
    (Point.LOG, {"log_faults": 2}, "does not verify in 2 places."),
]


@pytest.mark.paragraph("P13.1", "P13.2", "P13.4", "P7.2", "P1.16", "P1.5")
@pytest.mark.parametrize(("point", "changed", "words"), STOPS)
def test_what_is_missing_stops_the_submission(point, changed, words):
    dossier = replace(READY, **changed)

    assert words in on(point, dossier).words
    with refuses(Incomplete, match="Not ready to submit"):
        require_ready(judge(dossier))


@pytest.mark.paragraph("P1.5", "P1.16")
@pytest.mark.parametrize(
    ("point", "kind"),
    [(Point.SIN, K.SIN_SUBMITTED), (Point.EXECUTIVE, K.EXECUTIVE_MEETING_HELD)],
)
def test_what_the_log_does_not_know_stops_it_too(point, kind):
    assert not on(point, without(kind)).ok


WARNS = [
    (Point.APPROVED, without(K.CONTENT_APPROVED), "approval is not recorded"),
    (Point.MINUTES, without(K.MINUTES_CIRCULATED), "minutes of 1 meeting are"),
    (Point.CIRCULATED, without(K.CIRCULATION_CONFIRMED), "has not confirmed"),
    (Point.CIRCULATED, without(K.REPORT_CIRCULATED), "not carried out"),
    (Point.SIGN_OFFS, replace(READY, signed_off=(LA, ICB)), "Not signed off: Police."),
    (Point.RETURNS, replace(READY, unnamed=("Housing",)), "named nowhere: Housing."),
    (Point.SAFETY, replace(READY, unsafe=1), "1 item is still open."),
    (Point.SAFETY, replace(READY, unsafe=2), "2 items are still open."),
    (Point.ACTIONS, replace(READY, measured=Measured()), "No action is recorded."),
    (
        Point.ACTIONS,
        replace(READY, measured=Measured(4, 1, 2)),
        "Of 4 actions: 1 without an owner, 2 without a measure of impact.",
    ),
]


@pytest.mark.paragraph("P13.2", "P9.3", "P0.5", "P2.4")
@pytest.mark.parametrize(("point", "dossier", "words"), WARNS)
def test_what_should_be_is_shown_and_stops_nothing(point, dossier, words):
    found = on(point, dossier)

    assert not found.ok
    assert words in found.words
    require_ready(judge(dossier))


@pytest.mark.paragraph("P0.5")
def test_two_meetings_without_minutes_are_counted():
    closed = [(K.MEETING_CLOSED, on_day(8), one) for one in ("a", "b")]

    found = on(Point.MINUTES, replace(READY, facts=case(*closed)))

    assert "minutes of 2 meetings are" in found.words


@pytest.mark.paragraph("P7.2")
def test_a_dissent_in_words_is_shown_and_stops_nothing():
    views = {**READY.views, ICB: Voice(agrees=False, words="A review is needed.")}

    found = on(Point.VIEWS, replace(READY, views=views))

    assert (found.ok, found.words) == (
        True,
        "Recorded. Does not agree: Integrated care board.",
    )


@pytest.mark.paragraph("P1.16")
def test_findings_shared_stand_for_a_meeting_that_was_not_required():
    shared = Executive(required=False, shared=frozenset({LA, POLICE}))

    found = on(Point.EXECUTIVE, replace(READY, executive=shared))

    assert found.ok
    assert found.words == "Findings shared by: Local authority, Police."


@pytest.mark.paragraph("P13.4")
@pytest.mark.parametrize(
    ("sent", "words"), [(True, "it has been sent"), (False, "still to be sent")]
)
def test_ofsted_may_be_sent_the_report_after_the_panel(sent, words):
    found = on(Point.OFSTED, replace(READY, ofsted=Ofsted(required=True, sent=sent)))

    assert found.ok
    assert words in found.words


def test_a_point_is_found_by_its_name():
    assert Point("sin") is Point.SIN
