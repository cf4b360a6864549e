"""Dates as people type them, and the sentences they get."""

from datetime import UTC, date, datetime, time

import pytest
from django import forms

from rapidreview.door.dates import DayField, MomentField


class Asked(forms.Form):
    day = DayField(label="Date of the incident")
    born = DayField(label="Date of birth", required=False)


class AskedWhen(forms.Form):
    moment = MomentField(label="When it was", usual_time=time(17))


def typed_day(day, month, year):
    return Asked({"day_day": day, "day_month": month, "day_year": year})


def typed_moment(day, month, year, at):
    boxes = {"moment_day": day, "moment_month": month, "moment_year": year}
    return AskedWhen({**boxes, "moment_time": at})


def boxes_of(bound):
    return [box.data for box in bound.subwidgets]


@pytest.mark.parametrize(
    ("month", "found"), [("3", date(2026, 3, 27)), ("Mar", date(2026, 3, 27))]
)
def test_a_real_date_is_understood(month, found):
    form = typed_day("27", month, "2026")

    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"day": found, "born": None}


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        (("31", "2", "2026"), "must be a real date, like 27 3 2026"),
        (("29", "2", "2027"), "must be a real date"),
        (("00", "00", "2026"), "must be a real date"),
        (("1st", "June", "2026"), "must be a real date"),
        (("3", "27", "2026"), "must be a real date"),
        (("٣", "٣", "2026"), "must be a real date"),
        (("1", "6", "20226"), "must be a real date"),
        (("1", "6", "26"), "four digits"),
        (("1", "6", "1899"), "after 1900"),
        (("1", "", ""), "must include a month and a year"),
        (("", "", ""), "Enter: Date of the incident"),
    ],
)
def test_what_is_no_date_is_refused_in_a_sentence_naming_the_field(boxes, words):
    form = typed_day(*boxes)

    assert not form.is_valid()
    assert words in form.errors["day"][0]
    assert "Date of the incident" in form.errors["day"][0]


def test_what_was_typed_stays_in_its_boxes():
    boxes = boxes_of(typed_day("31", "2", "<b>2026</b>")["day"])

    assert [box["value"] for box in boxes] == ["31", "2", "<b>2026</b>"]
    assert [box["name"] for box in boxes] == ["day_day", "day_month", "day_year"]
    assert [box["label"] for box in boxes] == ["Day", "Month", "Year"]


@pytest.mark.parametrize(
    ("at", "hour", "minute"),
    [("14:00", 14, 0), ("2pm", 14, 0), ("2.30 pm", 14, 30), ("0940", 9, 40),
     ("noon", 12, 0), ("12am", 0, 0), ("", 17, 0)],
)  # fmt: skip
def test_a_time_is_londons(at, hour, minute):
    form = typed_moment("2", "7", "2026", at)

    assert form.is_valid(), form.errors
    summer_time = (hour - 1) % 24
    day = 1 if hour == 0 else 2
    assert form.cleaned_data["moment"] == datetime(
        2026, 7, day, summer_time, minute, tzinfo=UTC
    )


@pytest.mark.parametrize("at", ["25:00", "14", "13pm", "soon", "9:5", "24:00"])
def test_what_is_no_time_is_refused(at):
    form = typed_moment("2", "7", "2026", at)

    assert "must include a time, like 14:00" in form.errors["moment"][0]


def test_an_hour_that_the_clocks_skip_is_refused():
    form = typed_moment("29", "3", "2026", "01:30")

    assert "does not exist" in form.errors["moment"][0]


def test_a_stored_instant_fills_the_boxes_by_londons_clock():
    form = AskedWhen(initial={"moment": datetime(2026, 7, 2, 13, 0, tzinfo=UTC)})

    values = [box["value"] for box in boxes_of(form["moment"])]
    assert values == ["2", "7", "2026", "14:00"]
