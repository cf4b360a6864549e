"""Day 14 and after: the report goes to the National Panel, which answers."""

from datetime import datetime

from rapidreview.paper.letter_paper import LetterPaper
from rapidreview.people.models import User
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.naming import spoken_date
from rapidreview.submission import actions as submission
from rapidreview.submission import ofsted, responses
from rapidreview.submission.models import Response, Submission
from rapidreview.training.days.days_9_to_12 import SENIOR_OFFICERS, the_group
from rapidreview.training.player import Act, Player

EMAIL, PDF = "message/rfc822", "application/pdf"
PANEL = "Child Safeguarding Practice Review Panel"


def not_to_ofsted(player: Player, at: datetime) -> None:
    """Day 14, 11:15. No separate submission, with the reason."""
    told = player.story.raw["submission"]["S12"]
    ofsted.decide_ofsted(
        player.the_case,
        required=told["required"] == "yes",
        why=f"{told['why']}.",
        by=player.actor("priya", at),
        at=at,
    )


def bundle_made(player: Player, at: datetime) -> None:
    """Day 14, 14:50. Signed report, decision record, covering letter, manifest."""
    submission.make_bundle(
        player.the_case,
        covering_letter=covering_letter(player),
        by=player.actor("priya", at),
        at=at,
    )


def submitted(player: Player, at: datetime) -> None:
    """Day 14, 15:10. Submitted: local Day 14, Panel day 12."""
    told = player.story.raw["submission"]["S6"]
    submission.record_submission(
        sending(player),
        sent_at=at,
        sent_to=told["to"],
        channel="e-mail",
        by=player.actor("priya", at),
        at=at,
    )


def acknowledged(player: Player, at: datetime) -> None:
    """Day 14, 15:32. The acknowledgement, filed in III."""
    priya = player.story.people["priya"]
    text = (
        f"From: {PANEL} <panel.submissions@panel.example>\r\nTo: {priya.name} "
        f"<{priya.email}>\r\nSubject: Received: {player.the_case.sin_reference}\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        "We have received the report of your Rapid Review. You will hear from us.\r\n"
    )
    submission.acknowledge(
        sending(player),
        received_at=at,
        data=text.encode(),
        name="acknowledgement.eml",
        media_type=EMAIL,
        by=player.actor("priya", at),
        at=at,
    )


def sending(player: Player) -> Submission:
    """The submission of the story."""
    rows = Submission.objects.select_related("case__partnership", "version")
    return rows.get(case=player.the_case)


def covering_letter(player: Player) -> str:
    """The letter of the file, its fields filled."""
    case, told = player.the_case, player.story.raw["letters"]["covering_letter"]
    days = player.story.raw["submission"]["S8"]
    words: str = told["wording"]
    values = {
        "{sin reference}": case.sin_reference,
        "{day 1}": _day(player.story.moment(1, "12:00")),
        "{sin date}": _day(player.story.instant(player.story.case["sin_submitted"])),
        "{local day}": str(days["local_day"]),
        "{panel day}": str(days["panel_day"]),
        "{manager}": player.story.people["priya"].name,
    }
    for mark, said in values.items():
        words = words.replace(mark, said)
    return words


def response_arrives(player: Player, at: datetime) -> None:
    """Nine working days later, 11:40. The Panel agrees, and asks two things."""
    told, by = player.story.raw["panel_response"], player.actor("priya", at)
    response = responses.receive_response(
        player.the_case,
        body=Response.Body.PANEL,
        received_at=at,
        view=Response.View.QUERIES,
        comments="The report is clear and was sent within the timescale. The analysis of "
        "the five episodes says why as well as what.",
        queries="\n".join(one["ask"] for one in told["queries"]),
        data=_letter(player, PANEL, told["wording"], at),
        name="response.pdf",
        media_type=PDF,
        by=by,
        at=at,
    )
    responses.share_response(response, _told(player, at), by=by, at=at)


def queries_answered(player: Player, at: datetime) -> None:
    """Twelve working days later, 15:00. Two answers, and what follows."""
    told, by = player.story.raw["panel_response"], player.actor("priya", at)
    answers = "\n\n".join(f"{one['ask']}\n\n{one['answer']}" for one in told["queries"])
    response = Response.objects.select_related("case__partnership").get(
        case=player.the_case
    )
    responses.answer_queries(
        response,
        answered_at=at,
        data=_letter(player, player.partnership.name, answers, at),
        name="answer.pdf",
        media_type=PDF,
        by=by,
        at=at,
    )
    responses.decide_next_step(
        response,
        words="No local review. The test of impact is reported in six months, and the "
        "decision is looked at again in the light of it.",
        by=by,
        at=at,
    )


def _letter(player: Player, sender: str, words: str, at: datetime) -> bytes:
    case = player.the_case
    return LetterPaper(
        partnership=sender,
        reference=case.reference,
        marking=player.partnership.marking,
        date=_day(at),
        subject=f"Rapid Review, {case.sin_reference}",
        body=words,
    ).as_pdf(at)


def _told(player: Player, at: datetime) -> list[User]:
    officers = [player.user(one) for one in SENIOR_OFFICERS]
    return [*the_group(player, at), *officers]


def _day(instant: datetime) -> str:
    return spoken_date(london_day(instant))


AFTER: list[Act | None] = [response_arrives, queries_answered]
