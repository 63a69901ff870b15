"""A desk on which a test lays out units, figures and findings, and reads the letter that comes of them."""

from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from cccc.letters.rendering import Template, paper
from cccc.letters.rendering.template import frame
from cccc.letters.trial.office import judged, new_unit
from cccc.letters.views.facts import Beside, LetterContext
from cccc.letters.views.month import Letters
from cccc.messages import use
from cccc.model.evaluations import Evaluation, Finding, FindingKind, Status, Total
from cccc.model.offices import Issuer, PaperForm
from cccc.model.policies import Statement
from cccc.model.targets import Indicator, Operator, Target, Threshold, Window
from cccc.model.units import Group, Roster
from cccc.periods import Period, month
from cccc.problems import Location
from cccc.vietnamese import decimal, slug

NOTICE = Path(__file__).parents[2] / "templates" / "notice.md"
HERE = Location("units.yaml", 1, 1)

INDICATORS = {
    one.id: one
    for one in (
        Indicator("intake", "Tỷ lệ số hóa hồ sơ khi tiếp nhận", "ratio", "số hóa khi tiếp nhận", "tiếp nhận", "a", "b"),
        Indicator("result", "Tỷ lệ số hóa kết quả giải quyết TTHC", "ratio", "số hóa kết quả", "giải quyết", "c", "d"),
        Indicator("payment", "Tỷ lệ hồ sơ thanh toán trực tuyến", "ratio", "thanh toán trực tuyến", "thanh toán", "e", "f"),
        Indicator("late", "Tỷ lệ hồ sơ quá hạn", "ratio", "hồ sơ quá hạn", "quá hạn", "g", "h", better="lower"),
        Indicator("services", "Số dịch vụ công có phát sinh hồ sơ", "number", "dịch vụ công", "dịch vụ", "i"),
        Indicator("pending", "Số hồ sơ đang giải quyết quá hạn", "number", "hồ sơ quá hạn", "quá hạn", "j", better="lower"),
        Indicator(
            "website",
            "Đăng tải tin bài trên Trang thông tin điện tử",
            "rating",
            "đăng tải tin bài",
            "tin bài",
            met=("Tốt", "Đạt"),
            missed=("Chưa đạt",),
            told_missed="việc đăng tải tin bài chưa kịp thời",
        ),
        Indicator(
            "email", "Sử dụng thư điện tử công vụ", "rating", "thư công vụ", "thư", met=("Thường xuyên",), missed=("Ít",)
        ),
    )
}


AUGUST = month(2023, 8)
TU_KY = Issuer("Ủy ban nhân dân huyện Tứ Kỳ", None, "Tứ Kỳ")
SIGNED = PaperForm("UBND-NV", ("Các cơ quan, đơn vị",), ("Như trên", "Lưu: VT"), ("CHỦ TỊCH",))


def operators(text):
    words = {
        ">=": Operator.AT_LEAST,
        ">": Operator.MORE_THAN,
        "<=": Operator.AT_MOST,
        "<": Operator.LESS_THAN,
        "=": Operator.EXACTLY,
    }
    sign, figure = text.split(" ")
    return Threshold(words[sign], Fraction(figure))


@dataclass
class Desk:
    """Lays out one evaluation; ``text`` is the whole letter, ``body`` its paragraphs between address and Nơi nhận."""

    period: Period = AUGUST
    issuer: Issuer = TU_KY
    form: PaperForm = SIGNED
    indicators: dict = field(default_factory=lambda: dict(INDICATORS))
    least: int = 1
    since: date = date(2023, 1, 1)
    groups: list = field(default_factory=lambda: [Group("d", "district", "Các phòng"), Group("c", "commune", "UBND các xã")])
    units: list = field(default_factory=list)
    assessments: list = field(default_factory=list)
    totals: list = field(default_factory=list)
    findings: list = field(default_factory=list)
    statements: list = field(default_factory=list)
    sources: tuple = ()
    as_of: str | None = None
    beside: Beside = field(default_factory=Beside)
    plans: tuple = ()
    _made: dict = field(default_factory=dict, repr=False)

    def unit(self, name, **forms):
        local = name.split(" ")[0] in {"Xã", "Phường", "Thị", "Đặc"}
        self.units.append(replace(new_unit(name, "c" if local else "d", local=local), **forms))
        return self

    def _of(self, name):
        if slug(name) not in {unit.id for unit in self.units}:
            self.unit(name)
        return slug(name)

    def judge(  # noqa: PLR0913 - what a verdict is made of
        self,
        name,
        indicator,
        figure=None,
        asked=None,
        *,
        to_date=False,
        counts=None,
        assumed=False,
        status=None,
        giver="UBND tỉnh Hải Dương",
    ):
        """One verdict: ``figure`` in percent or the word of a rating, ``asked`` as ">= 30"."""
        about, unit = self.indicators[indicator], self._of(name)
        if figure is not None and about.type != "rating":
            figure = Fraction(str(figure))
        threshold, held = operators(asked) if asked else None, None
        if threshold or assumed or (figure and about.type == "rating"):
            held = Target("p", indicator, (unit,), threshold, self.since, tuple(Window), HERE, giver, assumed=assumed)
        window, span = Window.PERIOD, self.period
        if to_date:
            window, span = Window.CUMULATIVE, Period(self.since, self.period.end)
        numerator, denominator = counts or (None, None)
        made = judged(unit, about, window, span, figure, held, numerator=numerator, denominator=denominator)
        self.assessments.append(replace(made, status=Status(status)) if status else made)
        return self

    def total(self, indicator, figure, change=None):
        shown = decimal(Fraction(str(figure))) + "%"
        moved = None if change is None else Fraction(str(change))
        self.totals.append(
            Total(None, indicator, Window.PERIOD, self.period, value=Fraction(str(figure)), display=shown, change=moved)
        )
        return self

    def find(self, kind, name, *indicators, rule="r", also=(), occurrence=None, step=None):
        self.findings.append(Finding(rule, FindingKind(kind), self._of(name), indicators, tuple(also), occurrence, step))
        return self

    def state(self, name, text, by=None):
        self.statements.append(Statement(name, text, by))
        return self

    def evaluation(self):
        return Evaluation(
            self.period,
            tuple(self.assessments),
            tuple(self.totals),
            tuple(self.findings),
            sources=self.sources,
            as_of=self.as_of,
        )

    def view(self, findings=None, only=()):
        """What a template sees of the letter on ``findings``, all where none are given, asked of the units ``only``."""
        office = LetterContext(self.issuer, self.form, Roster(tuple(self.groups), tuple(self.units)), self.indicators)
        letters = Letters(office, self.evaluation(), self.least, self.statements, self.plans, self.beside)
        return letters.view(tuple(self.findings if findings is None else findings), only)

    def render(self, text, others=None, file="mine.md", view=None):
        """What a template makes of the desk: a paper or problems."""
        partials = {name: Template(name, f"{name}.md", part) for name, part in (others or {}).items()}
        return paper(Template("mine", file, text), partials, view or self.view(), self.framed, self.period.label)

    def framed(self, subject):
        return frame(self.issuer, self.form, subject, self.period)

    @property
    def paper(self):
        laid = repr(self)
        if laid not in self._made:
            self._made[laid] = self._paper()
        return self._made[laid]

    def _paper(self):
        made, problems = self.render(NOTICE.read_text(encoding="utf-8"), file="notice.md")
        assert [str(problem.message) for problem in problems] == []
        assert made is not None
        return made

    @property
    def text(self):
        return self.paper.as_text()

    @property
    def body(self):
        return [block.text for block in self.paper.blocks]

    @property
    def headings(self):
        return [block.text for block in self.paper.blocks if block.kind == "heading"]


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def desks():
    """As many desks as a test wants."""
    return Desk


@pytest.fixture
def english():
    use("en")
    yield
    use("vi")
