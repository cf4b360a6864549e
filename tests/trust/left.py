"""What a story leaves behind, in lines that two plays of it have in common."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import unified_diff
from email.message import Message

from django.apps import apps

from rapidreview.case.models import Case
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.dailylog.models import Log, LogEntry
from rapidreview.dailylog.proof import problems
from rapidreview.mail.models import Letter
from rapidreview.training.outputs import undone
from rapidreview.training.player import Player

# What only a play with browsers has: the keys of forms, and who looked at which page.
OF_BROWSERS = ("Received", "AccessEntry")
BY_CHANCE = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"  # the id of a row
    r"|\d{9,}"  # an instant in a key
    r"|R-[A-Z0-9]{6}"  # the number of a receipt
)


def left_by(player: Player) -> list[str]:
    """All that the story left: its case, what is undone, and whether its log holds."""
    evening = player.story.moment(15, "23:59")
    duties = [f"undone: {one.title}" for one in undone(player, at=evening)]
    broken = [f"log: {one}" for one in problems(Log.objects.get(case=player.the_case))]
    return [*left_on(player.the_case), *duties, *broken]


def left_on(case: Case) -> list[str]:
    """Entries in their order; subjects, documents, letters and rows by their numbers."""
    return [
        *LogEntry.objects.filter(log__case=case).values_list("kind", flat=True),
        *sorted(_subjects(case)),
        *sorted(_documents(case)),
        *sorted(f"letter: {kind_of(one)}" for one in Letter.objects.all()),
        *_rows(),
    ]


def differences(undisturbed: list[str], disturbed: list[str]) -> list[str]:
    """Lines that only one of them has: ``-`` was lost, ``+`` is there once too often."""
    told = unified_diff(undisturbed, disturbed, n=0, lineterm="")
    return [one for one in told if not one.startswith(("---", "+++", "@@"))]


def badly_delivered(
    letters: Iterable[Letter], taken: Iterable[Message], *, kills: int = 0
) -> list[str]:
    """Each letter that did not come exactly once; ``kills`` may come twice, recognisably."""
    came = Counter(message["Message-ID"] for message in taken)
    faults, twice = [], 0
    for one in letters:
        times = came.pop(one.message_id, 0)
        twice += max(times - 1, 0)
        if times == 0:
            faults.append(f"{one.key} never came")
        if one.state != Letter.State.SENT:
            faults.append(f"{one.key} is {one.state}")
    faults += [f"{message_id} came, and nobody had written it" for message_id in came]
    if twice > kills:
        faults.append(f"{twice} letters came again, after {kills} kills")
    return faults


def kind_of(letter: Letter) -> str:
    """The event, the readers and the subject of a letter, without what chance gave it."""
    said = (letter.key, letter.to_email, letter.copies, letter.subject)
    return BY_CHANCE.sub("…", " ".join(said))


def _subjects(case: Case) -> Iterator[str]:
    """For each kind, how many entries each of its subjects has."""
    entries = LogEntry.objects.filter(log__case=case)
    times = Counter(entries.values_list("kind", "subject_ref"))
    for kind in {kind for kind, _ in times}:
        counts = sorted(count for (one, _), count in times.items() if one == kind)
        yield f"subjects of {kind}: {counts}"


def _documents(case: Case) -> Iterator[str]:
    for one in DocumentVersion.objects.filter(case=case).select_related("document"):
        document = one.document
        yield f"document: {document.subfolder} {document.title}, version {one.number}"


def _rows() -> Iterator[str]:
    for model in apps.get_app_config("rapidreview").get_models():
        if model.__name__ not in OF_BROWSERS:
            yield f"rows of {model.__name__}: {model._default_manager.count()}"
