"""Plays the events of the training case through the same actions as the screens.

Each day is a list of acts, one for each event of the file, in its order. An act that
leaves no trace in the Daily Log fails the story.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from rapidreview.case.access import place_on
from rapidreview.case.models import Case
from rapidreview.dailylog.models import LogEntry
from rapidreview.people.actor import Actor
from rapidreview.people.models import Agency, AgencyPerson, Partnership, User
from rapidreview.scoping.models import AgencyReturn
from rapidreview.training.case_file import Event, TrainingCase
from rapidreview.training.returns import TrainingReturn

Act = Callable[["Player", datetime], object]
Day = int | Literal["after"]


class NotLogged(Exception):
    """An act changed something without an entry in the Daily Log."""


@dataclass
class Player:
    """The story being played: the file, the partnership, and the case once it is open."""

    story: TrainingCase
    partnership: Partnership
    case: Case | None = None
    played: list[tuple[Day, Event]] = field(default_factory=list)

    @property
    def the_case(self) -> Case:
        """The case; it is open from the second event on."""
        if self.case is None:
            raise LookupError("The case of the story is not open yet.")
        return self.case

    def user(self, person_id: str) -> User:
        """The account of a person of the story."""
        return User.objects.get(email=self.story.people[person_id].email)

    def agency(self, code: str) -> Agency:
        """An agency of the partnership."""
        return self.partnership.agencies.get(code=code)

    def actor(self, person_id: str, at: datetime) -> Actor:
        """A person in the place they have on the case, as the door would find them."""
        place = place_on(self.the_case.pk, self.user(person_id), at=at)
        if place is None:
            raise LookupError(f"{person_id} has no place on the case at {at}.")
        return place.actor

    def outsider(self, person_id: str, role: str) -> Actor:
        """Somebody of an agency, who comes by link and has no account."""
        person = self.story.people[person_id]
        row = AgencyPerson.objects.filter(
            agency__partnership=self.partnership, email=person.email
        ).first()
        if row is None:
            raise LookupError(f"{person_id} is nobody's contact.")
        return Actor(row.pk, person.name, role)

    def latest(self, code: str) -> AgencyReturn:
        """The newest round of an agency's return."""
        return (
            AgencyReturn.objects.filter(case=self.the_case, agency__code=code)
            .select_related("case__partnership", "agency", "request")
            .order_by("-round")[0]
        )

    def told(self, key: str) -> TrainingReturn:
        """What the file says an agency wrote."""
        return self.story.returns[key]

    def entries(self) -> int:
        """How many entries the case's log has."""
        return LogEntry.objects.filter(log__case=self.case).count() if self.case else 0

    def play(
        self,
        day: Day,
        acts: Sequence[Act | None],
        between: Sequence[tuple[str, Act]] = (),
        *,
        until: datetime,
    ) -> None:
        """Play the events of a day, or of after the submission, up to ``until``.

        Raises NotLogged. ``None`` stands for what the partnership hears of or records only later;
        ``between`` are acts at times that the file gives elsewhere.
        """
        events = self.story.events(day)
        if len(events) != len(acts):
            raise LookupError(f"Day {day} has {len(events)} events, {len(acts)} acts.")
        steps: list[tuple[datetime, Event | None, Act | None]] = [
            *zip((one.at for one in events), events, acts, strict=True)
        ]
        if isinstance(day, int):
            steps += [
                (self.story.moment(day, time), None, one) for time, one in between
            ]
        for at, event, act in sorted(steps, key=lambda step: step[0]):
            if at > until:
                return
            if act is not None:
                self._act(act, at)
            if event is not None:
                self.played.append((day, event))

    def _act(self, act: Act, at: datetime) -> None:
        before = self.entries()
        act(self, at)
        if self.entries() == before:
            raise NotLogged(f"Nothing was logged of {act.__name__} at {at}.")
