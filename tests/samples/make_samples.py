"""Write every sample as .docx beside this file: ``make samples``.

The same samples give the same files; tests/samples/test_samples.py reads those in the
repository and says when they are not what this would write.
"""

import io
import sys
from datetime import UTC, datetime

import docx

from rapidreview.evidence.answers import Answers
from rapidreview.evidence.form import Repeat
from rapidreview.paper.word_form import write_form
from rapidreview.scoping.form_layout import layout_of
from tests.samples.drawn import HERE, Sample, samples

AT = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)


def written(sample: Sample, *, blank: bool = False) -> bytes:
    """The sample as a Word file; ``blank``: the form before anybody wrote in it."""
    answers = Answers(sample.values, children=sample.children)
    counts = {repeat: max(1, answers.count(repeat)) for repeat in Repeat}
    counts[Repeat.CHILD] = sample.children
    layout = [one for one in layout_of(counts) if one.code not in sample.without]
    data = write_form(
        layout,
        {} if blank else sample.values,
        form_version=sample.version,
        at=AT,
        child_details=True,
        rows=() if blank else sample.rows,
        **sample.first_page,
    )
    return _with_loose_text(data, sample.loose) if sample.loose else data


def _with_loose_text(data: bytes, lines: tuple[str, ...]) -> bytes:
    document = docx.Document(io.BytesIO(data))
    for line in lines:
        document.add_paragraph(line)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def main() -> None:
    for old in HERE.glob("*.docx"):
        old.unlink()
    for sample in samples():
        (HERE / f"{sample.file}.docx").write_bytes(written(sample))
    sys.stdout.write(f"{len(samples())} returns in {HERE.name}/\n")


if __name__ == "__main__":
    main()
