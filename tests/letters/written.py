"""Every kind of letter, written by the product itself about a case full of planted names."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from rapidreview.case.models import Case
from rapidreview.collation import letters as collation_letters
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import duties_for
from rapidreview.desk.changing import add_day
from rapidreview.evidence.answers import Answers
from rapidreview.mail.models import Letter
from rapidreview.meeting import letters as meeting_letters
from rapidreview.meeting.models import ExecutiveDecision, Meeting
from rapidreview.opening.agencies import tell_group
from rapidreview.opening.outcomes import withdraw_sin
from rapidreview.parallel.actions import Thing
from rapidreview.people.models import Agency, Partnership
from rapidreview.planning.calendar_days import Day, Sort
from rapidreview.planning.effects import Effect
from rapidreview.planning.entries import Gathering
from rapidreview.planning.inviting import call_off, invite, send_invitations
from rapidreview.planning.telling import tell
from rapidreview.procedure.changes import Change, Moved
from rapidreview.procedure.chasing import USUAL, Step, Whom, written
from rapidreview.procedure.duties import Duty
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Role
from rapidreview.quality import actions as quality
from rapidreview.quality.digest import send_digests
from rapidreview.report import letters as report_letters
from rapidreview.report.reading import newest_version
from rapidreview.scoping import (
    chasing,
    confirming,
    links,
    receiving,
    signing,
    to_signer,
)
from rapidreview.scoping.actions import not_me, renew_link
from rapidreview.scoping.following import follow
from rapidreview.scoping.handing_over import hand_over
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.placing import BY_THE_AUTHOR
from rapidreview.scoping.reminding import remind_if_due
from rapidreview.scoping.rounds import author_of, signer_of
from rapidreview.scoping.safety import raise_if_unsafe
from rapidreview.submission.letters import tell_of
from tests import make
from tests.asking import NIL, signer
from tests.held import hold, release
from tests.letters.planted import CHILD, plant
from tests.many import LATER, World

AT = LATER + timedelta(minutes=30)  # Wednesday of day 6, in the afternoon
LONG_PARTNERSHIP = "Northmere and Fellmoor Coast Safeguarding Children Partnership"
LONG_AGENCY = "Northmere and Fellmoor Coast Hospitals NHS Foundation Trust"
EXECUTIVE = "executive_meeting"
LONG_REFERENCE = "NSCP-RR-2026-001"
REASONS = [
    ("F3", "Say what your service saw of the risk, and what it did about it."),
    ("D5c_1", "Say which role decided, and on what day."),
    ("F8", "Nothing is said of the men in the household. Please say who was known."),
    ("J1", "Please confirm that the records were fully searched."),
]  # fmt: skip
Write = Callable[[World], object]


def write_all() -> list[str]:
    """Write every letter; the columns of the case in which names stood meanwhile."""
    world = World()
    world.grow(1)
    _give_long_names(world)
    hold(world.checked, world.cast, Thing(world.checked, "F5"))
    planted = plant(world.case)
    Letter.objects.all().delete()
    for step in STEPS:
        step(world)
    return planted


def _give_long_names(world: World) -> None:
    """Names as long as they come, so that what fits with them fits always."""
    Partnership.objects.update(name=LONG_PARTNERSHIP)
    Case.objects.filter(pk=world.case.pk).update(reference=LONG_REFERENCE)
    for number, agency in enumerate(Agency.objects.filter(name__startswith="Fellmoor")):
        agency.name = f"{LONG_AGENCY}{number or ''}"
        agency.save()
    world.case = Case.objects.get(pk=world.case.pk)


def fresh(row: AgencyReturn) -> AgencyReturn:
    """The round as it lies there now, with its agency and case."""
    return AgencyReturn.objects.select_related("case__partnership", "agency").get(
        pk=row.pk
    )


def _told_and_invited(w: World) -> None:
    words = "Please look at your records now."
    tell_group(w.case, words=words, by=w.priya, at=AT)
    send_invitations(w.case, place="Lantern House, room 4", by=w.priya, at=AT)
    agency = w.cast.police
    agency.refresh_from_db()
    for number, starts_at in enumerate((AT, None)):
        Letter.objects.filter(kind="premeet_offer").update(key=f"earlier:{number}")
        meeting_letters.offer(w.case, agency, starts_at=starts_at, by=w.priya, at=AT)


def _reminders(w: World) -> None:
    # Texts of a Word form that the Team has to place would stop every reminder.
    AgencyReturn.objects.filter(case=w.case).update(channel=BY_THE_AUTHOR)
    row = fresh(w.draft)
    for who in ("Matthias of POL", "Sam of POL"):
        chasing.chase(row, channel="e-mail", to_name=who, outcome="", by=w.priya, at=AT)
    late = Step(1, "10:00", Whom.AUTHOR)
    rhythm = written((*USUAL, late))
    Partnership.objects.update(reminders=rhythm)
    for one in (w.draft, w.signing):
        for day in range(-1, 8):
            nine = datetime.combine(one.due_at.date(), datetime.min.time(), AT.tzinfo)
            for hours in (9.75, 13, 20):
                remind_if_due(fresh(one), at=nine + timedelta(days=day, hours=hours))


def _due_moments(w: World) -> None:
    row = fresh(w.draft)
    given = {
        "asked_by": "Sam of POL",
        "asked_at": AT,
        "reason": "Two people are ill.",
        "decided_with": "Judith Hathersby",
        "by": w.priya,
        "at": AT,
    }
    chair = frozenset({Role.JCR_CHAIR})
    later = row.due_at + timedelta(days=1)
    chasing.grant_extension(row, new_due_at=later, agreed=chair, **given)
    chasing.refuse_extension(fresh(row), **given)
    moved = Moved(
        "return_due", str(row.pk), "Return", Change.MOVED, None, later, None,
        later + timedelta(days=1),
    )  # fmt: skip
    effect = Effect(w.case, (moved,), (), (), ())
    follow([effect], reason="A day of mourning.", by=w.priya, at=AT)
    every = tuple(replace(moved, subject=None, title=f"Task {n}") for n in range(20))
    everything = Effect(w.case, every, (), (), _duties(w)[:9])
    tell(everything, what="All moves.", reason="Why.", key="x", by=w.priya, at=AT)
    mourning = Day(date(2026, 11, 13), "Day of mourning", Sort.BANK_HOLIDAY, "Said so.")
    add_day(w.cast.partnership, mourning, by=w.priya, at=AT)


def _duties(w: World) -> tuple[Duty, ...]:
    return tuple(duties_for(w.case, case_facts(w.case), AT))


def _links(w: World) -> None:
    request = fresh(w.draft).request
    renew_link(request, by=w.priya, at=AT)
    for one in (author_of(request), signer_of(fresh(w.signing).request)):
        links.send_code(one, at=AT)
        not_me(one, by=links.actor_of(one), at=AT)
    hand_over(
        request, name="Ada Longstaff-Merriweather", role="Detective Inspector",
        email="ada@pol.example", by=links.actor_of(author_of(request)), at=AT,
    )  # fmt: skip


def _signing(w: World) -> None:
    row = fresh(w.signing)
    confirming.pass_on(
        row, name="Nathaniel Brackenthwaite", role="Head", email="n@nur.example",
        by=signer(row), at=AT,
    )  # fmt: skip
    to_signer.take_back(fresh(row), by=w.priya, at=AT)
    AgencyReturn.objects.filter(pk=row.pk).update(state=AgencyReturn.State.WITH_SIGNER)
    again = fresh(row)
    to_signer.give_to(
        again, to_signer.Named("Nora Vale", "nora@nur.example", "Head"), by=w.priya,
        at=AT + timedelta(minutes=1),
    )  # fmt: skip
    confirming.return_with_comment(
        again, comment=f"CANARY: {CHILD} is not named so.", by=signer(again), at=AT
    )
    raise_if_unsafe(again, Answers({"G1": "yes", "G2": CHILD}), by=w.priya, at=AT)


def _received(w: World) -> None:
    row = fresh(w.sent)
    receiving.type_in(
        row, NIL, [], channel="post", by=w.priya, at=AT, received_at=AT
    )  # fmt: skip
    row = fresh(row)
    quality.record_initial_check(
        row, sufficiency="minimal", dates="lacking", analysis=True, signed=False,
        by=w.priya, at=AT,
    )  # fmt: skip
    quality.share_with_chair(row, by=w.priya, at=AT)
    signing.record_signature(
        fresh(row), name="Grace Merribeck", role="Head", how="on paper", by=w.priya, at=AT
    )  # fmt: skip
    quality.send_back(
        fresh(row), reasons=REASONS, due_at=AT + timedelta(days=1), by=w.priya, at=AT
    )


def _packs(w: World) -> None:
    for kind in ("pack_released", "pack_recalled"):
        collation_letters.tell(kind, w.pack, w.cast.judith, by=w.priya, at=AT)


def _meetings(w: World) -> None:
    review = w.case.meetings.get(sort=Meeting.Sort.RAPID_REVIEW)
    chair = [w.cast.judith]
    meeting_letters.send_agenda(review, chair, earlier=0, by=w.priya, at=AT)
    day = timedelta(days=1)
    for starts_at in (AT + day, AT + 2 * day):  # called, and moved
        meeting = Gathering(w.case, EXECUTIVE, starts_at, "Lantern House, room 4")
        invite(meeting, chair, by=w.priya, at=AT)
    call_off(w.case, EXECUTIVE, because="It was decided in writing.", by=w.priya, at=AT)
    for number, required in enumerate((True, False)):
        decision = ExecutiveDecision.objects.create(
            case=w.case, number=7000 + number, required=required, decided_at=AT
        )
        meeting_letters.tell_executive_decision(
            decision, by=w.cast.actor("judith"), at=AT
        )


def _held(w: World) -> None:
    release(w.case.held_items.earliest("number"), w.cast, people=[w.cast.owen])


def _minutes(w: World) -> None:
    first = w.executive.minutes_made.order_by("number").first()
    for number in (1, 2):
        Letter.objects.filter(kind="minutes_ready").update(key="the first")
        first.number = number
        meeting_letters.tell_of_minutes(
            first, [w.cast.judith], with_report="0.1", by=w.priya, at=AT
        )
    to = [meeting_letters.invited(w.cast.police)[0]]
    pre_meet = w.case.meetings.filter(sort=Meeting.Sort.PRE_MEET).first()
    about = f"Pre-meet with {LONG_AGENCY}"
    text = "The form was explained.\n" * 60
    meeting_letters.send_minutes(pre_meet, about, text, to, by=w.priya, at=AT)


def _report(w: World) -> None:
    version = newest_version(w.case)
    for kind in report_letters.KINDS:
        report_letters.tell(kind, version, [w.cast.judith], by=w.priya, at=AT)
    tell_of(w.response, w.cast.judith, by=w.priya, at=AT)


def _digest(w: World) -> None:
    morning = datetime(2026, 11, 16, 9, 0, tzinfo=AT.tzinfo)
    send_digests(w.cast.partnership, at=morning)


def _end(w: World) -> None:
    make.entry(w.case, w.cast, LogKind.SIN_SUBMITTED, at=AT)
    withdraw_sin(
        w.case, told_by="Marcus Ingleforth", reason="Not met.", by=w.priya, at=AT
    )


STEPS: tuple[Write, ...] = (
    _told_and_invited, _reminders, _due_moments, _links, _signing, _received, _packs,
    _meetings, _held, _minutes, _report, _digest, _end,
)  # fmt: skip
