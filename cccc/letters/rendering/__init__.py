"""A template and its view -> a paper: Jinja makes text, Markdown makes blocks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cccc.letters.language.citations import settled
from cccc.letters.language.marks import protect
from cccc.letters.rendering.markdown import capitals, line_runs, text
from cccc.letters.rendering.template import Template, front_matter, unusable
from cccc.model.paper import APPENDIX, Appendix, Paper

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cccc.letters.views.classes import LetterView, PlansView
    from cccc.model.paper import Frame
    from cccc.problems import Problem

__all__ = ["Template", "check", "paper", "paper_of"]


def check(template: Template) -> list[Problem]:
    """What is wrong with the syntax of ``template``."""
    from cccc.letters.rendering import jinja

    try:
        jinja.environment((template,)).compile(template.text, template.name, template.file)
    except jinja.MISTAKES as error:
        return [jinja.mistake(template, {}, error)]
    return []


def paper(
    template: Template, others: Mapping[str, Template], view: LetterView | PlansView, frame: Callable[[str], Frame], period: str
) -> tuple[Paper | None, list[Problem]]:
    """The paper that ``template`` makes of ``view``; ``frame`` makes the frame of the subject that the template gives."""
    from cccc.letters.rendering import jinja

    try:
        rendered = jinja.rendered(jinja.environment((*others.values(), template)), template, view)
    except jinja.MISTAKES as error:
        return None, [jinja.mistake(template, others, error)]
    return paper_of(template, rendered, frame, period)


def paper_of(
    template: Template, rendered: str, frame: Callable[[str], Frame], period: str
) -> tuple[Paper | None, list[Problem]]:
    """The paper in the text ``rendered`` from ``template``."""
    head, body, wrong = front_matter(settled(rendered))
    problems = [unusable(template.file, template.line_of(f"{key}:"), message) for key, message in wrong]
    if head is None:
        return None, problems
    read = text(body, head.numbering)
    if read.mistakes:
        return None, [unusable(template.file, template.line_of(line), message) for line, message in read.mistakes]
    made = Paper(template.name, period, head.dressed(frame(head.subject)), read.blocks, (), read.appendices)
    if made.frame.kind == APPENDIX:
        lone = Appendix(capitals(line_runs(protect(head.subject))), made.blocks, head.landscape)
        made = replace(made, blocks=(), appendices=(lone, *made.appendices))
    return replace(made, findings=made.stated()), []
