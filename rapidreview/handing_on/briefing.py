"""The shell of a seven-minute briefing: seven boxes from the signed report (handbook, 6 g).

Each box begins with what the report says, shortened by whole sentences and veiled, and ends
with what a person still has to write. Nothing in it identifies; the reader checks that.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.dailylog.facts import case_facts
from rapidreview.handing_on.veil import Veil
from rapidreview.paper.briefing_paper import BriefingBox, BriefingPaper
from rapidreview.people.actor import Actor
from rapidreview.procedure.handing_on import require_signed
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.vocabulary import Subfolder
from rapidreview.report.content import Content, read
from rapidreview.report.models import ChairSignature
from rapidreview.report.reading import live_signature, still_covers
from rapidreview.report.sections import title_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE = "Seven-minute briefing"
FILED_AS = "briefing"
MOST_WORDS = 85  # a box: seven of them fill two pages
ACTIONS = "R14"
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Kind:
    """A box of every briefing: its heading, the sections it begins with, what to write."""

    heading: str
    codes: tuple[str, ...]
    prompt: str


KINDS = (
    Kind(
        "Background",
        ("R2",),
        "Who is the child as a person, and who is around them? No name, school, street or age "
        "in years; an age band is enough. Leave out what together would let a reader recognise "
        "the family, such as faith, language, origin and illness, unless the learning is in it.",
    ),
    Kind(
        "Safeguarding concerns",
        ("R9", "R10"),
        "What was worrying before, and who saw it? Say what it meant for the child.",
    ),
    Kind(
        "The incident",
        ("R3",),
        "One or two sentences are enough. Leave out what would let a reader recognise it.",
    ),
    Kind(
        "The review",
        ("R4",),
        "How practice was looked at, and which services took part, by their kind.",
    ),
    Kind(
        "Findings",
        ("R7", "R11"),
        "Why it happened, and what was done well. No person, no blame.",
    ),
    Kind(
        "Recommendations and learning",
        ("R13", ACTIONS),
        "What has to change, and how it will be seen that it made a difference for children.",
    ),
    Kind(
        "What to do",
        (),
        "What should each reader do in their next week at work? Where is the policy, the "
        "training, the person to ask? In the team: Could this happen here? What do we do "
        "already? What will we change, and how shall we know?",
    ),
)


@dataclass(frozen=True, slots=True)
class Briefing:
    """The seven boxes, and words that a person looks at before it is shared."""

    boxes: tuple[BriefingBox, ...]
    to_look_at: tuple[str, ...]


def signed_text(case: Case) -> Content | None:
    """What the Chair signed, if it still stands; None before, and for a file from outside."""
    signature = live_signature(case)
    if signature is None or not _stands(signature):
        return None
    return read(signature.version.content)


def said_in(content: Content, code: str) -> str:
    """A section's text, empty where there is none; of the actions their words alone, without
    owner and date."""
    section = next((one for one in content.sections if one.code == code), None)
    if section is None or code != ACTIONS:
        return section.text if section else ""
    return "\n".join(f"- {row[1]}" for row in section.table)


def briefing_of(case: Case) -> Briefing:
    """The briefing as it would be filed now. Raises NotSigned before the signature (P13.1)."""
    content = signed_text(case)
    require_signed(content is not None)
    veil = Veil(case)
    boxes = tuple(_box(kind, content, veil) for kind in KINDS if content)
    return Briefing(boxes, tuple(veil.to_look_at(one.text for one in boxes)))


@transaction.atomic
def file_briefing(case: Case, *, by: Actor, at: datetime) -> DocumentVersion:
    """File the shell as a Word document in II; the next time it is the next version (P13.1)."""
    require_open(case_facts(case))
    made = briefing_of(case)
    paper = BriefingPaper(case.partnership.name, case.partnership.marking, made.boxes)
    return casefolder.file_document(
        case,
        sort=Document.Sort.OTHER,
        subfolder=Subfolder.II,
        title=TITLE,
        data=paper.as_docx(at),
        name="seven-minute-briefing.docx",
        media_type=WORD,
        source="Made from the signed report, to be completed",
        subject=FILED_AS,
        document=case.documents.filter(subject=FILED_AS).first(),
        by=by,
        at=at,
    )


def filed_briefing(case: Case) -> DocumentVersion | None:
    """The briefing as it was filed last."""
    found = DocumentVersion.objects.filter(case=case, document__subject=FILED_AS)
    return found.order_by("filed_at", "id").last()


def shortened(text: str, most: int) -> tuple[str, bool]:
    """Whole sentences and bullets up to ``most`` words, and whether something was left out.

    The first sentence stands whatever its length, cut at twice the number.
    """
    pieces = [
        part
        for line in text.splitlines()
        if line.strip()
        for part in _parts(line.strip())
    ]
    kept: list[str] = []
    count = 0
    for piece, opens in pieces:
        words = piece.split()
        if kept and count + len(words) > most:
            return "".join(kept), True
        if len(words) > 2 * most:
            return f"{' '.join(words[:most])} …", True
        kept.append(("\n" if opens and kept else " " if kept else "") + piece)
        count += len(words)
    return "".join(kept), False


def _parts(line: str) -> list[tuple[str, bool]]:
    """The sentences of a line, the first of which opens it."""
    return [(one, not number) for number, one in enumerate(_SENTENCE.split(line))]


def _stands(signature: ChairSignature) -> bool:
    return not signature.version.is_one_file and still_covers(signature)


def _box(kind: Kind, content: Content, veil: Veil) -> BriefingBox:
    told, cut = [], []
    share = MOST_WORDS // max(len(kind.codes), 1)
    for code in kind.codes:
        text, left_out = shortened(veil(said_in(content, code)), share)
        told += [text] if text else []
        cut += [code] if left_out else []
    return BriefingBox(kind.heading, "\n".join(told), kind.prompt, _more(cut))


def _more(codes: Iterable[str]) -> str:
    names = [f"{code} {title_of(code)}" for code in codes]
    return (
        f"Shortened. The signed report says more: {'; '.join(names)}." if names else ""
    )
