"""A case full of names that no letter may carry, in every column that holds people's text."""

import json
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model

from rapidreview.case.models import Case, FamilyMember
from rapidreview.opening.models import SinSheet
from rapidreview.people.sealed import SealedText

CHILD = "Quennell Ashgrove-Tibbs"
LABEL = "041126QAT"
BORN = "2021-03-27"
NHS = "999 123 4567"
MOTHER, FATHER = "Rosalba Ashgrove", "Tancred Tibbs"
STREET = "17 Larkrise Terrace"
# What may be found nowhere in a letter: names, initials, birth date in every usual form …
NEVER = (
    CHILD, "Quennell", "Ashgrove", "Tibbs", "Quenny", "QAT", "Q.A.T.", LABEL, BORN,
    "27/03/2021", "27.03.2021", "27 March 2021", NHS, "9991234567", MOTHER, "Rosalba",
    FATHER, "Tancred", STREET, "Larkrise", "Wetherby Nook", "CANARY",
)  # fmt: skip
STORY = (
    f"CANARY {CHILD} (Quenny, Q.A.T., {LABEL}), born 27 March 2021 (27/03/2021), NHS number "
    f"{NHS}, of {STREET}, child of {MOTHER} and {FATHER}, at Wetherby Nook Primary. "
) * 12
# Columns that letters are made of, or that hold no words about people; with the reason.
LEFT = {
    "Invitation": "who is written to, and their address",
    "Letter": "the letters themselves",
    "ReceivedMail": "what came in, under another key",
    "LogBody": "the log refuses change; its words stand in the columns planted here",
    "Child": "planted by name, below",
    "FamilyMember": "planted by name, below",
    "ReportVersion.content": "bound to its hash",
    "Closing": "a case that is closed sends no letter",
    "LegalHold": "written after the review, when no letter goes",
    "RetentionReview": "the same",
    "HoldReview": "no row here; no letter tells of it",
    "HeldRelease": "written in the steps; its letter names an item's number only",
    "Making": "no row here; no letter tells of it",
    "ReleaseMark": "no row here; no letter tells of it",
    "TrackerSheet": "no row here; no letter tells of it",
    "GoAhead": "no row here; no letter tells of it",
    "PartnerAnswer": "no row here; no letter tells of it",
    "PartnerSignOff": "no row here; no letter tells of it",
    "SignerComment": "written in the steps themselves, with a planted name",
    "Meeting.place": "typed to be read in the letter; the guard of letters reads it",
    "CalendarEntry.place": "the same, as it was last sent",
}
JSON = {"ChronologyRow.typed": {"E1": "3 May 2024", "E7": STORY}}


@dataclass(frozen=True, slots=True)
class Column:
    """A sealed column of a table of a case."""

    model: type[Model]
    name: str

    def __str__(self) -> str:
        return f"{self.model.__name__}.{self.name}"


def columns() -> list[Column]:
    """Every sealed column, but for those left out by table or by name."""
    found = [
        Column(model, field.name)
        for model in apps.get_app_config("rapidreview").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedText) and model.__name__ not in LEFT
    ]
    return [one for one in found if str(one) not in LEFT]


def plant(case: Case) -> list[str]:
    """Plant names in every row of the case; the columns that had a row to plant them in."""
    Case.objects.filter(pk=case.pk).update(label=LABEL)
    case.refresh_from_db(fields=["label"])
    _the_family(case)
    return [str(one) for one in columns() if _fill(one, case)]


def _the_family(case: Case) -> None:
    case.children.exclude(number=1).delete()
    child = case.children.get(number=1)
    child.name, child.other_names, child.born = CHILD, "Quenny", BORN
    child.nhs_number, child.health, child.lives_in = NHS, STORY, STREET
    child.ethnicity = child.legal_status = child.outcome = STORY
    child.save()
    SinSheet.objects.get_or_create(case=case)
    for number, (name, whose) in enumerate(((MOTHER, "Mother"), (FATHER, "Father"))):
        FamilyMember.objects.create(
            case=case, number=100 + number, name=name, relationship=whose,
            born="1994-01-05", address=STREET, ethnicity=STORY,
        )  # fmt: skip


def _fill(column: Column, case: Case) -> int:
    """Set the column in every row of the case; how many there were."""
    mine: dict[str, object] = (
        {"pk": case.pk} if column.model is Case else {"case": case}
    )
    rows = list(column.model._default_manager.filter(**mine))
    words = JSON.get(str(column))
    for row in rows:
        setattr(row, column.name, json.dumps(words) if words else STORY)
        row.save(update_fields=[column.name])
    return len(rows)
