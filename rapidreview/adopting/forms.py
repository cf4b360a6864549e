"""What people give to adopt a procedure: a file, a start to try, a day, a case's target."""

import re
from datetime import datetime
from pathlib import PurePath
from typing import Any, Self

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from rapidreview.adopting.comparing import USUAL_HOUR, Start
from rapidreview.door.dates import DayField, MomentField, MomentInput
from rapidreview.door.forms import PageForm
from rapidreview.door.words import Words
from rapidreview.procedure.definition import ProcedureFileError
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.loaded import (
    Loaded,
    load_whole,
    load_whole_bytes,
    shipped_whole,
)
from rapidreview.procedure.reading import MOST_BYTES
from rapidreview.procedure.typed import parse_instant

SUFFIXES = {".yaml", ".yml", ".txt"}
CHOOSE = "Choose one of the list."
LINE = re.compile(r"line (\d+):")
LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # as YAML counts lines
LONGEST_QUOTE = 120


class Written(forms.CharField):
    """A text exactly as it was typed: its lines are counted, and it may be anything."""

    widget = forms.Textarea(attrs={"rows": 18, "class": "rr-file"})

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)
        self.validators = []  # the reader of procedures says what is wrong, and where


class LoadForm(PageForm):
    """A procedure file, its text, or the name of a shipped procedure: one of the three.

    ``sentences`` are all errors of the file, each with its line; ``quoted`` those lines
    themselves; ``loaded`` is what it says.
    """

    file = forms.FileField(
        label="A procedure file",
        required=False,
        allow_empty_file=True,
        max_length=200,
        help_text=f"YAML, such as ours.yaml; at most {MOST_BYTES:,} bytes.",
        error_messages={"max_length": "Give the file a shorter name."},
    )
    text = Written(label="Or its text", required=False)
    shipped = forms.ChoiceField(
        label="Or a procedure that comes with the product",
        required=False,
        error_messages={"invalid_choice": CHOOSE},
    )

    def __init__(
        self, *args: Any, shipped: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.loaded: Loaded | None = None
        self.sentences: list[str] = []
        self.quoted: list[tuple[int, str]] = []
        if shipped:
            self.fields["shipped"].choices = [("", "None"), *shipped]  # type: ignore[attr-defined]
        else:
            del self.fields["shipped"]

    def clean(self) -> dict[str, Any]:
        """Read the one that was given."""
        given: dict[str, Any] = super().clean() or {}
        if self.errors:
            return given
        named = [name for name in self.fields if given.get(name)]
        if len(named) != 1:
            self.add_error(None, _one_of(self.fields.keys(), len(named)))
        elif named == ["file"]:
            self._read_file(given["file"])
        else:
            self._read(named[0], given[named[0]])
        return given

    def _read_file(self, file: UploadedFile) -> None:
        if PurePath(file.name or "").suffix.lower() not in SUFFIXES:
            self.add_error("file", "Choose a file whose name ends in .yaml.")
            return
        content = file.read(MOST_BYTES + 1)
        self._read("file", content)
        if self.sentences and len(content) <= MOST_BYTES:
            self._show(content)

    def _read(self, name: str, given: str | bytes) -> None:
        try:
            if name == "shipped":
                self.loaded = shipped_whole(str(given))
            elif isinstance(given, bytes):
                self.loaded = load_whole_bytes(given)
            else:
                self.loaded = load_whole(given)
        except ProcedureFileError as error:
            self.sentences = [one[:1].upper() + one[1:] for one in error.errors]
            self.quoted = _quoted(error.errors, given)
            self.add_error(name, _number(len(self.sentences)))

    def _show(self, content: bytes) -> None:
        """The text of the file in the box, to be mended there; a file cannot be kept."""
        try:
            words = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return
        if isinstance(self.data, QueryDict):
            self.data = self.data.copy()
            self.data["text"] = words.replace("\x00", "")


def _quoted(errors: list[str], given: str | bytes) -> list[tuple[int, str]]:
    """The lines that the errors name, as they stand there, cut where they are long."""
    text = given if isinstance(given, str) else given.decode("utf-8", "replace")
    lines = LINE_END.split(text)
    numbers = {int(found[1]) for one in errors if (found := LINE.match(one))}
    return [
        (number, lines[number - 1].replace("\x00", "")[:LONGEST_QUOTE])
        for number in sorted(numbers)
        if number <= len(lines)
    ]


def _one_of(names: Any, given: int) -> str:
    ways = ["a file", "its text", "one that comes with the product"][: len(names)]
    listed = f"{', '.join(ways[:-1])} or {ways[-1]}"
    if given:
        return f"Give one procedure only: {listed}."
    return f"Give a procedure: {listed}."


def _number(errors: int) -> str:
    listed = "it is" if errors == 1 else "they are"
    many = "error" if errors == 1 else "errors"
    return f"{errors} {many} in this procedure; {listed} said at the top of the page."


class PreviewForm(PageForm):
    """A start to try. It is asked for by GET, so that the page can be sent as a link."""

    start = MomentField(
        label="When the intention to notify is received", usual_time=USUAL_HOUR
    )
    sin = MomentField(
        label="When the SIN is submitted",
        required=False,
        usual_time=USUAL_HOUR,
        help_text="Leave empty if it is not known.",
    )
    aware = MomentField(
        label="When the local authority became aware",
        required=False,
        usual_time=USUAL_HOUR,
        help_text="Leave empty if it is not known.",
    )

    @classmethod
    def asked(cls, query: QueryDict, usual: datetime) -> Self:
        """The form as its address fills it: box by box, or ``?start=2026-11-02T10:00``."""
        given = query.copy()
        for name, field in cls.base_fields.items():
            if name in given:
                _fill(given, name, field.widget, given.get(name, ""))
        if not any(name.startswith("start_") for name in given):
            _fill(given, "start", cls.base_fields["start"].widget, usual.isoformat())
        return cls(given)

    @property
    def chosen(self) -> Start:
        """What the timetables are tried with."""
        given = self.cleaned_data
        return Start(given["start"], given["sin"], given["aware"])


def _fill(given: QueryDict, name: str, widget: MomentInput, typed: object) -> None:
    """A moment in one piece, in the boxes of the page; what is none stays in the first."""
    try:
        values = widget.decompress(parse_instant(str(typed)))
    except Refused:
        values = [str(typed)[:100]]
    for (box, _, _), value in zip(widget.boxes, values, strict=False):
        given[f"{name}_{box}"] = value or ""


class InForceForm(PageForm):
    """From which day new cases follow a procedure, and why."""

    only_form = True
    from_day = DayField(label="From which day")
    reason = Words(label="Why", limit=2000)


class MoveForm(PageForm):
    """Which procedure a case is to follow, and why."""

    to = forms.ChoiceField(
        label="Which procedure the case is to follow",
        error_messages={
            "required": "Choose which procedure the case is to follow.",
            "invalid_choice": CHOOSE,
        },
    )
    reason = Words(label="Why the case is moved", limit=2000)

    def __init__(
        self, *args: Any, targets: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["to"].choices = [("", "Choose"), *targets]  # type: ignore[attr-defined]
