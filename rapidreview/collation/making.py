"""The pack made in the background: asked for, made step by step, filed, or why not (P6.1).

1. Somebody asks; the row is written and the worker is woken.
2. The worker takes the row, which only one can, and counts the attempt.
3. The pack is bound outside any transaction; after each step the row says how far it is.
4. In one transaction it is filed and logged as the act of who asked, if nothing that goes
   in has changed meanwhile.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from tempfile import TemporaryFile

from django.db import transaction
from django.db.models import F, Q
from django_q.tasks import async_task

from rapidreview.case.models import Case
from rapidreview.collation.actions import file_pack
from rapidreview.collation.binding import bind
from rapidreview.collation.content import Content
from rapidreview.collation.models import Making, Pack
from rapidreview.collation.settled import content_to_collate, locked
from rapidreview.dailylog import actions as dailylog
from rapidreview.paper.pack import CannotCollate
from rapidreview.people.actor import SYSTEM, Actor
from rapidreview.people.keys import CannotOpen
from rapidreview.procedure.errors import AlreadyDone, ProcedureError, Stale
from rapidreview.procedure.logkinds import LogKind

MAKE = "rapidreview.collation.jobs.make_packs"
# Longer than the worker lets a task run, so that nobody takes what another still makes.
GIVEN_UP_AFTER = timedelta(minutes=6)
MOST_ATTEMPTS = 3
CHANGED = (
    "Something that goes into the pack changed while it was being made. Make it again: then "
    "it holds what there is now."
)
BROKEN = (
    "It stopped {attempts} times without an answer. Take the largest attachments out and "
    "make it again, or tell whoever looks after this installation."
)
Clock = Callable[[], datetime]


@transaction.atomic
def ask_for_pack(case: Case, *, by: Actor, at: datetime) -> Making:
    """Ask for the next version; the worker makes it, whoever asked may leave (P6.1).

    Raises NotYet as ``content_to_collate`` does, AlreadyDone while one is being made.
    """
    case = locked(case)
    content_to_collate(case, at=at)
    if open_making(case):
        raise AlreadyDone("The pack is being made: see how far it is.", "P6.1")
    asked = Making.objects.create(
        case=case,
        asked_at=at,
        asked_by_id=by.id,
        asked_by=by.name,
        asked_role=by.role,
        for_id=by.on_behalf_of,
        for_name=by.on_behalf_name,
        moved_at=at,
    )
    version = f"Collation pack, version {case.packs.count() + 1}"
    dailylog.write(
        case, LogKind.PACK_ASKED, by=by, at=at, subject=asked, document=version
    )
    async_task(MAKE)
    return asked


def open_making(case: Case) -> Making | None:
    """The version that is being made now."""
    states = (Making.State.WAITING, Making.State.GOING)
    return case.makings.filter(state__in=states).first()


def take_next(*, at: datetime) -> Making | None:
    """The next one to make, taken by this worker alone; the attempt is counted first."""
    stopped = Q(state=Making.State.GOING, moved_at__lt=at - GIVEN_UP_AFTER)
    free = Making.objects.filter(Q(state=Making.State.WAITING) | stopped)
    for row in free.order_by("asked_at"):
        taken = Making.objects.filter(
            pk=row.pk, state=row.state, moved_at=row.moved_at
        ).update(state=Making.State.GOING, moved_at=at, attempts=F("attempts") + 1)
        if taken:
            rows = Making.objects.select_related("case__partnership")
            return rows.get(pk=row.pk)
    return None


def make(row: Making, *, clock: Clock) -> Pack | None:
    """Make what was asked for; None where it could not be made, and the row says why."""
    if row.attempts > MOST_ATTEMPTS:
        give_up(row, BROKEN.format(attempts=MOST_ATTEMPTS), by=SYSTEM, at=clock())
        return None
    try:
        return _made(row, clock)
    except (ProcedureError, CannotCollate, CannotOpen) as refusal:
        words = refusal.words if isinstance(refusal, ProcedureError) else str(refusal)
        give_up(row, words, by=SYSTEM, at=clock())
        return None


def _made(row: Making, clock: Clock) -> Pack:
    case, at = row.case, clock()
    content = content_to_collate(case, at=at)
    number, asker = case.packs.count() + 1, row.asker

    def told(done: int, steps: int) -> None:
        Making.objects.filter(pk=row.pk).update(
            done=done, steps=steps, moved_at=clock()
        )

    with TemporaryFile() as made:
        bind(
            case,
            content,
            made,
            number=number,
            made_by=asker.words,
            at=at,
            told=told,
        )
        made.seek(0)
        return finish(row, content, number, made.read(), by=asker, at=at)


@transaction.atomic
def finish(
    row: Making,
    content: Content,
    number: int,
    data: bytes,
    *,
    by: Actor,
    at: datetime,
) -> Pack:
    """File what was made as version ``number``. Raises Stale where the content changed."""
    case = locked(row.case)
    now = content_to_collate(case, at=at)
    changed = now.files != content.files or now.held != content.held
    if changed or case.packs.count() + 1 != number:
        raise Stale(CHANGED, "P6.1")
    pack = file_pack(case, content, data, by=by, at=at)
    done = Making.objects.filter(pk=row.pk, state=Making.State.GOING).update(
        state=Making.State.MADE, pack=pack, moved_at=at
    )
    if done != 1:
        raise AlreadyDone("Another worker has made this version.", "P6.1")
    return pack


@transaction.atomic
def give_up(row: Making, why: str, *, by: Actor, at: datetime) -> None:
    """Say on the page and in the Daily Log that it was not made, and why."""
    held = Making.objects.select_related("case").get(pk=row.pk)
    held.state, held.why, held.moved_at = Making.State.FAILED, why, at
    held.save(update_fields=["state", "why", "moved_at"])
    dailylog.write(
        held.case, LogKind.PACK_NOT_MADE, by=by, at=at, subject=held, reason=why
    )
