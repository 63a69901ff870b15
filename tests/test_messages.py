"""Every sentence that a person reads has its Vietnamese, and nothing stands in the catalogue that nobody says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from cccc import messages
from cccc.messages import m

TESTS = Path(__file__).parent
PLACEHOLDER = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")


@pytest.fixture(scope="module")
def catalogues():
    sys.path.insert(0, str(TESTS))
    try:
        import catalogues

        yield catalogues
    finally:
        sys.path.remove(str(TESTS))


@pytest.fixture(autouse=True)
def _vietnamese_again():
    yield
    messages.use("vi")


def test_every_sentence_of_the_code_is_in_the_catalogue(catalogues):
    known = {message.id for message in catalogues.catalogue() if message.id}
    assert set(catalogues.sentences()) == known


def test_every_sentence_is_translated_and_none_is_doubtful(catalogues):
    assert [message.id for message in catalogues.catalogue() if message.id and (message.fuzzy or not message.string)] == []


def test_a_translation_keeps_the_placeholders(catalogues):
    wrong = [
        message.id
        for message in catalogues.catalogue()
        if message.id and sorted(PLACEHOLDER.findall(message.id)) != sorted(PLACEHOLDER.findall(message.string))
    ]
    assert wrong == []


def test_a_message_is_worded_in_the_language_in_use():
    told = m("unknown key {key}", key="for")
    messages.use("en")
    english = str(told)
    messages.use("vi")
    assert english == "unknown key for"
    assert str(told) != english
    assert "for" in str(told)


def test_a_list_is_worded_with_commas():
    messages.use("en")
    assert str(m("did you mean {near}?", near=("a", "b"))) == "did you mean a, b?"


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        (["--lang", "en", "--help"], {}, "Usage: "),
        (["--help", "--lang=en"], {}, "Usage: "),
        (["--help"], {"CCCC_LANG": "en"}, "Usage: "),
        (["--help"], {}, "Cách dùng: "),
        (["--help", "--lang", "vi"], {"CCCC_LANG": "en"}, "Cách dùng: "),
    ],
)
def test_the_language_is_chosen_by_option_or_environment(arguments, environment, expected):
    command = [sys.executable, "-m", "cccc", *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=True)
    assert done.stdout.startswith(expected)


def test_an_unknown_language_is_wrong_usage():
    done = subprocess.run(
        [sys.executable, "-m", "cccc", "--lang", "fr", "check"], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (2, "--lang: fr: vi, en\n")
