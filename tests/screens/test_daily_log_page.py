"""The Daily Log on screen: written, filtered, corrected; nothing that was typed is lost."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from rapidreview.case.models import AccessEntry, Case
from rapidreview.dailylog.reading import entries
from rapidreview.desk.forms import BY_HAND, LONGEST
from rapidreview.procedure.logkinds import LogKind
from tests import make
from tests.cast import Cast
from tests.contents import contents
from tests.paper.papers import pdf_words
from tests.posting import boxes, post, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P0.1")]
SPOKE = "Spoke to the head teacher."
STRANGE = "O'Brien-Łukasz 李 <script>alert(1)</script> {{7*7}} %s ' OR 1=1 --"


def log(client: Client, case: Case, **wanted: str) -> str:
    answer = client.get(f"/cases/{case.pk}/log/", wanted)
    assert answer.status_code == 200
    return answer.text


def add(client: Client, case: Case, **fields: object) -> HttpResponse:
    given = {"text": SPOKE, "kind": LogKind.NOTED_COMMUNICATION.value, **fields}
    return post(client, f"/cases/{case.pk}/log/", **given)


def add_line(client: Client, case: Case, **fields: object) -> HttpResponse:
    return post(client, f"/cases/{case.pk}/log/line/", **fields)


def test_a_line_is_written_from_any_page_and_leads_back(
    case: Case, owen: Client
) -> None:
    back = f"/cases/{case.pk}/timeline/"

    answer = add_line(owen, case, text=SPOKE, back=back)

    assert answer["Location"] == back
    entry = entries(case)[0]
    assert (entry.text, entry.by, entry.kind) == (
        SPOKE,
        "Owen Tarnfield",
        LogKind.NOTED_COMMUNICATION,
    )
    assert "Added to the Daily Log." in owen.get(back).text


@pytest.mark.parametrize(
    "back", ["", "https://evil.example/", "//evil.example", "/" + "x" * 600]
)
def test_a_line_never_leads_elsewhere(case: Case, owen: Client, back: str) -> None:
    answer = add_line(owen, case, text=SPOKE, back=back)

    assert answer["Location"] == f"/cases/{case.pk}/log/"


@pytest.mark.parametrize("text", ["", "   ", "\u00a0", "x" * 2001])
def test_a_line_that_cannot_be_kept_comes_back_to_be_mended(
    case: Case, owen: Client, text: str
) -> None:
    before = contents([AccessEntry])

    answer = add_line(owen, case, text=text, back="/")

    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert text.strip() in answer.text
    assert contents([AccessEntry]) == before


@pytest.mark.parametrize("kind", BY_HAND)
def test_every_kind_of_entry_can_be_made_by_hand(
    case: Case, owen: Client, kind: LogKind
) -> None:
    add(owen, case, kind=kind.value, to="Judith Hathersby", channel="telephone")

    entry = entries(case)[0]
    assert (entry.kind, entry.to, entry.channel) == (
        kind,
        "Judith Hathersby",
        "telephone",
    )
    assert "Judith Hathersby (telephone)" in log(owen, case)


@pytest.mark.parametrize("kind", ["", "pack_released", "return_accepted", "nonsense"])
def test_facts_cannot_be_made_up_by_hand(case: Case, owen: Client, kind: str) -> None:
    before = len(entries(case))

    answer = add(owen, case, kind=kind)

    assert answer.status_code == 422
    assert SPOKE in answer.text
    assert len(entries(case)) == before


@pytest.mark.paragraph("P2.7")
def test_an_entry_made_on_a_later_day_says_so(case: Case, owen: Client) -> None:
    add(owen, case, **boxes("occurred_at", make.later(days=-1)))

    assert entries(case)[0].late
    assert "recorded later, today, 12:30pm" in log(owen, case)


WRONG = [
    ({"text": ""}, "Say what happened"),
    ({"text": "x" * (LONGEST + 1)}, "at most"),
    (boxes("occurred_at", make.later(days=1)), "That moment has not come yet"),
    ({"occurred_at_day": "31", "occurred_at_month": "2", "occurred_at_year": "2026",
      "occurred_at_time": "9:00"}, "must be a real date"),
    ({"occurred_at_day": "4"}, "must include a month and a year"),
    ({"to": "x" * 201}, "at most"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "said"), WRONG, ids=[one[1] for one in WRONG])
def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(
    case: Case, owen: Client, fields: dict[str, str], said: str
) -> None:
    before = contents([AccessEntry])

    answer = add(owen, case, **{"channel": "by letter", **fields})

    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="by letter"' in answer.text
    assert contents([AccessEntry]) == before


def test_a_long_text_is_kept_whole(case: Case, owen: Client) -> None:
    text = "All that was said. " * 1052
    add(owen, case, text=text[:LONGEST])

    assert entries(case)[0].text == text[:LONGEST].strip()
    assert text[:LONGEST].strip() in log(owen, case)


def test_strange_text_is_shown_exactly_and_runs_nowhere(
    case: Case, owen: Client
) -> None:
    add(owen, case, text=STRANGE)

    assert entries(case)[0].text == STRANGE
    page = log(owen, case)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}} %s" in page


def test_the_newest_entry_comes_first_under_its_day(
    cast: Cast, case: Case, owen: Client
) -> None:
    make.entry(case, cast, text="Second.", at=make.later(hours=1))

    page = log(owen, case)

    assert "3 entries, newest first" in page
    assert "Wednesday 4 November 2026</h2>" in page
    assert page.index("entry 3") < page.index("entry 2") < page.index("entry 1")


FILTERS = [
    ({"category": "decision"}, {"A decision."}),
    ({"category": "communication"}, {"A call."}),
    ({"person": "judith"}, {"A call."}),
    ({"person": "owen"}, {"A call."}),
    ({"agency": "Aldermoss Primary School"}, {"A decision."}),
    ({"agency": "Aldermoss Primary School", "person": "judith"}, set()),
    ({"category": "nonsense"}, set()),
    ({}, {"A decision.", "A call."}),
]


@pytest.mark.parametrize(("wanted", "found"), FILTERS)
def test_the_log_can_be_narrowed(
    cast: Cast, case: Case, owen: Client, wanted: dict[str, str], found: set[str]
) -> None:
    make.entry(case, cast, text="A decision.", agency=cast.school.name)
    kind = LogKind.NOTED_COMMUNICATION
    make.entry(case, cast, kind, by="owen", text="A call.", to=cast.judith.name)

    page = log(owen, case, **wanted)

    assert {one for one in ("A decision.", "A call.") if one in page} == found
    assert ("No entry fits this filter." in page) == (not found)


def test_a_correction_stands_beside_what_it_corrects(case: Case, owen: Client) -> None:
    add(owen, case)

    answer = post(owen, f"/cases/{case.pk}/log/3/correct/", text="It was the deputy.")

    assert answer.status_code == 302
    page = log(owen, case)
    assert "Corrected by entry 4." in page
    assert "Corrects entry 3." in page
    assert SPOKE in page
    assert "rr-struck" in page


def test_a_correction_without_words_is_refused(case: Case, owen: Client) -> None:
    answer = post(owen, f"/cases/{case.pk}/log/1/correct/", text=" ")

    assert answer.status_code == 422
    assert "Say what the entry should have said." in answer.text


@pytest.mark.parametrize("seq", [0, 99])
def test_an_entry_that_is_not_there_cannot_be_corrected(
    case: Case, owen: Client, seq: int
) -> None:
    assert owen.get(f"/cases/{case.pk}/log/{seq}/correct/").status_code == 404


def test_the_scrutineer_reads_the_log_from_the_pack_on_and_writes_nothing(
    cast: Cast, case: Case
) -> None:
    make.appoint(case, cast.nadia, "scrutineer")
    nadia = signed_in(cast.nadia)
    assert nadia.get(f"/cases/{case.pk}/log/").status_code == 404

    make.entry(case, cast, LogKind.PACK_RELEASED)

    page = log(nadia, case)
    assert "Add what happened earlier" not in page
    assert 'id="log-line"' not in page
    assert add(nadia, case).status_code == 403


def test_the_log_prints_to_a_file(case: Case, owen: Client) -> None:
    answer = owen.get(f"/cases/{case.pk}/log/print/")

    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="daily-log.pdf"'


def test_the_printed_log_says_what_was_new_and_what_took_its_place(
    cast: Cast, case: Case, owen: Client
) -> None:
    make.entry(case, cast, LogKind.DATE_AGREED, text="Meet.", to="Judith", new="Day 7")
    make.entry(case, cast, LogKind.DATE_AGREED, text="Meet.", old="Day 7", new="Day 8")

    said = pdf_words(owen.get(f"/cases/{case.pk}/log/print/").content)

    assert "To Judith. Meet." in said
    assert "Recorded: Day 7" in said
    assert "Changed: Day 7 → Day 8" in said


def test_an_export_is_an_entry_and_then_a_file(case: Case, owen: Client) -> None:
    answer = post(owen, f"/cases/{case.pk}/export/")

    assert entries(case)[0].kind == LogKind.CASE_EXPORTED
    bundle = owen.get(answer["Location"])
    assert bundle.content.startswith(b"PK")
    assert make.LABEL not in bundle["Content-Disposition"]


def test_a_day_is_londons_day(cast: Cast, case: Case, owen: Client) -> None:
    make.entry(case, cast, text="Late.", at=make.DAY_1 - timedelta(hours=9, minutes=31))

    assert "Tuesday 3 November 2026</h2>" in log(owen, case)
