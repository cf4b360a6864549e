"""Minutes, a report, a record and a letter with every part filled, for the tests of paper."""

from rapidreview.paper.decision_record import DecisionRecord
from rapidreview.paper.letter_paper import LetterPaper
from rapidreview.paper.minutes_paper import MinutesPaper
from rapidreview.paper.pieces import (
    ActionRow,
    Conflict,
    Criterion,
    Item,
    Person,
    View,
)
from rapidreview.paper.report_paper import ReportPaper, Section

PARTNERSHIP = "Northmere Safeguarding Children Partnership"
REFERENCE, MARKING = "RR-7K2M-44QX", "OFFICIAL-SENSITIVE"
# Nothing of this is markup, and all of it can be set in the house's font.
HOSTILE = "Typed #[as] *it* _is_ $x^2$ <b>&amp; `code` @here \\n //no // “Zoë Ångström”"
HEBREW = "שלום עולם"
CRITERIA = (
    Criterion("Regulation 11", "(a) Improvements needed", "Yes", "They were found."),
    Criterion("Regulation 11", "(b) Recurrent themes", "Not sure", "Two audits."),
    Criterion("Regulation 3", "(a) Guidance", "No", "Guidance says it already."),
)
VIEWS = (
    View("Local authority", "Helene Wintersea", "Agrees", "", "13 November 2026"),
    View(
        "Integrated care board",
        "Bartholomew Fenwythe",
        "Dissents",
        "A short review would ask why learning does not take hold.",
        "13 November 2026, 12.20pm",
    ),
)
ACTIONS = (
    ActionRow("A1", "Confirm the safety arrangements", "Helene", "16 November 2026"),
    ActionRow(
        "A3", "Prompt at the second visit", "Dr Gladwythe", "May", "Read monthly"
    ),
)
RECOMMENDATION = (("Local review", "No"), ("Reasons", "Little new would be learned."))
MINUTES = MinutesPaper(
    PARTNERSHIP,
    REFERENCE,
    MARKING,
    "Minutes of the Rapid Review meeting",
    lines=(("Date", "Friday 13 November 2026"), ("Quorum", "Met")),
    present=(Person("Judith Hathersby", "JCR Chair"),),
    apologies=(Person("Anselm Ullesby", "Police", "Deputy: Petra Holmwick"),),
    conflicts=(Conflict("Victor Aldersyke", "Advises the school."),),
    items=(
        Item("M3", "Immediate safety", "Both are safe.\n\n- Child A\n- Sibling B"),
        Item("M4", "Incident", f"## Police update\n{HOSTILE}"),
    ),
    criteria=CRITERIA,
    recommendation=RECOMMENDATION,
    views=VIEWS,
    approval="Approved by the Chair and the group, with these corrections:",
    corrections=("Race and language come first.",),
    executive="Required, since one partner dissents.",
    actions=ACTIONS,
    minute_taker="Miriam Stellbrook",
    closed_at="Friday 13 November 2026, 12.40pm",
    due_line="Monday 16 November 2026, 12.40pm, rolled from Saturday",
    version="2",
    correction="Version 2: corrected at the request of Bartholomew Fenwythe.",
    colophon="Made by Rapid Review.",
)
DRAFT = ReportPaper(
    PARTNERSHIP,
    REFERENCE,
    MARKING,
    version="0.3",
    is_draft=True,
    front=(("Serious Incident Notification", "SIN-0000-TRAINING"),),
    sections=(
        Section("R2", "The children and the family", "First.\n\nSecond <b>."),
        Section("R7", "Key practice episodes"),
        Section("R13", "Learning", f"{HOSTILE}\n## For all\n- Ask.\n- Listen."),
        Section("R14", "Actions", "Two were agreed.", "From the minutes, version 2."),
        Section("R18", "Sign-off"),
    ),
    actions=ACTIONS,
    sign_offs=VIEWS,
    colophon="Made by Rapid Review.",
)
RECORD = DecisionRecord(
    PARTNERSHIP,
    REFERENCE,
    MARKING,
    lines=(("Meeting", "Friday 13 November 2026"),),
    recommendation=RECOMMENDATION,
    criteria=CRITERIA,
    circumstances=("No institutional setting.", HOSTILE),
    views=VIEWS,
    approval="Approved by the Chair and the group.",
    executive="Held on 19 November 2026.\n\n- Cover is funded.",
    decided=(("Decided by", "The JCR Group"), ("Decided", "12.25pm")),
    colophon="Made by Rapid Review.",
)
LETTER = LetterPaper(
    PARTNERSHIP,
    REFERENCE,
    MARKING,
    address=("Lantern House", "Northmere"),
    to=("Child Safeguarding Practice Review Panel", "London"),
    date="Friday 20 November 2026",
    subject="Rapid Review, SIN-0000-TRAINING",
    body=f"Dear Panel members,\n\nI enclose the report.\n\n{HOSTILE}\n\nYours faithfully",
    signed=("Priya Ollerdale", "Partnership Manager"),
)
