"""docs/writing-a-procedure.md says all that there is, and its examples work."""

import re
from pathlib import Path

import pytest

from rapidreview.procedure.calendar import Nation
from rapidreview.procedure.definition import Procedure, load_text
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.order import MOST_LINKS
from rapidreview.procedure.parts import (
    Agreement,
    DatedRule,
    Guidance,
    Proclaimed,
    ReportPart,
    Stage,
    Standing,
    Task,
)
from rapidreview.procedure.reading import MOST_CHARACTERS, MOST_DEPTH
from rapidreview.procedure.soundness import MOST_CLOCKS, MOST_TASKS
from rapidreview.procedure.vocabulary import Partner, Role, Subfolder
from rapidreview.procedure.windows import Bound, Clock, CountsFrom, SameDay, Span, Unit

PAGE = (Path(__file__).parents[2] / "docs" / "writing-a-procedure.md").read_text()
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.S)
PARTS = (
    Procedure, Clock, Bound, SameDay, Span, Task, Stage, Agreement, DatedRule, Proclaimed,
    Standing, Guidance, ReportPart,
)  # fmt: skip
FIELDS = [
    (part.__name__, field.alias or name)
    for part in PARTS
    for name, field in part.model_fields.items()
    if (part, name) != (Procedure, "hash")
]


def whole(example: str) -> bool:
    return example.startswith("id: ")


@pytest.mark.parametrize("field", FIELDS, ids=".".join)
def test_every_name_that_can_be_written_stands_on_the_page(field):
    assert re.search(rf"\b{field[1]}\b", PAGE), field


@pytest.mark.parametrize("kind", [*LogKind], ids=str)
def test_every_fact_that_is_known_stands_in_the_list(kind):
    listed = f"| `{kind.value}` | {kind.words} |" in PAGE

    assert listed is (kind is not LogKind.OWN_FACT)


@pytest.mark.parametrize(
    "word", [*Role, *Partner, *Unit, *CountsFrom, *Nation, Subfolder.I, Subfolder.IV]
)
def test_every_choice_stands_on_the_page(word):
    assert f"`{word.value}`" in PAGE or word.value in "".join(EXAMPLES)


def test_the_whole_examples_load():
    loaded = [load_text(example) for example in EXAMPLES if whole(example)]

    assert [one.id for one in loaded] == ["our-review", "county-rapid-review"]
    assert loaded[1].clocks["local"].cut_off.hour == 16
    assert "tell_lead_member" in loaded[1].tasks


def test_the_rules_for_a_time_load_in_a_file_that_has_their_names():
    rules = next(one for one in EXAMPLES if one.startswith("overrides:"))
    head = "id: ours\ntitle: T\nversion: '1'\nextends: rapid-review-2025\n"

    loaded = load_text(head + rules)

    assert [one.clock or one.task for one in loaded.overrides] == [
        "panel",
        "return_due",
    ]


def test_the_limits_on_the_page_are_those_that_are_kept():
    assert (
        f"more than {MOST_TASKS} tasks, {MOST_CLOCKS} clocks, {MOST_CHARACTERS:,} "
        f"characters, or {MOST_DEPTH} levels; a date that hangs on more than {MOST_LINKS}"
    ) in PAGE


def test_every_link_of_the_page_leads_somewhere():
    headings = {
        re.sub(r"[^a-z0-9 -]", "", one.lower()).replace(" ", "-")
        for one in re.findall(r"^#+ (.+)$", PAGE, flags=re.M)
    }

    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= headings
