"""Lets the tests of this folder share `export_tables`, the notation for tables."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
