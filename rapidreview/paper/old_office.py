"""What a compound file is: a message of Outlook, which may be filed, or an old Office file.

Only ever run in the limited subprocess.
"""

from rapidreview.paper.compound import Broken, streams_of
from rapidreview.paper.msg_properties import PROPERTIES
from rapidreview.paper.refusal import Refusal

MESSAGE, ENCRYPTED = PROPERTIES, "EncryptedPackage"
OLD_OFFICE = ("WordDocument", "Workbook", "Book", "PowerPoint Document")
# What stands at the top of documents, and never of a message: a file that is both is refused.
DOCUMENTS = (ENCRYPTED, *OLD_OFFICE, "Macros", "_VBA_PROJECT_CUR")


def judge_compound(data: bytes, name: str, not_allowed: str) -> str:
    """``msg``, judged by what the file consists of. Raises Refusal for anything else."""
    try:
        top = {path[0] for path in streams_of(data)}
    except Broken as error:
        raise Refusal(_broken(data, name, not_allowed)) from error
    found = [one for one in DOCUMENTS if one.lower() in top]
    if found or MESSAGE not in top:
        raise Refusal(_words(found, name, not_allowed))
    return "msg"


def _broken(data: bytes, name: str, not_allowed: str) -> str:
    """Names inside are in UTF-16; of a broken file they are all there is to go by."""
    known = (MESSAGE, "__substg1.0_", ENCRYPTED, *OLD_OFFICE)
    found = [one for one in known if one.encode("utf-16-le") in data]
    if found and found[0] in (MESSAGE, "__substg1.0_"):
        return (
            f"The file ‘{name}’ is an Outlook message that is damaged or not whole. Save the "
            "message again from Outlook, as .msg or as .eml."
        )
    return _words(found, name, not_allowed)


def _words(found: list[str], name: str, not_allowed: str) -> str:
    if ENCRYPTED in found:
        return (
            f"The file ‘{name}’ is password-protected. Remove the password, save it and "
            "choose it again."
        )
    if any(one in found for one in OLD_OFFICE):
        return f"The file ‘{name}’ is in an old format. Save as .docx or PDF and choose it again."
    return not_allowed
