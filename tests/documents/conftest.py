from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cccc.documents.write.letter import letter
from tests.documents.ooxml import Docx
from tests.documents.papers import PAPERS

if TYPE_CHECKING:
    from cccc.model.paper import Paper

BASE = Path(__file__).parents[2] / "templates" / "base.docx"


@pytest.fixture(scope="session")
def base() -> bytes:
    return BASE.read_bytes()


@pytest.fixture(scope="session", params=PAPERS)
def paper(request) -> Paper:
    return PAPERS[request.param]


@pytest.fixture(scope="session")
def content(paper, base) -> bytes:
    return letter(paper, base)


@pytest.fixture(scope="session")
def docx(content) -> Docx:
    return Docx(content)
