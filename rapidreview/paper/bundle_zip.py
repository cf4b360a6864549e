"""Files bound together with a list of what they are, which anybody can check (P13.3).

The archive holds the files and ``manifest.json``: what the bundle is about, and each
file's name, SHA-256 and size. The same files give the same bytes.
"""

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

MANIFEST = "manifest.json"
PINNED = (1980, 1, 1, 0, 0, 0)
LONGEST_NAME = 200
# Names that Windows keeps for itself, and signs that it cannot write.
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_UNWRITABLE = re.compile(
    r'[\x00-\x1f\x7f<>:"|?*\\\u200e\u200f\u202a-\u202e\u2066-\u2069]'
)
# What the library raises over a damaged archive; a name may not even be text.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


class BundleFault(Exception):
    """A bundle that cannot be made, or is not what its manifest says; ``words`` say why."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of a bundle."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle is about, and the files in it by name."""

    about: Mapping[str, str]
    files: tuple[Listed, ...]


def zipped(files: Sequence[tuple[str, bytes]], *, about: Mapping[str, str]) -> bytes:
    """``files`` (name, content) as a zip with its manifest. Raises BundleFault.

    A name may hold folders, parted by ``/``.
    """
    _require_safe([name for name, _ in files])
    ordered = sorted(files)
    listed = [Listed(name, _sha256(data), len(data)) for name, data in ordered]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in [(MANIFEST, _written(about, listed)), *ordered]:
            archive.writestr(_entry(name), data)
    return made.getvalue()


def listed(data: bytes) -> Manifest:
    """The manifest of a bundle, once every file in it was found to be as it says.

    Raises BundleFault where a file is changed, missing, not listed or there twice. For
    bundles of ours: an archive from outside goes through ``limited`` first.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            contents = {name: archive.read(name) for name in names}
    except _UNREADABLE as error:
        raise BundleFault("The bundle is damaged and cannot be opened.") from error
    if len(names) != len(contents):
        raise BundleFault("Two files of the bundle have one name.")
    manifest = _read(contents.pop(MANIFEST, b""))
    _require_as_listed(manifest, contents)
    return manifest


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, PINNED)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry


def _written(about: Mapping[str, str], files: Sequence[Listed]) -> bytes:
    content = {"about": dict(about), "files": [asdict(one) for one in files]}
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def _read(data: bytes) -> Manifest:
    try:
        content = json.loads(data)
        files = tuple(
            Listed(str(one["name"]), str(one["sha256"]), int(one["size"]))
            for one in content["files"]
        )
        about = {str(key): str(value) for key, value in content["about"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BundleFault("The bundle has no manifest that can be read.") from error
    return Manifest(about, files)


def _require_as_listed(manifest: Manifest, contents: Mapping[str, bytes]) -> None:
    named = {one.name: one for one in manifest.files}
    for name in sorted(named.keys() | contents.keys()):
        if name not in contents:
            raise BundleFault(f"‘{name}’ is missing from the bundle.")
        if name not in named:
            raise BundleFault(f"‘{name}’ is in the bundle but not in its manifest.")
        if _sha256(contents[name]) != named[name].sha256:
            raise BundleFault(f"‘{name}’ is not what the manifest says it is.")


def _require_safe(names: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in (MANIFEST, *names):
        if not _is_safe(name):
            raise BundleFault(f"‘{name}’ cannot be the name of a file in a bundle.")
        if name.casefold() in seen:
            raise BundleFault(f"Two files of the bundle are called ‘{name}’.")
        seen.add(name.casefold())


def _is_safe(name: str) -> bool:
    parts = name.split("/")
    return (
        len(name) <= LONGEST_NAME
        and str(PurePosixPath(name)) == name
        and not name.startswith("/")
        and not _UNWRITABLE.search(name)
        and all(_is_safe_part(part) for part in parts)
    )


def _is_safe_part(part: str) -> bool:
    tidy = part.strip(" .") == part or (part.startswith(".") and part.strip(" ."))
    return (
        bool(part)
        and part not in {".", ".."}
        and bool(tidy)
        and not _RESERVED.fullmatch(part)
    )


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
