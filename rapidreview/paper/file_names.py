"""Names of files as people may see them: cleaned, and ending in what the content is.

Files are stored under names of our own; this one is only ever shown (U20, U21, U23).
"""

import re
import unicodedata
from urllib.parse import unquote

LONGEST = 120
# Endings that say what a file claims to be; they are replaced by what it is.
CLAIMS = re.compile(
    r"docx|docm|doc|dotx|dotm|odt|rtf|pages|pdf|xlsx|xlsm|xls|ods|csv|txt|eml|msg|zip"
    r"|png|jpe?g|gif|tiff?|heic|bmp|svg|html?|hta|js|vbs|lnk|url|exe|com|scr|bat|cmd|ps1"
    r"|msi|scf|iso|dll|jar"
)
_UNWELCOME = re.compile(r'[<>:"|?*]')


def clean(name: str, extension: str = "") -> str:
    """``name`` without folders, control or bidirectional signs; never empty.

    With ``extension`` (of the content) every claimed ending gives way to it:
    ``form.pdf.exe`` that is a PDF becomes ``form.pdf``.
    """
    base = re.split(r"[/\\]", unquote(name))[-1]
    kept = "".join(sign for sign in base if unicodedata.category(sign)[0] != "C")
    kept = _UNWELCOME.sub("-", unicodedata.normalize("NFC", kept)).strip(" .")
    if not extension:
        return kept[:LONGEST] or "file"
    while CLAIMS.fullmatch(suffix(kept)):
        kept = kept.rpartition(".")[0].rstrip(" .")
    return f"{kept[:LONGEST].rstrip(' .') or 'file'}.{extension}"


def suffix(name: str) -> str:
    """The ending without its dot, in lower case; empty where there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""
