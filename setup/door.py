"""The door that ./run and ./test knock at; the rest of set-up is behind it."""

import runpy
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])
runpy.run_module("setup.main", run_name="__main__")
