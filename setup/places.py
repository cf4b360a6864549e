"""Where set-up finds and leaves things, all below the folder of the project."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """The folders and files of one copy of the project."""

    project: Path

    @property
    def environment(self) -> Path:
        """Python's own environment of this copy."""
        return self.project / ".venv"

    @property
    def python(self) -> Path:
        return self.environment / "bin" / "python"

    @property
    def modules(self) -> Path:
        """What npm fetches."""
        return self.project / "node_modules"

    @property
    def vendor(self) -> Path:
        """What pages and documents use of it."""
        return self.project / "rapidreview" / "static" / "vendor"

    def lock(self, name: str = "") -> Path:
        """The lock file of the product's packages, or the named further one."""
        return self.project / f"requirements{name and '-' + name}.lock"


HERE = Places(Path(__file__).resolve().parents[1])
