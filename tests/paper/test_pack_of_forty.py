"""A pack of forty agencies with ten pages each, in a process with little memory (P6.1).

The child joins the pack under a limit, writes it to a file and says what it used; another
library than the one that wrote it then reads it. ``make pack-size`` prints the figures.
"""

import io
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pypdf
import pytest

from rapidreview.paper.pack import Part, write_pack
from rapidreview.paper.pack_attachment import Beside, with_file
from rapidreview.paper.spool import Spool
from tests.paper.papers import AT, pdf
from tests.paper.test_pack import COVER, log_of

ROOT = Path(__file__).parents[2]
AGENCIES, PAGES = 40, 10
MB = 1024**2
MEMORY = 700 * MB  # of addresses, of which the libraries alone take some 400
# Resident, beyond what a pack of two agencies takes: the skeleton of 600 tagged pages.
GROWTH = 260 * MB
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write(into: str, agencies: int, photograph_bytes: int) -> dict[str, float]:
    """Join a pack as the product does, from a spool; what it took."""
    ten, began = log_of(110), time.process_time()
    with Spool() as spool, Path(into).open("wb") as file:
        parts = []
        for number in range(1, agencies + 1):
            parts.append(Part(f"Agency {number}: return", spool.add(ten)))
            sheet = with_file(pdf(), _beside(number, photograph_bytes))
            kept = spool.add(sheet)
            parts.append(Part(f"Attachment 1: plan {number}", kept, level=1))
            pages = spool.add(pdf(rotate=90))
            title = f"Attachment 1: plan {number}"
            parts.append(Part(title, pages, level=1, ours=False, follows=True))
        total = write_pack(
            parts, file, title="Pack", marking="OFFICIAL-SENSITIVE", at=AT, cover=COVER
        )
    return {
        "pages": total,
        "seconds": round(time.process_time() - began, 2),
        "peak": _peak(),
        "bytes": Path(into).stat().st_size,
    }


def _peak() -> int:
    """The most memory this process had; getrusage would count its parent's at the fork."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def _beside(number: int, size: int) -> Beside:
    return Beside(os.urandom(size), f"Agency {number}, attachment 1.docx", WORD, AT)


def in_a_child(into: Path, agencies: int, photograph_bytes: int = 1000) -> dict:
    asked = [sys.executable, "-m", "tests.paper.test_pack_of_forty"]
    asked += [str(into), str(agencies), str(photograph_bytes)]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True, timeout=120)
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def forty(tmp_path_factory) -> tuple[dict, pypdf.PdfReader]:
    made = tmp_path_factory.mktemp("pack") / "pack.pdf"
    used = in_a_child(made, AGENCIES)
    return used, pypdf.PdfReader(io.BytesIO(made.read_bytes()))


@pytest.mark.paragraph("P6.1")
def test_forty_agencies_take_hardly_more_memory_than_two(forty, tmp_path):
    two = in_a_child(tmp_path / "two.pdf", 2)
    used, _ = forty

    assert used["pages"] >= AGENCIES * PAGES
    assert used["peak"] - two["peak"] < GROWTH
    assert used["seconds"] < 15


@pytest.mark.paragraph("P6.1")
def test_eight_large_attachments_take_hardly_more_memory_than_two(tmp_path):
    two = in_a_child(tmp_path / "two.pdf", 2, 8 * MB)
    eight = in_a_child(tmp_path / "eight.pdf", 8, 8 * MB)

    assert eight["bytes"] > 64 * MB
    assert eight["peak"] - two["peak"] < 32 * MB


@pytest.mark.paragraph("P6.1")
def test_its_outline_and_contents_lead_to_each_return_and_attachment(forty):
    _, reader = forty
    top = [one for one in reader.outline if not isinstance(one, list)]
    returns = [one for one in top if one.title.endswith(": return")]
    under = [one for one in reader.outline if isinstance(one, list)]
    attachments = [one for many in under for one in many if "plan" in str(one.title)]

    assert (len(returns), len(attachments)) == (AGENCIES, AGENCIES)
    starts = [reader.get_destination_page_number(one) for one in returns]
    links = [one for n in (1, 2, 3) for one in reader.pages[n].get("/Annots", [])]
    told = [one.get_object()["/Dest"][0].get_object() for one in links]
    assert set(starts) <= {reader.get_page_number(page) for page in told}


@pytest.mark.paragraph("P6.1")
def test_its_pages_are_labelled_numbered_and_marked(forty):
    used, reader = forty
    total = used["pages"]

    assert reader.page_labels == [str(n) for n in range(1, total + 1)]
    for number in (1, 2, 3, total // 2, total - 1, total):
        text = reader.pages[number - 1].extract_text()
        assert f"Pack page {number} of {total}" in text
        assert "OFFICIAL-SENSITIVE" in text


@pytest.mark.paragraph("P6.1")
def test_each_attached_file_is_in_it_once(forty):
    _, reader = forty

    names = [one.name for one in reader.attachment_list]

    assert sorted(names) == sorted(
        f"Agency {n}, attachment 1.docx" for n in range(1, AGENCIES + 1)
    )


if __name__ == "__main__":
    where, how_many, size = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout.write(json.dumps(write(where, int(how_many), int(size))) + "\n")
