"""The refusals of the procedure, in words for the person who meets them.

    ProcedureError
    ├── NotYet            something must come first
    ├── TooLate           the moment for it has passed
    ├── NotSigned         a signature is missing, or does not cover this text
    ├── Incomplete        something required is missing
    ├── AlreadyDone       someone, perhaps you, has done it before
    ├── NotPermitted      this person may not do it
    ├── Stale             it was changed after you opened it
    ├── Refused           what was typed cannot be accepted
    ├── LinkDead          a link that no longer opens anything
    └── CalendarUnknown   a date beyond the years whose holidays are known

The web middleware turns each into a page with the honest HTTP status.
"""


class ProcedureError(Exception):
    """The procedure does not allow this. ``words`` say what happened and what to do.

    ``paragraph`` is the paragraph of docs/procedure.md that says so (``P2.5``), or
    empty where the rule is ours. ``status`` is the HTTP status of the page.
    """

    status = 409

    def __init__(self, words: str, paragraph: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.paragraph = paragraph


class NotYet(ProcedureError):
    """Something else has to be done first."""


class TooLate(ProcedureError):
    """The moment for this has passed."""


class NotSigned(ProcedureError):
    """A signature is missing, or it does not cover exactly this text."""


class Incomplete(ProcedureError):
    """Something required is missing; the words name it."""

    status = 422


class AlreadyDone(ProcedureError):
    """It has been done before; nothing was done twice."""


class NotPermitted(ProcedureError):
    """This person may see the thing but not do this to it."""

    status = 403


class Stale(ProcedureError):
    """Somebody changed it after it was opened; both texts are to be compared."""


class Refused(ProcedureError):
    """What was typed cannot be accepted; the words say why and what would be."""

    status = 422


class LinkDead(ProcedureError):
    """A link that is used up, expired, revoked or mistyped: all look the same."""

    status = 410


class CalendarUnknown(ProcedureError):
    """A date lies beyond the last year whose bank holidays are known."""

    status = 422
