"""The letter of this stage: a response has come and can be read; never what it says."""

from datetime import datetime

from django.urls import reverse

from rapidreview.mail import actions as mail
from rapidreview.mail.links import Link, LinkKind
from rapidreview.mail.words import Recipient, Words, render
from rapidreview.people.actor import Actor
from rapidreview.people.models import User
from rapidreview.submission.filing import named
from rapidreview.submission.models import Response


def tell_of(response: Response, user: User, *, by: Actor, at: datetime) -> None:
    """Tell one person that the response is there to be read."""
    case = response.case
    mail.queue(
        "response_shared",
        case=case,
        partnership=case.partnership,
        to=Recipient(user.name, user.email),
        words=_words(response, by),
        key=f"response_shared:{response.pk}:{user.pk}",
        at=at,
        link=Link(
            LinkKind.PAGE, path=reverse("submission", kwargs={"case_id": case.pk})
        ),
    )


def preview(response: Response, *, by: Actor) -> Words:
    """The letter as each of them will read it, before it goes."""
    given = {
        "to": Recipient("name", ""),
        "partnership": response.case.partnership,
        "code": "",
    }
    words = {**given, **_words(response, by), "link": "[link]"}
    return render("response_shared", words)


def _words(response: Response, by: Actor) -> dict[str, str]:
    return {
        "reference": response.case.reference,
        "body": named(Response.Body(response.body)),
        "officer": by.name,
        "phone": response.case.partnership.phone,
    }
