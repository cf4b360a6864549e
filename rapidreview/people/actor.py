"""Who is acting: a value, so that actions and the log need no session and no table."""

from dataclasses import dataclass, replace
from uuid import UUID

from rapidreview.procedure.vocabulary import Role

SYSTEM_ID = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Actor:
    """One person in one role, perhaps standing in for another (P0.6).

    ``id`` is the account's for people who sign in, and the invitation's person for those
    who come by link. ``role`` is the role they act in, in words people say.
    ``request_id`` is the key of the request they make; empty in commands and jobs.
    ``done_by`` is who did it, where this person only enters what was done before the case
    was taken in (P14.6): then nobody is written to.
    """

    id: UUID
    name: str
    role: str
    roles: frozenset[Role] = frozenset()
    on_behalf_of: UUID | None = None
    on_behalf_name: str = ""
    request_id: str = ""
    done_by: str = ""

    @property
    def words(self) -> str:
        """Name and, where somebody stands in, for whom; of what was done before, whose act."""
        if self.done_by:
            return self.done_by
        if self.on_behalf_name:
            return f"{self.name} for {self.on_behalf_name}"
        return self.name

    @property
    def takes_in(self) -> bool:
        """Whether this is entered only, because it was done before (P14.6)."""
        return bool(self.done_by)

    def entering(self, done_by: str) -> "Actor":
        """The same person, who enters what ``done_by`` did before."""
        return replace(self, done_by=done_by)

    def now(self) -> "Actor":
        """The same person, doing something now."""
        return replace(self, done_by="")


SYSTEM = Actor(SYSTEM_ID, "Rapid Review", "the system")
