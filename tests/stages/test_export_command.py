"""``export-case``: one case, by its reference, into a file."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from rapidreview.dailylog.reading import entries
from rapidreview.dailylog.verify import verify
from rapidreview.procedure.logkinds import LogKind
from tests import make
from tests.cast import gather, gather_elsewhere

pytestmark = pytest.mark.django_db


def test_a_case_is_exported_by_its_reference(tmp_path: Path) -> None:
    cast, elsewhere = gather(), gather_elsewhere()
    case, _ = make.case(cast), make.case(elsewhere)

    call_command("export-case", case.reference, "--out", str(tmp_path / "case.zip"))

    assert verify(tmp_path / "case.zip")[1] == []
    assert entries(case)[0].kind == LogKind.CASE_EXPORTED
    assert entries(case)[0].by == "Rapid Review"


def test_an_unknown_reference_is_an_error_of_usage(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no case with the reference") as refused:
        call_command("export-case", "NSCP-RR-9999", "--out", str(tmp_path / "x.zip"))

    assert refused.value.returncode == 2
    assert not (tmp_path / "x.zip").exists()
