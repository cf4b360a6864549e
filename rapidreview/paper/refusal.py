"""Why a file cannot be taken, in words for the person who sent it (trust.md, uploads)."""


class Refusal(Exception):
    """The file is not accepted; ``words`` say what is wrong and what to do."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class Quarantined(Refusal):
    """The file reaches out to other files or programs; a person must look at it first.

    Whoever does not know quarantine refuses it like any other; whoever does may keep it
    locked away.
    """
