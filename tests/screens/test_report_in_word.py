"""The pages on which a report edited in Word comes in, versions are compared, remarks kept."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from rapidreview.casefolder import storage
from rapidreview.procedure.errors import Stale
from rapidreview.procedure.logkinds import LogKind
from rapidreview.report import versions
from rapidreview.report.models import Report
from rapidreview.report.papers import DOCX
from rapidreview.report.remarking import Verdict, answer_remarks
from tests import reported, word_edits
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import told
from tests.paper.papers import docx_words
from tests.posting import post, signed_in, stop_the_clock
from tests.reported import SIGNED_AT, UPDATED_AT, write

pytestmark = pytest.mark.django_db
PAGES = ("edited_reports", "compare_report", "report_remarks", "compare_report_word")


@pytest.fixture
def cast(settings: object) -> Cast:
    stop_the_clock(settings, SIGNED_AT)
    return gather()


@pytest.fixture
def begun(cast: Cast) -> Report:
    report = reported.begun(cast)
    for code in ("R3", "R7", "R8", "R9", "R10", "R11", "R12", "R20"):
        write(report, code, f"What stands in {code}.\n\nAnd more.", cast)
    versions.keep_version(report, what="x", by=cast.actor("owen"), at=UPDATED_AT)
    return reported.fresh(report)


@pytest.fixture
def owen(cast: Cast) -> Client:
    return signed_in(cast.owen)


def at(report: Report, name: str, **more: object) -> str:
    return reverse(name, kwargs={"case_id": report.case_id, **more})


def worked(report: Report) -> SimpleUploadedFile:
    word = storage.read(reported.newest(report).word)
    data = word_edits.edited(word, word_edits.work_on)
    return SimpleUploadedFile("edited.docx", data, DOCX)


def hand_in(client: Client, report: Report) -> str:
    answer = post(client, at(report, "edited_reports"), document=worked(report))
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def named(page: str, begins: str) -> list[str]:
    """The names of the form's values that begin so, in order."""
    parts = page.split(f'name="{begins}')[1:]
    return list(dict.fromkeys(begins + part.split('"')[0] for part in parts))


@pytest.mark.paragraph("P9.1")
def test_a_file_is_handed_in_and_decided_section_by_section(
    begun: Report, owen: Client
) -> None:
    address = hand_in(owen, begun)
    page = owen.get(address).content.decode()
    before = begun.sections.get(code="R7").text
    seen = named(page, "do_")
    typed = dict.fromkeys(seen, "take")
    typed |= dict.fromkeys(named(page, "into_"), "R11")
    typed |= {name: page.split(f'name="{name}" value="')[1].split('"')[0]
              for name in named(page, "seen_")}  # fmt: skip

    answer = post(owen, address, **typed)

    assert "<ins>" in page
    assert "Who heard this?" in page
    assert "Helene Wintersea" in page
    assert "Text outside of any section, after R11" in page
    assert "Tracked changes, read as accepted" in page
    assert answer.status_code == 302
    assert before == "What stands in R7.\n\nAnd more."
    assert "1. Step one" in begun.sections.get(code="R7").text
    assert "## A new chapter" in begun.sections.get(code="R11").text
    after = owen.get(address).content.decode()
    assert "Taken into R11" in after
    assert "Keep these decisions" not in after


@pytest.mark.paragraph("P9.1")
def test_a_section_changed_meanwhile_is_a_conflict_and_the_choices_stay(
    begun: Report, owen: Client, cast: Cast
) -> None:
    address = hand_in(owen, begun)
    page = owen.get(address).content.decode()
    write(begun, "R3", "Priya’s.\n\nAnd more.", cast, "priya")
    typed = dict.fromkeys(named(page, "do_"), "later")
    typed |= dict.fromkeys(named(page, "seen_"), "2")
    key = next(
        k.removeprefix("seen_") for k in named(page, "seen_") if _is_r3(begun, k)
    )
    typed[f"do_{key}"] = "take"

    answer = post(owen, address, **typed)

    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Priya’s." in shown
    assert begun.sections.get(code="R3").text == "Priya’s.\n\nAnd more."


def _is_r3(report: Report, name: str) -> bool:
    part = report.edited_files.get().parts.get(pk=name.removeprefix("seen_"))
    return part.code == "R3"


@pytest.mark.paragraph("P9.1")
def test_what_is_no_word_file_or_of_another_case_is_refused(
    begun: Report, owen: Client
) -> None:
    address = at(begun, "edited_reports")
    other = docx.Document()
    other.sections[0].footer.paragraphs[0].text = "x | Reference: RR-0000 | Version 0.1"
    made = io.BytesIO()
    other.save(made)

    assert post(owen, address).status_code == 422
    text = post(owen, address, document=SimpleUploadedFile("a.txt", b"words"))
    assert text.status_code == 422
    wrong = post(
        owen, address, document=SimpleUploadedFile("a.docx", made.getvalue(), DOCX)
    )
    assert wrong.status_code == 422
    assert "says that it is of RR-0000" in wrong.content.decode()
    assert not told(begun.case, LogKind.REPORT_EDIT_RECEIVED)


@pytest.mark.paragraph("P9.1")
def test_outsiders_find_nothing_and_readers_may_not(
    begun: Report, owen: Client, cast: Cast
) -> None:
    hand_in(owen, begun)
    oliver, helene = signed_in(gather_elsewhere().priya), signed_in(cast.helene)

    for name in PAGES:
        assert oliver.get(at(begun, name)).status_code == 404
        assert helene.get(at(begun, name)).status_code == 403
    for name in ("edited_report", "edited_report_word"):
        assert oliver.get(at(begun, name, number=1)).status_code == 404
        assert owen.get(at(begun, name, number=9)).status_code == 404
    assert owen.get(at(begun, "edited_report_word", number=1)).status_code == 200
    listed = owen.get(at(begun, "edited_reports")).content.decode()
    assert "1. edited.docx" in listed


@pytest.mark.paragraph("P9.1")
def test_the_file_and_its_comments_are_offered_where_the_section_is_written(
    begun: Report, owen: Client
) -> None:
    hand_in(owen, begun)
    address = at(begun, "report_section", report_code="R8")

    page = owen.get(address).content.decode()
    put = post(owen, address, text="Mine.", version="2", insert="word-1")

    assert "From the file 1 edited in Word" in page
    assert "Who heard this?" in page
    assert "Mine.\n\nWhat stands in R8." in put.content.decode()


@pytest.mark.paragraph("P1.17")
def test_two_versions_are_compared_on_a_page_and_on_paper(
    begun: Report, owen: Client
) -> None:
    asked = {"before": "0.1", "after": "0.2"}

    page = owen.get(at(begun, "compare_report"), asked).content.decode()
    paper = owen.get(at(begun, "compare_report_word"), asked)

    assert "From version 0.1 to version 0.2" in page
    assert "What stands in R20." in page
    assert "Not changed: R1" in page
    said = docx_words(paper.content)
    assert "From version 0.1 to 0.2" in said
    assert "What stands in R20." in said
    for name in ("compare_report", "compare_report_word"):
        assert owen.get(at(begun, name), {"before": "9.9"}).status_code == 422
    now = owen.get(at(begun, "compare_report")).content.decode()
    assert "0 sections changed" in now


@pytest.mark.paragraph("P9.2")
def test_remarks_are_answered_with_a_reason_and_block_nothing(
    begun: Report, owen: Client, cast: Cast
) -> None:
    write(begun, "R12", "Bramwell was seen on 3 May 2024.", cast)
    address = at(begun, "report_remarks")
    page = owen.get(address).content.decode()
    marks = [name.removeprefix("do_") for name in named(page, "do_")]
    later = {f"do_{one}": "later" for one in marks} | {f"why_{m}": "" for m in marks}

    none = post(owen, address, **later)
    bare = post(owen, address, **later | {f"do_{marks[0]}": "keep"})
    given = {f"do_{marks[0]}": "keep", f"why_{marks[0]}": "Agreed."}
    done = post(owen, address, **later | given | {f"do_{marks[1]}": "mend"})

    assert "A name or detail stands here that has a label: Child A." in page
    assert "“Bramwell was seen on 3 May 2024.”" in page
    assert none.status_code == 422
    assert bare.status_code == 422
    assert "Say why it stays" in bare.content.decode()
    assert done.status_code == 302
    after = owen.get(address).content.decode()
    assert "1 kept with a reason" in after
    assert "Agreed." in after
    assert "To be mended, says Owen Tarnfield" in after
    judith = signed_in(cast.judith)
    assert (
        "To look at again before it goes out"
        in judith.get(at(begun, "sign_report")).content.decode()
    )


@pytest.mark.paragraph("P9.2")
def test_a_remark_that_is_gone_is_said(begun: Report, cast: Cast) -> None:
    verdicts = {"gone": Verdict(keep=False)}

    with pytest.raises(Stale, match="that remark is gone"):
        answer_remarks(begun, verdicts, by=cast.actor("owen"), at=UPDATED_AT)


@pytest.mark.paragraph("P9.1")
def test_what_was_put_in_is_quoted_and_kept_with_where_it_came_from(
    begun: Report, owen: Client, cast: Cast
) -> None:
    address = at(begun, "report_section", report_code="R11")
    found = post(owen, address, text="Mine.", version="2", words="late", find="yes")
    shown = found.content.decode()
    key = next(k for k in shown.split('name="insert" value="')[1:] if "row-" in k[:60])
    key = key.split('"')[0]

    put = post(owen, address, text="Mine.", version="2", insert=key).content.decode()
    saved = post(owen, address, text="Mine.\n\n“Late.” (x)", version="2", taken=key)

    assert found.status_code == 200
    assert "Mine.</textarea>" in shown
    assert "Mine.\n\n“Late.” (Aldermoss Primary School: chronology, row 1" in put
    assert f'name="taken" value="{key}"' in put
    assert saved.status_code == 302
    page = owen.get(address).content.decode()
    assert "Where this was taken from" in page
    assert "put in by Owen Tarnfield" in page
    assert "Its words stand in the text." in page
    write(begun, "R11", "Rewritten.", cast)
    assert "Its words were rewritten since." in owen.get(address).content.decode()


@pytest.mark.paragraph("P9.1")
def test_lists_and_tables_are_read_as_such(
    begun: Report, owen: Client, cast: Cast
) -> None:
    text = "- a\n  3. b\n- c\n\n| A | B |\n|---|---|\n| x | y |"
    write(begun, "R7", text, cast)

    page = owen.get(at(begun, "read_report")).content.decode()

    assert '<li value="3"><span class="rr-answer">b</span>' in page
    assert page.count('<span class="rr-answer">c</span></li></ul>') == 1
    assert ">A</th>" in page
    assert ">y</td>" in page
