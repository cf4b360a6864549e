"""What the story leaves behind: timetable, folder, log, checklist, pack, bundle, account."""

import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from rapidreview.casefolder.export import bundle
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.casefolder.storage import read
from rapidreview.dailylog import verify
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import duties_for, plan_for
from rapidreview.meeting.models import Meeting, Minutes
from rapidreview.parallel.exporting import marks_of
from rapidreview.procedure.duties import Duty, TaskState
from rapidreview.procedure.timetable import as_json
from rapidreview.procedure.vocabulary import Subfolder
from rapidreview.report.models import ReportVersion
from rapidreview.submission.models import Submission
from rapidreview.training.account import account
from rapidreview.training.player import Player

LAST_OF_THE_FIFTEEN = 15
SETTLED = (TaskState.DONE, TaskState.NOT_NEEDED)
SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .-")


class Unusable(Exception):
    """What the story was asked for makes no sense; nothing was done."""


@contextmanager
def folder_to_fill(out: Path) -> Iterator[Path]:
    """``out`` as a folder that takes files, made before any work is done for it.

    Raises Unusable, in one sentence. Whatever stops the work inside, folders that were
    made for it and are empty still are gone again.
    """
    made: list[Path] = []
    try:
        _make(out, made)
        yield out
    except Exception:
        for one in reversed(made):
            if not any(one.iterdir()):
                one.rmdir()
        raise


def _make(out: Path, made: list[Path]) -> None:
    """Make it and the folders above it one by one, and try whether it takes a file.

    The null device is named, so that it is never made a folder where it is missing.
    """
    above = [*reversed(out.parents), out]
    if Path(os.devnull) in above:
        raise Unusable(f"--out {out} is not a folder.")
    try:
        for one in above:
            if not one.is_dir():
                one.mkdir()
                made.append(one)
        tempfile.TemporaryFile(dir=out).close()
    except (FileExistsError, NotADirectoryError) as error:
        raise Unusable(f"--out {out} is not a folder.") from error
    except OSError as error:
        raise Unusable(f"--out {out} cannot be written: {error.strerror}.") from error


def write_outputs(player: Player, out: Path, *, at: datetime) -> None:
    """Write everything into ``out``, which is made if it is not there."""
    out.mkdir(parents=True, exist_ok=True)
    case = player.the_case
    timetable = as_json(plan_for(case, case_facts(case)))
    (out / "timetable.json").write_text(
        json.dumps(timetable, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    _write_folder(player, out / "case-folder")
    exported = bundle(case, at=at, marks=marks_of(case))
    (out / "bundle.zip").write_bytes(exported)
    _write_log(exported, out)
    _write_latest(player, Document.Sort.CHECKLIST, out / "returns-checklist.xlsx")
    _write_latest(player, Document.Sort.PACK, out / "pack.pdf")
    _write_what_leaves(player, out)
    (out / "story.md").write_text(account(player), encoding="utf-8")


def _write_log(exported: bytes, out: Path) -> None:
    """The log as the bundle has it: printed, and one JSON object an entry."""
    with zipfile.ZipFile(io.BytesIO(exported)) as members:
        (out / "daily-log.pdf").write_bytes(members.read(verify.PRINT))
        headers = members.read(verify.LOG).splitlines()
        bodies = members.read(verify.BODIES).splitlines()
    with (out / "daily-log.jsonl").open("w", encoding="utf-8") as lines:
        for header, body in zip(headers, bodies, strict=True):
            entry = {"header": json.loads(header), "body": json.loads(body)}
            lines.write(json.dumps(entry, ensure_ascii=False) + "\n")


def _write_folder(player: Player, folder: Path) -> None:
    """The four subfolders with the real files, under names without a person."""
    for one in Subfolder:
        (folder / one.value).mkdir(parents=True, exist_ok=True)
    versions = DocumentVersion.objects.filter(case=player.the_case).select_related(
        "case", "document__case"
    )
    for number, version in enumerate(versions.order_by("filed_at", "id"), start=1):
        title = "".join(c for c in version.document.title if c in SAFE)[:80].strip()
        suffix = Path(version.file_name).suffix
        name = f"{number:02} {title}, version {version.number}{suffix}"
        (folder / version.document.subfolder / name).write_bytes(read(version))


def _write_latest(player: Player, sort: Document.Sort, path: Path) -> None:
    """The newest version of a kind of document; none before its day."""
    version = (
        DocumentVersion.objects.filter(case=player.the_case, document__sort=sort)
        .select_related("case", "document")
        .order_by("filed_at", "id")
        .last()
    )
    if version is not None:
        path.write_bytes(read(version))


def _write_what_leaves(player: Player, out: Path) -> None:
    """The minutes, the report and the submission as they are; none before its day."""
    case = player.the_case
    minutes = Minutes.objects.filter(
        case=case, meeting__sort=Meeting.Sort.RAPID_REVIEW
    ).select_related("word__case", "pdf__case")
    report = ReportVersion.objects.filter(case=case).select_related(
        "word__case", "pdf__case"
    )
    sent = Submission.objects.filter(case=case).select_related("bundle__case")
    files = {
        **{f"minutes.{form}": one for form, one in _forms(minutes.last())},
        **{f"report.{form}": one for form, one in _forms(report.last())},
    }
    if sending := sent.last():
        files["submission.zip"] = sending.bundle
    for name, version in files.items():
        (out / name).write_bytes(read(version))


def _forms(
    made: Minutes | ReportVersion | None,
) -> list[tuple[str, DocumentVersion]]:
    return [("docx", made.word), ("pdf", made.pdf)] if made else []


def undone(player: Player, *, at: datetime) -> list[Duty]:
    """The duties of the fifteen days that were due by ``at`` and are not done: none, one hopes."""
    case = player.the_case
    last = min(at, player.story.moment(LAST_OF_THE_FIFTEEN, "23:59"))
    return [
        duty
        for duty in duties_for(case, case_facts(case), at)
        if duty.due_at is not None and duty.due_at <= last and duty.state not in SETTLED
    ]
