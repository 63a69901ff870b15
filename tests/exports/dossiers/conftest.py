"""Lets the tests of this folder share `dossier_cases`, and the writers of all kinds of file."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "kinds")]
