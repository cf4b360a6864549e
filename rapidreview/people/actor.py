"""Who is acting: a value, so that actions and the log need no session and no table."""

from dataclasses import dataclass
from uuid import UUID

from rapidreview.procedure.vocabulary import Role

SYSTEM_ID = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Actor:
    """One person in one role, perhaps standing in for another (P0.6).

    ``id`` is the account's for people who sign in, and the invitation's person for those
    who come by link. ``role`` is the role they act in, in words people say.
    ``request_id`` is the key of the request they make; empty in commands and jobs.
    """

    id: UUID
    name: str
    role: str
    roles: frozenset[Role] = frozenset()
    on_behalf_of: UUID | None = None
    on_behalf_name: str = ""
    request_id: str = ""

    @property
    def words(self) -> str:
        """Name and, where somebody stands in, for whom."""
        if self.on_behalf_name:
            return f"{self.name} for {self.on_behalf_name}"
        return self.name


SYSTEM = Actor(SYSTEM_ID, "Rapid Review", "the system")
