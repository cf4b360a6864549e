"""The letter to somebody to whom a held item was released: never a word of it (P14.7)."""

from datetime import datetime

from django.urls import reverse

from rapidreview.mail import actions as mail
from rapidreview.mail.links import Link, LinkKind
from rapidreview.mail.words import Recipient, Words, render
from rapidreview.parallel.models import HeldItem, HeldRelease
from rapidreview.people.actor import Actor
from rapidreview.people.models import User

KIND = "held_released"


def tell(given: HeldRelease, user: User, *, by: Actor, at: datetime) -> None:
    """Tell one person that something was released to them, and where to read it."""
    item = given.item
    named = {"case_id": item.case_id, "held_id": item.pk}
    mail.queue(
        KIND,
        case=item.case,
        partnership=item.case.partnership,
        to=Recipient(user.name, user.email),
        words=_words(item, by),
        key=f"{KIND}:{given.pk}",
        at=at,
        link=Link(LinkKind.PAGE, path=reverse("held_item", kwargs=named)),
    )


def preview(item: HeldItem, *, by: Actor) -> Words:
    """The letter as each of them will read it, before it goes."""
    given = {
        "to": Recipient("name", ""),
        "partnership": item.case.partnership,
        "code": "",
    }
    return render(KIND, {**given, **_words(item, by), "link": "[link]"})


def _words(item: HeldItem, by: Actor) -> dict[str, str]:
    return {
        "reference": item.case.reference,
        "item": f"H{item.number}",
        "officer": by.name,
        "phone": item.case.partnership.phone,
    }
