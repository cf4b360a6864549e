"""The header of an entry names the request that caused it, and nothing of its words."""

import json

import pytest

from rapidreview.dailylog.models import LogEntry
from tests import make
from tests.cast import gather, gather_elsewhere
from tests.posting import post, signed_in

pytestmark = pytest.mark.django_db
WORDS = "Rang the school about Bramwell."


def test_an_entry_carries_the_key_of_its_request() -> None:
    cast = gather()
    gather_elsewhere()
    case = make.case(cast)

    post(signed_in(cast.owen), f"/cases/{case.pk}/log/line/", text=WORDS, back="")

    entry = LogEntry.objects.filter(log__case=case).last()
    assert entry is not None
    header = json.loads(bytes(entry.header))
    assert len(header["request_id"]) == 36
    assert WORDS not in bytes(entry.header).decode()
