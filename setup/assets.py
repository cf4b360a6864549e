"""The design system and the documents' font: fetched by npm, trimmed into static/vendor/.

The code of GOV.UK Frontend is free to use; its font, crest and logos belong to GOV.UK
alone. So nothing of these is copied, and what points to them is taken out.
"""

import re
import shutil
import subprocess
from pathlib import Path

from setup import environment, stamps
from setup.places import Places
from setup.terminal import Step, call

OLDEST_NPM = 7  # the first that reads our lock file
STYLES = {
    "govuk-frontend.min.css": "govuk-frontend/dist/govuk/govuk-frontend.min.css",
    "moj-frontend.min.css": "@ministryofjustice/frontend/moj/moj-frontend.min.css",
}
SCRIPTS = {
    "govuk-frontend.min.js": "govuk-frontend/dist/govuk/govuk-frontend.min.js",
    "moj-frontend.min.js": "@ministryofjustice/frontend/moj/moj-frontend.min.js",
}
ICONS = "@ministryofjustice/frontend/moj/assets/images"
FONT = "@expo-google-fonts/arimo"
FONT_FILES = {
    "Arimo-Regular.ttf": "400Regular/Arimo_400Regular.ttf",
    "Arimo-Italic.ttf": "400Regular_Italic/Arimo_400Regular_Italic.ttf",
    "Arimo-Bold.ttf": "700Bold/Arimo_700Bold.ttf",
    "LICENCE-Arimo.txt": "LICENSE_FONT",
}


def fetch(places: Places) -> None:
    """``npm ci``: exactly the lock file, each archive checked against its hash."""
    names = ("package.json", "package-lock.json", ".npmrc")
    sources = [places.project / name for name in names]
    stamp = places.modules / ".fetched"
    if stamps.is_fresh(stamp, sources):
        return
    npm = npm_for(places)
    with Step("Fetching the design system and the documents' font with npm"):
        call(
            [npm, "ci", "--no-progress"],
            cwd=places.project,
            failure="npm could not fetch what package-lock.json names.",
            advice=environment.NETWORK,
        )
        stamps.leave(stamp, sources)


def npm_for(places: Places) -> Path:
    """The machine's npm if it is recent enough, else one from a wheel, in .venv."""
    found = shutil.which("npm")
    if found and _major(Path(found)) >= OLDEST_NPM:
        return Path(found)
    environment.install(places, "node", "Node.js, as there is no npm here,")
    return places.environment / "bin" / "npm"


def _major(npm: Path) -> int:
    said = subprocess.run(
        [str(npm), "--version"], capture_output=True, text=True, check=False
    )
    digits = said.stdout.strip().split(".")[0]
    return int(digits) if digits.isdigit() else 0


def build(places: Places) -> None:
    """Write ``static/vendor/`` anew: it is replaced as a whole or not at all."""
    sources = [places.project / "package-lock.json", Path(__file__)]
    if stamps.is_fresh(places.vendor / ".built", sources):
        return
    with Step("Building rapidreview/static/vendor"):
        fresh = places.vendor.with_name("vendor.new")
        shutil.rmtree(fresh, ignore_errors=True)
        _copy(places.modules, fresh)
        stamps.leave(fresh / ".built", sources)
        shutil.rmtree(places.vendor, ignore_errors=True)
        fresh.rename(places.vendor)


def _copy(modules: Path, target: Path) -> None:
    images, fonts = target / "assets" / "images", target / "fonts"
    images.mkdir(parents=True)
    fonts.mkdir()
    for name, source in STYLES.items():
        text = (modules / source).read_text(encoding="utf-8")
        (target / name).write_text(trimmed_style(text), encoding="utf-8")
    for name, source in SCRIPTS.items():
        text = (modules / source).read_text(encoding="utf-8")
        (target / name).write_text(without_source_map(text), encoding="utf-8")
    for icon in sorted((modules / ICONS).glob("icon-*.svg")):
        shutil.copyfile(icon, images / icon.name)
    for name, source in FONT_FILES.items():
        shutil.copyfile(modules / FONT / source, fonts / name)


def trimmed_style(text: str) -> str:
    """The style sheet without GOV.UK's font and crest, its images beside it."""
    text = re.sub(r"@font-face\s*\{[^}]*\}", "", text)
    text = re.sub(r"""["']?GDS Transport["']?\s*,\s*""", "", text)
    text = re.sub(r"""url\(["']?[^)]*\bcrest\b[^)]*\)""", "none", text)
    text = re.sub(r"""url\((["']?)/assets/""", r"url(\1assets/", text)
    return without_source_map(text)


def without_source_map(text: str) -> str:
    """The manifest of static files would fail on a map that is not there."""
    text = re.sub(r"/\*#\s*sourceMappingURL=.*?\*/", "", text)
    return re.sub(r"//#\s*sourceMappingURL=\S*", "", text)
