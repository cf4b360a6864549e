"""A late return makes another version, which says what changed (P6.1)."""

import io
from dataclasses import replace

import pypdf
import pytest

from rapidreview.case.models import Case
from rapidreview.casefolder import storage
from rapidreview.collation import actions
from rapidreview.collation.content import (
    Content,
    changes_since,
    content_of,
    latest_pack,
)
from rapidreview.collation.models import Pack
from rapidreview.procedure.logkinds import LogKind
from rapidreview.quality import actions as quality
from rapidreview.scoping.models import AgencyReturn
from tests.attached import LATE, attached, comes_late, release_all
from tests.cast import Cast, gather
from tests.opened import told
from tests.settled import PACK_AT, packed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def case(cast: Cast) -> Case:
    """Version 1 was made without the police, by the Chair's go-ahead."""
    made = attached(cast, "SCH", "POL")
    why, judith = "The meeting will hear Bramwell’s officer.", cast.actor("judith")
    actions.give_go_ahead(made, reason=why, by=judith, at=PACK_AT)
    actions.collate(made, by=cast.actor("owen"), at=PACK_AT)
    return made


def cover_of(pack: Pack) -> str:
    pages = pypdf.PdfReader(io.BytesIO(storage.read(pack.version))).pages
    return " ".join(pages[0].extract_text().split())


def changes(case: Case) -> list[str]:
    earlier = latest_pack(case)
    assert earlier is not None
    return changes_since(earlier, content_of(case, at=LATE))


@pytest.mark.paragraph("P6.1")
def test_the_cover_names_who_is_missing_and_the_chairs_reason_without_a_name(
    case: Case,
) -> None:
    cover = cover_of(case.packs.get())

    assert "Fellmoor Constabulary: awaited" in cover
    assert "Go-ahead of Judith" in cover
    assert "The meeting will hear Child A’s officer." in cover
    assert "Changed since" not in cover


@pytest.mark.paragraph("P6.1")
def test_nothing_has_changed_as_long_as_nothing_comes(case: Case) -> None:
    assert changes(case) == []


@pytest.mark.paragraph("P6.1")
def test_version_2_says_on_its_cover_and_in_the_log_what_a_late_return_added(
    case: Case, cast: Cast
) -> None:
    comes_late(case, cast)
    release_all(case, cast)

    second = actions.collate(case, by=cast.actor("owen"), at=LATE)

    cover, entry = cover_of(second), told(case, LogKind.RETURNS_COLLATED)[-1]
    for words in (
        "Added: Fellmoor Constabulary: return",
        "Attachment added: Aldermoss Primary School, Drawing",
    ):
        assert words in cover
        assert words in entry.text
    assert "Changed since version 1" in cover


@pytest.mark.paragraph("P6.1")
def test_a_return_of_another_round_takes_the_place_of_the_earlier_one(
    case: Case,
) -> None:
    now = content_of(case, at=LATE)
    (school,) = now.included
    round_2 = replace(school, accepted=AgencyReturn(case=case, round=2))
    again = Content((round_2,), (), now.held)
    earlier = latest_pack(case)

    assert earlier is not None
    assert changes_since(earlier, again) == [
        "Replaced: Aldermoss Primary School: return, round 2, in place of round 1"
    ]


@pytest.mark.paragraph("P6.1")
def test_a_return_that_is_not_accepted_any_more_is_named(
    case: Case, cast: Cast
) -> None:
    quality.QualityDecision.objects.filter(case=case).update(accepted=False)

    assert "Taken out: Aldermoss Primary School" in changes(case)


@pytest.mark.paragraph("P6.1")
def test_a_version_made_again_says_that_nothing_changed(cast: Cast) -> None:
    first = packed(cast)

    second = actions.collate(first.case, by=cast.actor("owen"), at=LATE)

    assert "Changed since version 1 – Nothing that goes into the pack." in cover_of(
        second
    )


@pytest.mark.paragraph("P14.6")
def test_of_a_pack_made_outside_it_is_said_that_its_content_is_not_known(
    case: Case,
) -> None:
    case.packs.get().included.all().delete()

    assert changes(case) == ["What version 1 held was not recorded here."]
