"""Turns a command line into an exit status; answers ``--version`` before anything heavy is imported."""

from __future__ import annotations

import errno
import gc
import os
import sys

LANGUAGE_OPTION = "--lang"
LANGUAGE_VARIABLE = "CCCC_LANG"
WRONG_USAGE = 2
FEW_COLLECTIONS = 1_000_000
"""Objects made before Python looks for garbage: a workbook makes hundreds of thousands, all of them in use."""
INTERRUPTED = 130


def main() -> None:
    """Run ``cccc`` with the arguments of the process."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from cccc import __version__

        sys.stdout.write(f"cccc {__version__}\n")
        return
    sys.exit(run(arguments))


def run(arguments: list[str]) -> int:
    """The exit status of ``cccc`` with ``arguments``: 0 done, 1 an error in what was given, 2 wrong usage."""
    from cccc import messages

    gc.set_threshold(FEW_COLLECTIONS)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for plugins takes as long as half a command
    _speak_utf8()
    arguments, language = _language(arguments)
    if language not in messages.LANGUAGES:
        sys.stderr.write(f"{LANGUAGE_OPTION}: {language}: vi, en\n")
        return WRONG_USAGE
    messages.use(language)
    from cccc.commands.app import dispatch

    try:
        return dispatch(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # who reads the output has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # whatever is left is our own fault: told in words, not as a traceback
        if os.environ.get("CCCC_DEBUG"):
            raise
        told = messages.m(
            "this is a fault of cccc, not yours: {error}; please report it (CCCC_DEBUG=1 shows more)", error=repr(error)
        )
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            told = messages.m("the output cannot be written: the disk is full")
        sys.stderr.write(f"{told}\n")
        return 1


def _language(arguments: list[str]) -> tuple[list[str], str]:
    """The arguments without ``--lang``, which may stand anywhere, and the language it or the environment names."""
    language = os.environ.get(LANGUAGE_VARIABLE) or "vi"
    left: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if argument == LANGUAGE_OPTION:
            language = next(rest, "")
        elif argument.startswith(f"{LANGUAGE_OPTION}="):
            language = argument.partition("=")[2]
        else:
            left.append(argument)
    return left, language


def _speak_utf8() -> None:
    """Vietnamese needs UTF-8, which a Windows console or pipe does not speak by itself."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main()
