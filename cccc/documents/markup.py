"""Words -> WordprocessingML: runs, marks, paragraphs and tables as text, every word of a user escaped on the way."""

from __future__ import annotations

import re
import unicodedata
from html import escape
from typing import TYPE_CHECKING

from cccc.vietnamese import TYPE_WORDS  # noqa: F401
