"""What a Word form that was read means in the terms of the core: answers, and the rest.

Asks no database: the command line reads returns with it too.
"""

from collections.abc import Iterator

from rapidreview.evidence.answers import Answers
from rapidreview.evidence.form import FORM_VERSION, Need, Repeat, blocks, form
from rapidreview.paper.word_layout import BENEATH, ReadForm, Unread

# With fewer of our codes than these, and without our mark, a file is somebody else's.
FEWEST_CODES = 5
OURS = {
    question.code
    for question in form().questions
    if question.need in {Need.PREFILLED, Need.SYSTEM} and question.repeat is None
}


def is_ours(read: ReadForm) -> bool:
    """Is this the scoping form, whatever a program made of it?"""
    if read.form_version or read.reference:
        return True
    known = {code for code in (*read.labels, *read.values) if form().knows(code)}
    return len(known) >= FEWEST_CODES


def answers_of(read: ReadForm) -> Answers:
    """The answers that have a question, as the core reads them."""
    values = {
        code: text.strip("\n")
        for code, text in read.values.items()
        if _is_question(code)
    }
    children = max(blocks(values, Repeat.CHILD), 1)
    version = read.form_version or FORM_VERSION
    return Answers(values, tuple(read.rows), children, version)


def unread_of(read: ReadForm) -> list[Unread]:
    """Every text of the file that was placed under no question, with where it stood."""
    return [*_unknown_codes(read), *_beside_questions(read), *_between(read)]


def _unknown_codes(read: ReadForm) -> Iterator[Unread]:
    yield from read.unmatched
    for code, text in read.values.items():
        if not _is_question(code):
            yield Unread(text, f"beside the code {code}, which the form does not have")


def _is_question(code: str) -> bool:
    return form().knows(code) and form().question(code).section != "E"


def _beside_questions(read: ReadForm) -> Iterator[Unread]:
    """What was typed into the left-hand column, below the question."""
    if not _knows_words_of(read):
        return
    for code, lines in read.labels.items():
        if form().knows(code):
            typed = [line for line in lines[1:] if _bare(line) not in _words_of(code)]
            if text := "\n".join(typed).strip():
                where = f"in the left-hand column, below question {code}"
                yield Unread(text, where, code)


def _between(read: ReadForm) -> Iterator[Unread]:
    """What was typed between the tables in the style of our own lines."""
    if not _knows_words_of(read):
        return
    hints = {_bare(section.hint) for section in form().sections}
    for line in read.own_lines:
        below_a_heading = line.where.startswith("under “")
        if (
            below_a_heading
            and not _is_first_page(line)
            and _bare(line.text) not in hints
        ):
            yield line


def _is_first_page(line: Unread) -> bool:
    return "Before you begin" in line.where


def _knows_words_of(read: ReadForm) -> bool:
    """The words of another version are not ours to know."""
    return read.form_version in {"", FORM_VERSION}


def _words_of(code: str) -> set[str]:
    question = form().question(code)
    beneath = f"{BENEATH}{question.details}"
    return {_bare(words) for words in ("", question.hint, beneath, question.title)}


def _bare(words: str) -> str:
    return " ".join(words.split()).casefold()


def difference(
    read: ReadForm, *, reference: str = "", agency: str = "", version: str = ""
) -> str:
    """Why this is not the form that was sent, in a sentence; empty if it is."""
    pairs = (
        (read.reference, reference, "another request"),
        (read.agency, agency, "another agency"),
    )
    for made_for, sent_for, what in pairs:
        if made_for and sent_for and _bare(made_for) != _bare(sent_for):
            return (
                f"This form was made for {what}: it says {made_for}, and we expected "
                f"{sent_for}."
            )
    if read.form_version and version and read.form_version != version:
        return (
            f"This form is of version {read.form_version}; we sent version {version}."
        )
    return ""
