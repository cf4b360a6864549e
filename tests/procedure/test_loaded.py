"""A procedure that is kept says the same when it is taken out again."""

import json
from pathlib import Path

import pytest

from rapidreview.procedure.definition import ProcedureFileError, shipped, shipped_ids
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.loaded import (
    from_said,
    load_whole,
    load_whole_bytes,
    shipped_whole,
)
from tests.procedure.refusals import refuses

PROCEDURES = sorted((Path(__file__).parent / "procedures").glob("*.yaml"))


@pytest.mark.paragraph("P1.4")
@pytest.mark.parametrize("path", PROCEDURES, ids=lambda path: path.stem)
def test_what_is_kept_is_the_procedure_itself(path: Path) -> None:
    loaded = load_whole(path.read_text(encoding="utf-8"))

    kept = json.loads(json.dumps(loaded.said))

    assert from_said(kept, loaded.procedure.hash) == loaded.procedure


@pytest.mark.parametrize("name", shipped_ids())
def test_a_shipped_one_is_kept_with_what_it_extends(name: str) -> None:
    loaded = shipped_whole(name)

    assert loaded.procedure == shipped(name)
    assert from_said(loaded.said, loaded.procedure.hash) == shipped(name)
    assert isinstance(loaded.said, dict)
    assert "stages" in loaded.said


def test_a_file_that_cannot_be_used_is_not_kept() -> None:
    with pytest.raises(ProcedureFileError, match="line 1"):
        load_whole("id: Not a name")


def test_bytes_are_kept_like_the_text_that_they_are() -> None:
    text = PROCEDURES[0].read_text(encoding="utf-8")

    assert load_whole_bytes(b"\xef\xbb\xbf" + text.encode()) == load_whole(text)
    with pytest.raises(ProcedureFileError, match="line 1: this is no text in UTF-8"):
        load_whole_bytes(b"\xff")


@pytest.mark.paragraph("P7.3")
def test_the_guidance_that_is_stamped_on_a_case_has_its_links() -> None:
    first, _ = shipped("rapid-review-2018").guidance_words.splitlines()

    assert first.startswith("Working Together to Safeguard Children 2018 https://")
    assert shipped("rapid-review-2025").guidance_words.startswith(
        "Working Together to Safeguard Children 2023\n"
    )


def test_values_that_are_no_procedure_are_not_taken_out() -> None:
    with pytest.raises(ValueError, match="validation error"):
        from_said("nothing", "")


def test_only_what_comes_with_the_product_is_shipped() -> None:
    with refuses(Refused, match="No procedure “elsewhere”"):
        shipped_whole("elsewhere")
