"""Every point of the wording rules that the notice touches (their numbers in the names), on small evaluations."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from cccc.letters.language import phrases
from cccc.model.offices import Issuer, PaperForm
from cccc.periods import Period, month, months_of, year
from cccc.vietnamese import naming, units_in_prose

ORDERED = "Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện./."


def item(desk, beginning):
    """The one paragraph that begins so, its dash aside."""
    found = [line for line in desk.body if line.removeprefix("- ").startswith(beginning)]
    assert len(found) == 1, desk.body
    return found[0].removeprefix("- ")


def signed(desk, name, *lines):
    desk.issuer, desk.form = Issuer(name, None, "Nơi này"), replace(desk.form, authority=lines)
    return desk


# --- 1: figures ---


def test_w01_percentages_have_a_comma_and_no_trailing_zeros(desk):
    desk.total("intake", "97.67").total("result", "80.2").total("payment", "100")
    assert item(desk, "Trong tháng 8/2023") == (
        "Trong tháng 8/2023, tính chung toàn huyện: tỷ lệ số hóa hồ sơ khi tiếp nhận đạt 97,67%; tỷ lệ số hóa kết quả giải "
        "quyết TTHC đạt 80,2%; tỷ lệ hồ sơ thanh toán trực tuyến đạt 100%."
    )


def test_w01_units_are_counted_with_a_zero_below_ten(desk):
    for name in ("Xã Cộng Lạc", "Xã Hà Kỳ", "Xã Tân Kỳ"):
        desk.judge(name, "payment", 90).find("praise", name, "payment")
    assert item(desk, "03 UBND xã").startswith(
        "03 UBND xã có tỷ lệ hồ sơ thanh toán trực tuyến trong tháng 8/2023 ở mức cao, gồm: "
    )


def test_w01_units_are_counted_plainly_from_ten_on(desk):
    for number in range(11):
        desk.judge(f"Xã Số {number}", "payment", 90).find("praise", f"Xã Số {number}", "payment")
    assert item(desk, "11 UBND xã có")


def test_w01_months_and_days_are_written_as_in_dates(desk):
    desk.since = date(2023, 4, 1)
    desk.judge("Xã A", "payment", 10, ">= 30", to_date=True).find("reminder", "Xã A", "payment")
    assert "tính từ ngày 01/4/2023 đến ngày 31/8/2023 chỉ đạt 10%" in item(desk, "UBND xã A")


# --- 2: changes ---


def test_w02_a_change_is_told_in_points_and_the_period_before_once_at_the_end(desk):
    desk.total("intake", "97.67", "0.54").total("payment", "80", "-2.3")
    assert item(desk, "Trong tháng").endswith(
        "đạt 97,67%, tăng 0,54 điểm phần trăm; tỷ lệ hồ sơ thanh toán trực tuyến đạt 80%, giảm 2,3 điểm phần trăm so với "
        "tháng 7/2023."
    )


def test_w02_the_period_before_stands_with_the_last_change(desk):
    desk.total("intake", "97.67", "0.54").total("payment", "80")
    assert item(desk, "Trong tháng").endswith(
        "tăng 0,54 điểm phần trăm so với tháng 7/2023; tỷ lệ hồ sơ thanh toán trực tuyến đạt 80%."
    )


def test_w02_without_a_change_no_period_is_compared_with(desk):
    assert "so với" not in item(desk.total("intake", "97.67"), "Trong tháng")


def test_w02_no_change_is_told_as_such(desk):
    assert item(desk.total("intake", "97.67", "0.004"), "Trong tháng").endswith(
        "đạt 97,67%, không thay đổi so với tháng 7/2023."
    )


def test_w02_a_number_changes_by_itself_and_a_lower_one_is_not_reached(desk):
    assert phrases.change(Fraction(-3), desk.indicators["services"]) == "giảm 3"
    desk.total("late", "1.5", "-0.3")
    assert "tỷ lệ hồ sơ quá hạn ở mức 1,5%, giảm 0,3 điểm phần trăm" in item(desk, "Trong tháng")


# --- 3: reached ---


def test_w03_a_figure_that_falls_short_beside_one_that_does_not_is_only_reached(desk):
    desk.judge("Xã A", "result", "96.15", ">= 90", assumed=True)
    desk.judge("Xã A", "result", "86.93", ">= 90", assumed=True, to_date=True).find("reminder", "Xã A", "result")
    assert item(desk, "UBND xã A") == (
        "UBND xã A mặc dù có tỷ lệ số hóa kết quả trong tháng 8/2023 đạt 96,15%; tuy nhiên, kết quả này trong 8 tháng đầu năm "
        "2023 chỉ đạt 86,93%."
    )


def test_w03_both_figures_of_a_criticism_are_plainly_reached(desk):
    desk.judge("Xã A", "payment", "24.27", ">= 30").judge("Xã A", "payment", "16.05", ">= 30", to_date=True)
    desk.find("criticism", "Xã A", "payment")
    assert item(desk, "UBND xã A") == (
        "UBND xã A có tỷ lệ thanh toán trực tuyến trong tháng 8/2023 đạt 24,27%; trong 8 tháng đầu năm 2023 đạt 16,05%, chưa "
        "đảm bảo chỉ tiêu UBND tỉnh giao (30%)."
    )


def test_w03_a_criticism_stays_plain_where_the_month_is_well(desk):
    desk.judge("Xã A", "payment", 40, ">= 30").judge("Xã A", "payment", 16, ">= 30", to_date=True)
    desk.find("criticism", "Xã A", "payment")
    assert item(desk, "UBND xã A") == (
        "UBND xã A có tỷ lệ thanh toán trực tuyến trong tháng 8/2023 đạt 40%; trong 8 tháng đầu năm 2023 đạt 16%, chưa đảm bảo "
        "chỉ tiêu UBND tỉnh giao (30%)."
    )


def test_w03_a_figure_that_had_better_be_low_is_at_a_level(desk):
    desk.judge("Xã A", "late", 2, "<= 5").judge("Xã A", "late", 13, "<= 5", to_date=True).find("reminder", "Xã A", "late")
    assert item(desk, "UBND xã A") == (
        "UBND xã A mặc dù có tỷ lệ hồ sơ quá hạn trong tháng 8/2023 ở mức 2%, đảm bảo chỉ tiêu UBND tỉnh giao (không quá 5%); "
        "tuy nhiên, kết quả này trong 8 tháng đầu năm 2023 vẫn ở mức 13%, chưa đảm bảo chỉ tiêu UBND tỉnh giao."
    )
    assert "để giảm tỷ lệ hồ sơ quá hạn trong các tháng cuối năm 2023" in item(desk, "Yêu cầu Chủ tịch")


# --- 4: standing ---


@pytest.mark.parametrize(
    ("figure", "asked", "standing"),
    [
        ("30.01", ">= 30", "đạt 30,01%, vượt chỉ tiêu UBND tỉnh giao (30%)"),
        ("30", ">= 30", "đạt 30%, đảm bảo chỉ tiêu UBND tỉnh giao (30%)"),
        ("30.001", ">= 30", "đạt 30%, đảm bảo chỉ tiêu UBND tỉnh giao (30%)"),
        ("61", "> 60", "đạt 61%, vượt chỉ tiêu UBND tỉnh giao (trên 60%)"),
        ("100", "= 100", "đạt 100%, đảm bảo chỉ tiêu UBND tỉnh giao (100%)"),
        ("97.5", ">= 97.5", "đạt 97,5%, đảm bảo chỉ tiêu UBND tỉnh giao (97,5%)"),
    ],
)
def test_w04_beyond_is_said_only_strictly_above(desk, figure, asked, standing):
    desk.judge("Xã A", "payment", figure, asked).find("praise", "Xã A", "payment")
    assert item(desk, "UBND xã A") == f"UBND xã A có tỷ lệ hồ sơ thanh toán trực tuyến trong tháng 8/2023 {standing}."


@pytest.mark.parametrize(("asked", "bound"), [(">= 30", "30%"), ("> 29.9", "trên 29,9%"), ("= 100", "100%")])
def test_w04_below_is_not_ensured(desk, asked, bound):
    desk.judge("Xã A", "payment", "29.9", asked).find("reminder", "Xã A", "payment")
    assert item(desk, "UBND xã A") == (
        "UBND xã A có tỷ lệ thanh toán trực tuyến trong tháng 8/2023 chỉ đạt 29,9%, chưa đảm bảo chỉ tiêu UBND tỉnh giao "
        f"({bound})."
    )


@pytest.mark.parametrize(
    ("figure", "asked", "told"),
    [
        (2, "<= 5", "ở mức 2%, đảm bảo chỉ tiêu UBND tỉnh giao (không quá 5%)"),
        (0, "< 1", "ở mức 0%, đảm bảo chỉ tiêu UBND tỉnh giao (dưới 1%)"),
    ],
)
def test_w04_what_had_better_be_low_is_ensured_never_exceeded(desk, figure, asked, told):
    desk.judge("Xã A", "late", figure, asked).find("praise", "Xã A", "late")
    assert item(desk, "UBND xã A") == f"UBND xã A có tỷ lệ hồ sơ quá hạn trong tháng 8/2023 {told}."


def test_w04_a_number_has_no_percent(desk):
    desk.judge("Xã A", "services", 3, ">= 5").judge("Xã A", "pending", 12, "<= 5")
    desk.find("reminder", "Xã A", "services").find("criticism", "Xã A", "pending")
    assert item(desk, "UBND xã A có số dịch vụ") == (
        "UBND xã A có số dịch vụ công có phát sinh hồ sơ trong tháng 8/2023 chỉ đạt 3, chưa đảm bảo chỉ tiêu UBND tỉnh giao "
        "(5)."
    )
    assert (
        "UBND xã A có số hồ sơ đang giải quyết quá hạn trong tháng 8/2023 ở mức 12, chưa đảm bảo chỉ tiêu UBND tỉnh giao "
        "(không quá 5)."
    ) in desk.body
    assert "- Số dịch vụ công có phát sinh hồ sơ đạt từ 5 trở lên;" in desk.body
    assert "- Số hồ sơ đang giải quyết quá hạn không quá 5." in desk.body


def test_w04_a_figure_that_meets_what_was_assigned_is_not_called_short_of_it(desk):
    # a rule with a threshold of its own can remind of a figure that meets the target
    desk.judge("Xã A", "payment", 45, ">= 30").find("reminder", "Xã A", "payment")
    assert item(desk, "UBND xã A") == "UBND xã A có tỷ lệ thanh toán trực tuyến trong tháng 8/2023 đạt thấp (45%)."


def test_w04_bodies_of_one_kind_keep_their_names(desk):
    desk.judge("Xã A", "payment", 40, ">= 30").judge("Xã A", "result", 90, ">= 80", giver="UBND tỉnh Hưng Yên")
    desk.find("praise", "Xã A", "payment", "result")
    assert "vượt chỉ tiêu UBND tỉnh Hải Dương giao (30%)" in item(desk, "UBND xã A")
    assert "vượt chỉ tiêu UBND tỉnh Hưng Yên giao (80%)" in item(desk, "UBND xã A")


# --- 5: assumed, ratings ---


def test_w05_an_assumed_threshold_is_neither_printed_nor_called_assigned(desk):
    desk.judge("Xã A", "result", 50, ">= 90", assumed=True).judge("Xã B", "result", 95, ">= 90", assumed=True)
    desk.find("reminder", "Xã A", "result").find("praise", "Xã B", "result")
    assert item(desk, "UBND xã A") == "UBND xã A có tỷ lệ số hóa kết quả trong tháng 8/2023 đạt thấp (50%)."
    assert item(desk, "UBND xã B") == "UBND xã B có tỷ lệ số hóa kết quả giải quyết TTHC trong tháng 8/2023 đạt 95%."
    assert item(desk, "Tiếp tục") == "Tiếp tục nâng cao tỷ lệ số hóa kết quả giải quyết TTHC."
    assert "90%" not in desk.text
    assert "chỉ tiêu" not in desk.text


def test_w05_low_in_both_windows_is_said_once(desk):
    desk.judge("Xã A", "result", 50, ">= 90", assumed=True).judge("Xã A", "result", 60, ">= 90", assumed=True, to_date=True)
    desk.find("criticism", "Xã A", "result")
    assert item(desk, "UBND xã A") == (
        "UBND xã A có tỷ lệ số hóa kết quả đạt thấp (trong tháng 8/2023 đạt 50%; trong 8 tháng đầu năm 2023 đạt 60%)."
    )


def test_w05_what_had_better_be_low_and_was_not_assigned_is_still_high(desk):
    desk.judge("Xã A", "late", 12, "<= 5", assumed=True).find("reminder", "Xã A", "late")
    assert item(desk, "UBND xã A") == "UBND xã A có tỷ lệ hồ sơ quá hạn trong tháng 8/2023 còn cao (12%)."
    assert item(desk, "Tiếp tục") == "Tiếp tục giảm tỷ lệ hồ sơ quá hạn."
    assert "5%" not in desk.text


def test_w05_a_rating_is_told_in_its_own_words(desk):
    desk.judge("Xã A", "payment", 20, ">= 30").judge("Xã A", "website", "Chưa đạt").judge("Xã B", "email", "Thường xuyên")
    desk.find("criticism", "Xã A", "payment", also=["website"]).find("praise", "Xã B", "email")
    assert item(desk, "UBND xã A có").endswith("giao (30%); việc đăng tải tin bài chưa kịp thời.")
    assert item(desk, "UBND xã B sử") == "UBND xã B sử dụng thư điện tử công vụ thường xuyên."


def test_w05_a_missed_rating_can_be_what_a_reminder_is_about(desk):
    desk.judge("Xã A", "website", "Chưa đạt").find("reminder", "Xã A", "website")
    assert desk.body[1:5] == [
        "1. Nhắc nhở các cơ quan, đơn vị có nội dung đạt kết quả thấp",
        "1.1. Về đăng tải tin bài",
        "UBND xã A: việc đăng tải tin bài chưa kịp thời.",
        "Yêu cầu Chủ tịch UBND xã A khắc phục hạn chế nêu trên, thực hiện thường xuyên, đầy đủ trong các tháng cuối năm 2023.",
    ]


def test_w05_a_rating_that_many_miss_is_told_once(desk):
    for name in ("Xã A", "Xã B", "Xã C"):
        desk.judge(name, "website", "Chưa đạt").find("reminder", name, "website")
    assert "Việc đăng tải tin bài chưa kịp thời tại 03 UBND xã, gồm: UBND xã A; UBND xã B; UBND xã C." in desk.body
    assert len(desk.paper.findings) == 3
    assert item(desk, "Yêu cầu Chủ tịch").startswith("Yêu cầu Chủ tịch UBND các xã A, B và C khắc phục")


def test_w05_ratings_that_differ_stand_in_the_brackets(desk):
    for name, word in (("Xã A", "Tốt"), ("Xã B", "Đạt")):
        desk.judge(name, "payment", 90).judge(name, "website", word).find("praise", name, "payment", "website")
    assert item(desk, "02 UBND xã") == (
        "02 UBND xã có tỷ lệ hồ sơ thanh toán trực tuyến trong tháng 8/2023 ở mức cao, gồm: UBND xã A (thanh toán đạt 90%; tin "
        "bài: tốt); UBND xã B (thanh toán đạt 90%; tin bài: đạt)."
    )


# --- 6: nothing arose ---


def test_w06_what_did_not_arise_is_left_out_of_the_praise(desk):
    desk.judge("Phòng Nội vụ", "intake", 100).judge("Phòng Nội vụ", "payment", counts=(0, 0))
    desk.find("praise", "Phòng Nội vụ", "intake", "payment")
    assert item(desk, "Phòng Nội vụ") == "Phòng Nội vụ có tỷ lệ số hóa hồ sơ khi tiếp nhận trong tháng 8/2023 đạt 100%."
    assert "0%" not in desk.text.replace("100%", "")


def test_w06_units_without_payments_are_praised_in_a_sentence_of_their_own(desk):
    for name, payment in (("Xã A", 90), ("Xã B", None), ("Xã C", 95), ("Xã D", None)):
        desk.judge(name, "intake", 100).judge(name, "payment", payment).find("praise", name, "intake", "payment")
    assert [line for line in desk.body if line.startswith("- 02 UBND xã")] == [
        (
            "- 02 UBND xã có tỷ lệ số hóa hồ sơ khi tiếp nhận và tỷ lệ hồ sơ thanh toán trực tuyến trong tháng 8/2023 ở mức "
            "cao, gồm: UBND xã A (tiếp nhận đạt 100%; thanh toán đạt 90%); UBND xã C (tiếp nhận đạt 100%; thanh toán đạt "
            "95%)."
        ),
        (
            "- 02 UBND xã có tỷ lệ số hóa hồ sơ khi tiếp nhận trong tháng 8/2023 ở mức cao, gồm: UBND xã B (tiếp nhận đạt "
            "100%); UBND xã D (tiếp nhận đạt 100%)."
        ),
    ]


def test_w06_a_finding_without_any_figure_says_so(desk):
    desk.judge("Xã A", "payment", status="nothing_arose", counts=(0, 0)).judge("Xã B", "payment", status="not_reported")
    desk.find("reminder", "Xã A", "payment").find("reminder", "Xã B", "payment")
    assert item(desk, "UBND xã A") == (
        "UBND xã A trong tháng 8/2023 không phát sinh số liệu để tính tỷ lệ thanh toán trực tuyến."
    )
    assert item(desk, "UBND xã B") == "UBND xã B trong tháng 8/2023 chưa có số liệu về tỷ lệ thanh toán trực tuyến."
    assert item(desk, "Yêu cầu Chủ tịch").startswith("Yêu cầu Chủ tịch UBND các xã A và B rà soát, báo cáo số liệu")
    assert "%" not in desk.text


def test_w06_a_month_in_which_nothing_arose_leaves_the_cumulative_figure(desk):
    desk.judge("Xã A", "payment", counts=(0, 0)).judge("Xã A", "payment", 20, ">= 30", to_date=True)
    desk.find("reminder", "Xã A", "payment")
    assert item(desk, "UBND xã A") == (
        "UBND xã A có tỷ lệ thanh toán trực tuyến trong 8 tháng đầu năm 2023 chỉ đạt 20%, chưa đảm bảo chỉ tiêu UBND tỉnh giao "
        "(30%)."
    )


# --- 7: small numbers ---


def test_w07_small_numbers_show_their_counts(desk):
    desk.least = 10
    desk.judge("Phòng A", "result", 50, ">= 90", assumed=True, counts=(2, 4)).find("reminder", "Phòng A", "result")
    desk.judge("Phòng B", "result", 50, ">= 90", assumed=True, counts=(5, 10)).find("reminder", "Phòng B", "result")
    assert item(desk, "Phòng A") == "Phòng A có tỷ lệ số hóa kết quả trong tháng 8/2023 đạt thấp (50% (02/04 hồ sơ))."
    assert item(desk, "Phòng B") == "Phòng B có tỷ lệ số hóa kết quả trong tháng 8/2023 đạt thấp (50%)."


def test_w07_a_rate_without_counts_shows_none(desk):
    desk.least = 10
    desk.judge("Phòng A", "result", 50, ">= 90").find("reminder", "Phòng A", "result")
    assert "chỉ đạt 50%, chưa đảm bảo" in item(desk, "Phòng A")


# --- 8: whose total, source ---


def test_w08_the_total_is_the_whole_districts_where_several_groups_were_judged(desk):
    desk.judge("Xã A", "payment", 40).judge("Phòng B", "payment", 40).total("payment", 40)
    assert item(desk, "Trong tháng").startswith("Trong tháng 8/2023, tính chung toàn huyện: tỷ lệ")


def test_w08_the_total_is_the_groups_where_one_was_judged(desk):
    desk.judge("Phòng B", "payment", 40).total("payment", 40)
    assert item(desk, "Trong tháng").startswith("Trong tháng 8/2023, tính chung các phòng: tỷ lệ")


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("Ủy ban nhân dân tỉnh Khánh Hòa", "toàn tỉnh"),
        ("Ủy ban nhân dân Thành phố Hồ Chí Minh", "toàn Thành phố"),
        ("Ủy ban nhân dân thị xã Ninh Hòa", "toàn thị xã"),
        ("Ủy ban nhân dân đặc khu Trường Sa", "toàn đặc khu"),
        ("Văn phòng UBND tỉnh Khánh Hòa", "toàn tỉnh"),
        ("Sở Xây dựng", "các đơn vị"),
    ],
)
def test_w08_the_whole_is_named_after_the_issuer(desk, name, whose):
    signed(desk, name, "CHỦ TỊCH").total("payment", 40)
    assert item(desk, "Trong tháng").startswith(f"Trong tháng 8/2023, tính chung {whose}: ")


@pytest.mark.parametrize(
    ("sources", "as_of", "told"),
    [
        (("Cổng tỉnh",), "17 giờ 00 ngày 05/9/2023", "(Số liệu trích xuất từ Cổng tỉnh, chốt lúc 17 giờ 00 ngày 05/9/2023.)"),
        (("Cổng tỉnh", "Cổng quốc gia"), None, "(Số liệu trích xuất từ Cổng tỉnh và Cổng quốc gia.)"),
        ((), "17 giờ 00 ngày 05/9/2023", "(Số liệu chốt lúc 17 giờ 00 ngày 05/9/2023.)"),
    ],
)
def test_w08_source_and_cut_off_stand_where_they_are_known(desk, sources, as_of, told):
    desk.total("payment", 40).sources, desk.as_of = sources, as_of
    assert item(desk, "Trong tháng").endswith(f"đạt 40%. {told}")


def test_w08_nothing_is_said_of_an_unknown_source(desk):
    assert "Số liệu" not in desk.total("payment", 40).text


# --- 9, 10: lists of figures ---


def test_w09_equal_rates_merge(desk):
    desk.judge("Phòng A", "intake", 100).judge("Phòng A", "result", 100).judge("Phòng A", "payment", 75, ">= 30")
    desk.find("praise", "Phòng A", "intake", "result", "payment")
    assert item(desk, "Phòng A") == (
        "Phòng A có tỷ lệ số hóa hồ sơ khi tiếp nhận và tỷ lệ số hóa kết quả giải quyết TTHC trong tháng 8/2023 cùng đạt 100%; "
        "tỷ lệ hồ sơ thanh toán trực tuyến đạt 75%, vượt chỉ tiêu UBND tỉnh giao (30%)."
    )


def test_w10_a_list_of_units_has_its_figures_in_brackets(desk):
    for name, intake, payment in (("Xã A", "99.03", 100), ("Xã B", "99.15", "86.83")):
        desk.judge(name, "intake", intake).judge(name, "payment", payment).judge(name, "email", "Thường xuyên")
        desk.find("praise", name, "intake", "payment", "email")
    assert item(desk, "02 UBND xã") == (
        "02 UBND xã có tỷ lệ số hóa hồ sơ khi tiếp nhận và tỷ lệ hồ sơ thanh toán trực tuyến trong tháng 8/2023 ở mức cao, sử "
        "dụng thư điện tử công vụ thường xuyên, gồm: UBND xã A (tiếp nhận đạt 99,03%; thanh toán đạt 100%); UBND xã B (tiếp "
        "nhận đạt 99,15%; thanh toán đạt 86,83%)."
    )


def test_w10_what_had_better_be_low_is_not_praised_as_high(desk):
    for name in ("Xã A", "Xã B"):
        desk.judge(name, "intake", 99).judge(name, "late", 0).find("praise", name, "intake", "late")
    assert item(desk, "02 UBND xã") == (
        "02 UBND xã có kết quả tốt trong tháng 8/2023 về tỷ lệ số hóa hồ sơ khi tiếp nhận và tỷ lệ hồ sơ quá hạn, gồm: UBND "
        "xã A (tiếp nhận đạt 99%; quá hạn ở mức 0%); UBND xã B (tiếp nhận đạt 99%; quá hạn ở mức 0%)."
    )


def test_w10_units_praised_for_ratings_alone_have_no_brackets(desk):
    for name in ("Xã A", "Xã B"):
        desk.judge(name, "email", "Thường xuyên").judge(name, "website", "Tốt").find("praise", name, "email", "website")
    assert item(desk, "02 UBND xã") == (
        "02 UBND xã sử dụng thư điện tử công vụ thường xuyên, đăng tải tin bài trên Trang thông tin điện tử tốt, gồm: UBND "
        "xã A; UBND xã B."
    )


def test_w10_a_praise_for_what_cannot_be_told_is_still_a_sentence(desk):
    desk.judge("Xã A", "payment", counts=(0, 0)).find("praise", "Xã A", "payment")
    assert item(desk, "UBND xã A") == "UBND xã A có kết quả thực hiện tốt trong tháng 8/2023."


def test_w10_a_praise_for_the_cumulative_figure_tells_that_one(desk):
    desk.judge("Xã A", "payment", 20, ">= 30").judge("Xã A", "payment", 60, ">= 30", to_date=True)
    desk.find("praise", "Xã A", "payment")
    assert item(desk, "UBND xã A") == (
        "UBND xã A có tỷ lệ hồ sơ thanh toán trực tuyến trong 8 tháng đầu năm 2023 đạt 60%, vượt chỉ tiêu UBND tỉnh giao (30%)."
    )


def test_w10_many_agencies_share_a_sentence_and_two_do_not(desks):
    def praised(*names):
        desk = desks()
        for name in names:
            desk.judge(name, "payment", 90).find("praise", name, "payment")
        return desk.body[2:-1]

    assert praised("Phòng A", "Phòng B") == [
        "- Phòng A có tỷ lệ hồ sơ thanh toán trực tuyến trong tháng 8/2023 đạt 90%.",
        "- Phòng B có tỷ lệ hồ sơ thanh toán trực tuyến trong tháng 8/2023 đạt 90%.",
    ]
    assert praised("Phòng A", "Phòng B", "Phòng C") == [
        (
            "03 cơ quan, đơn vị có tỷ lệ hồ sơ thanh toán trực tuyến trong tháng 8/2023 ở mức cao, gồm: Phòng A (thanh toán "
            "đạt 90%); Phòng B (thanh toán đạt 90%); Phòng C (thanh toán đạt 90%)."
        )
    ]


# --- 11, 12: units and heads ---


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["Xã A"], "UBND xã A"),
        (["Xã A", "Xã B"], "UBND các xã A và B"),
        (["Xã A", "Xã B", "Xã C"], "UBND các xã A, B và C"),
        (["Phường A", "Xã B"], "UBND phường A và UBND xã B"),
        (["Phường A", "Phường B", "Xã C", "Xã D"], "UBND các phường A, B; UBND các xã C, D"),
        (["Xã C", "Phường A", "Xã D"], "UBND các xã C, D; UBND phường A"),
        (["Phường 1", "Phường 2"], "UBND Phường 1 và UBND Phường 2"),
        (["Sở Nội vụ", "Sở Y tế"], "Sở Nội vụ và Sở Y tế"),
        (["Sở Nội vụ", "Sở Văn hóa, Thể thao và Du lịch"], "Sở Nội vụ; Sở Văn hóa, Thể thao và Du lịch"),
        (["Sở Nội vụ", "Xã A", "Xã B"], "Sở Nội vụ; UBND các xã A và B"),
    ],
)
def test_w11_units_are_listed_by_their_types(desk, names, told):
    for name in names:
        desk.judge(name, "payment", 20, ">= 30").find("criticism", name, "payment")
    assert desk.headings[0] == f"1. Phê bình đối với {told}"


def test_w11_counts_name_every_type(desk):
    for name in ("Phường A", "Xã B", "Đặc khu C"):
        desk.judge(name, "payment", 20, ">= 30").find("praise", name, "payment")
    assert item(desk, "03 UBND xã, phường, đặc khu có")
    assert "còn 03 UBND xã, phường, đặc khu trong tháng 8/2023 chưa đảm bảo" in desk.body[0]


def test_w12_heads_are_named_by_their_offices(desk):
    desk.unit("Sở Nội vụ", head="Giám đốc Sở Nội vụ").unit(
        "Phòng Tài chính - Kế hoạch", head="Trưởng phòng Tài chính - Kế hoạch huyện"
    )
    for name in ("Sở Nội vụ", "Phòng Tài chính - Kế hoạch", "Xã A", "Xã B"):
        desk.judge(name, "payment", 20, ">= 30").find("reminder", name, "payment")
    assert item(desk, "Yêu cầu Giám đốc").startswith(
        "Yêu cầu Giám đốc Sở Nội vụ; Trưởng phòng Tài chính - Kế hoạch huyện; Chủ tịch UBND các xã A và B tăng cường chỉ đạo"
    )


def test_w12_the_rosters_own_form_wins(desk):
    name = "Phường Điện Biên Phủ"
    desk.unit(name, official=f"UBND {name}", head=f"Chủ tịch UBND {name}")
    desk.judge(name, "payment", 20, ">= 30").find("reminder", name, "payment")
    assert item(desk, "UBND Phường Điện Biên Phủ có")
    assert item(desk, "Yêu cầu Chủ tịch UBND Phường Điện Biên Phủ tăng cường")
    assert units_in_prose([naming(name, f"UBND {name}"), naming("Xã A", "UBND xã A")]) == f"UBND {name} và UBND xã A"


# --- 13: coordinate units ---


def coordinated(desk, *others):
    desk.groups.append(replace(desk.groups[0], id="v", name="Cơ quan ngành dọc"))
    desk.unit("Thuế tỉnh", group="v", coordinate=True, head="Trưởng Thuế tỉnh")
    for name in ("Thuế tỉnh", *others):
        desk.judge(name, "payment", 20, ">= 30").find("reminder", name, "payment")
    return desk


def test_w13_a_coordinate_unit_is_asked_never_ordered(desk):
    coordinated(desk, "Xã A")
    assert desk.headings[0] == "1. Nhắc nhở, đề nghị đối với các cơ quan, đơn vị có nội dung đạt kết quả thấp"
    assert item(desk, "Đề nghị Trưởng") == (
        "Đề nghị Trưởng Thuế tỉnh quan tâm chỉ đạo, có giải pháp cụ thể để nâng cao tỷ lệ thanh toán trực tuyến trong các "
        "tháng cuối năm 2023, bảo đảm hoàn thành chỉ tiêu được giao."
    )
    assert item(desk, "Yêu cầu Chủ tịch").startswith("Yêu cầu Chủ tịch UBND xã A tăng cường chỉ đạo, có giải pháp")
    assert item(desk, "Chủ tịch UBND huyện Tứ Kỳ yêu cầu") == (
        "Chủ tịch UBND huyện Tứ Kỳ yêu cầu các cơ quan, đơn vị, đề nghị cơ quan ngành dọc tập trung thực hiện nội dung sau:"
    )
    assert desk.body[-1] == (
        "Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện; đề nghị cơ quan ngành dọc phối hợp thực hiện./."
    )
    assert not any("Thuế" in line for line in desk.body if "Yêu cầu" in line or "Phê bình" in line)


def test_w13_a_letter_that_only_asks_reminds_nobody(desk):
    coordinated(desk)
    assert desk.headings[0] == "1. Đề nghị đối với các cơ quan, đơn vị có nội dung đạt kết quả thấp"
    assert desk.paper.frame.subject == "thông báo kết quả thực hiện cải cách hành chính tháng 8/2023"
    assert (
        "Chủ tịch UBND huyện Tứ Kỳ thông báo kết quả thực hiện cải cách hành chính tháng 8/2023, cụ thể như sau:" in desk.body
    )
    assert "nhắc nhở" not in desk.text.lower()


# --- 14: requests ---


def test_w14_a_particular_request_follows_its_unit(desk):
    desk.judge("Xã A", "result", 50, ">= 90", assumed=True).judge("Xã B", "result", 96, ">= 90", assumed=True)
    desk.judge("Xã B", "result", 80, ">= 90", assumed=True, to_date=True)
    desk.find("reminder", "Xã A", "result").find("reminder", "Xã B", "result")
    assert desk.body[2:7] == [
        "1.1. Về số hóa kết quả",
        "- UBND xã A có tỷ lệ số hóa kết quả trong tháng 8/2023 đạt thấp (50%).",
        (
            "Yêu cầu Chủ tịch UBND xã A làm rõ nguyên nhân, chấn chỉnh khâu còn yếu để nâng cao tỷ lệ số hóa kết quả trong "
            "các tháng cuối năm 2023."
        ),
        (
            "- UBND xã B mặc dù có tỷ lệ số hóa kết quả trong tháng 8/2023 đạt 96%; tuy nhiên, kết quả này trong 8 tháng đầu "
            "năm 2023 chỉ đạt 80%."
        ),
        (
            "Yêu cầu Chủ tịch UBND xã B duy trì kết quả không kém tháng 8/2023 trong các tháng cuối năm 2023, bù đắp phần "
            "còn thiếu để nâng cao tỷ lệ số hóa kết quả tính lũy kế."
        ),
    ]


def test_w14_a_common_request_stands_once_at_the_end(desk):
    for name in ("Xã A", "Xã B", "Xã C"):
        desk.judge(name, "payment", 20, ">= 30").find("reminder", name, "payment")
    at = desk.body.index("1.1. Về thanh toán trực tuyến")
    assert [line.split(" có ")[0] for line in desk.body[at + 1 : at + 4]] == ["- UBND xã A", "- UBND xã B", "- UBND xã C"]
    assert desk.body[at + 4] == (
        "Yêu cầu Chủ tịch UBND các xã A, B và C tăng cường chỉ đạo, có giải pháp cụ thể để nâng cao tỷ lệ thanh toán trực "
        "tuyến trong các tháng cuối năm 2023, bảo đảm hoàn thành chỉ tiêu được giao."
    )


def test_w14_requests_common_to_some_stand_at_the_end_each_once(desk):
    for name, figure in (("Xã A", 50), ("Xã B", 96), ("Xã C", 60)):
        desk.judge(name, "result", figure, ">= 90", assumed=True).judge(name, "result", 80, ">= 90", assumed=True, to_date=True)
        desk.find("reminder", name, "result")
    heads = [line.split(" làm")[0].split(" duy")[0] for line in desk.body if line.startswith("Yêu cầu Chủ tịch")]
    assert heads == ["Yêu cầu Chủ tịch UBND các xã A và C", "Yêu cầu Chủ tịch UBND xã B"]
    assert desk.body.index(
        "- UBND xã C có tỷ lệ số hóa kết quả đạt thấp (trong tháng 8/2023 đạt 60%; trong 8 tháng đầu năm 2023 đạt 80%)."
    ) < min(at for at, line in enumerate(desk.body) if line.startswith("Yêu cầu Chủ tịch"))


def test_w14_what_only_a_cumulative_figure_lacks_is_made_up(desk):
    desk.judge("Xã A", "result", 80, ">= 90", assumed=True, to_date=True).find("reminder", "Xã A", "result")
    assert item(desk, "UBND xã A") == "UBND xã A có tỷ lệ số hóa kết quả trong 8 tháng đầu năm 2023 đạt thấp (80%)."
    assert item(desk, "Yêu cầu Chủ tịch") == (
        "Yêu cầu Chủ tịch UBND xã A có giải pháp bù đắp phần còn thiếu, nâng cao tỷ lệ số hóa kết quả trong các tháng cuối "
        "năm 2023."
    )


# --- 15: criticisms ---


def test_w15_criticisms_ascend_and_the_first_has_no_ordinal(desk):
    for name, occurrence in (("Xã A", 3), ("Xã B", None), ("Xã C", 2), ("Xã D", 4), ("Xã E", 1)):
        desk.judge(name, "payment", 20, ">= 30").find("criticism", name, "payment", occurrence=occurrence)
    assert desk.headings[:4] == [
        "1. Phê bình đối với UBND các xã B và E",
        "2. Phê bình lần thứ hai đối với UBND xã C",
        "3. Phê bình lần thứ ba đối với UBND xã A",
        "4. Phê bình lần thứ tư đối với UBND xã D",
    ]


def test_w15_a_criticism_gives_its_reason_and_no_request(desk):
    desk.judge("Xã A", "payment", 20, ">= 30").find("criticism", "Xã A", "payment", occurrence=2)
    at = desk.body.index("1. Phê bình lần thứ hai đối với UBND xã A")
    assert desk.body[at + 1] == "Lý do:"
    assert desk.body[at + 2] == (
        "UBND xã A có tỷ lệ thanh toán trực tuyến trong tháng 8/2023 đạt 20%, chưa đảm bảo chỉ tiêu UBND tỉnh giao (30%)."
    )
    assert desk.body[at + 3] == "2. Nhiệm vụ trong các tháng cuối năm 2023"


@pytest.mark.parametrize(
    ("occurrence", "told"), [(1, ""), (None, ""), (5, "lần thứ năm"), (12, "lần thứ mười hai"), (15, "lần thứ 15")]
)
def test_w15_ordinals_are_words(occurrence, told):
    assert phrases.ordinal(occurrence) == told


def test_w15_all_that_is_missed_is_told(desk):
    desk.judge("Xã A", "payment", 20, ">= 30").judge("Xã A", "payment", 10, ">= 30", to_date=True)
    desk.judge("Xã A", "result", 50, ">= 90", assumed=True).judge("Xã A", "intake", 99, ">= 90").judge(
        "Xã A", "website", "Chưa đạt"
    )
    desk.find("criticism", "Xã A", "payment", "result", "intake", "website", also=["website"])
    assert item(desk, "UBND xã A") == (
        "UBND xã A có tỷ lệ thanh toán trực tuyến trong tháng 8/2023 đạt 20%; trong 8 tháng đầu năm 2023 đạt 10%, chưa đảm "
        "bảo chỉ tiêu UBND tỉnh giao (30%); tỷ lệ số hóa kết quả trong tháng 8/2023 đạt thấp (50%); việc đăng tải tin bài "
        "chưa kịp thời."
    )


def test_w15_a_reminder_of_several_indicators_tells_and_asks_for_all(desk):
    desk.judge("Xã A", "payment", 20, ">= 30").judge("Xã A", "late", 9, "<= 5").find("reminder", "Xã A", "payment", "late")
    assert "1.1. Về thanh toán trực tuyến và hồ sơ quá hạn" in desk.body
    assert item(desk, "UBND xã A") == (
        "UBND xã A có tỷ lệ thanh toán trực tuyến trong tháng 8/2023 chỉ đạt 20%, chưa đảm bảo chỉ tiêu UBND tỉnh giao "
        "(30%); tỷ lệ hồ sơ quá hạn trong tháng 8/2023 vẫn ở mức 9%, chưa đảm bảo chỉ tiêu UBND tỉnh giao (không quá 5%)."
    )
    assert "để nâng cao tỷ lệ thanh toán trực tuyến, giảm tỷ lệ hồ sơ quá hạn trong các" in item(desk, "Yêu cầu Chủ tịch")


def test_w15_a_unit_criticised_twice_in_one_section_stands_there_once(desk):
    desk.judge("Xã A", "payment", 20, ">= 30").judge("Xã A", "result", 50, ">= 80").judge("Xã A", "website", "Chưa đạt")
    desk.find("criticism", "Xã A", "payment", also=["website"]).find("criticism", "Xã A", "result", also=["website"])
    assert desk.headings[0] == "1. Phê bình đối với UBND xã A"
    assert item(desk, "UBND xã A") == (
        "UBND xã A có tỷ lệ thanh toán trực tuyến trong tháng 8/2023 đạt 20%, chưa đảm bảo chỉ tiêu UBND tỉnh giao (30%); tỷ "
        "lệ số hóa kết quả trong tháng 8/2023 đạt 50%, chưa đảm bảo chỉ tiêu UBND tỉnh giao (80%); việc đăng tải tin bài "
        "chưa kịp thời."
    )
    marked = [(run.text, run.finding) for block in desk.paper.blocks for run in block.runs if run.finding]
    assert [text for text, _ in marked] == ["UBND xã A", "tỷ lệ số hóa kết quả"]
    assert len({key for _, key in marked}) == 2


# --- 16: in both ---


def test_w16_a_unit_praised_and_reminded_stays_in_both(desk):
    desk.judge("Xã A", "intake", 100).judge("Xã A", "payment", 20, ">= 30")
    desk.find("praise", "Xã A", "intake").find("reminder", "Xã A", "payment")
    assert len([line for line in desk.body if line.startswith("UBND xã A có")]) == 2
    assert len(desk.paper.findings) == 2


# --- 17: periods ---


@pytest.mark.parametrize(
    ("period", "told", "remaining"),
    [
        (month(2023, 8), "tháng 8/2023", "trong các tháng cuối năm 2023"),
        (month(2023, 1), "tháng 1/2023", "trong các tháng còn lại của năm 2023"),
        (months_of(2023, 7, 9), "quý III/2023", "trong các tháng cuối năm 2023"),
        (months_of(2023, 1, 6), "6 tháng đầu năm 2023", "trong các tháng cuối năm 2023"),
        (months_of(2023, 1, 8), "8 tháng đầu năm 2023", "trong các tháng cuối năm 2023"),
        (month(2023, 12), "tháng 12/2023", "trong thời gian tới"),
        (months_of(2023, 10, 12), "quý IV/2023", "trong thời gian tới"),
        (year(2023), "năm 2023", "trong thời gian tới"),
        (Period(date(2023, 4, 1), date(2023, 8, 31)), "từ ngày 01/4/2023 đến ngày 31/8/2023", "trong các tháng cuối năm 2023"),
    ],
)
def test_w17_periods_and_the_time_that_is_left(desk, period, told, remaining):
    desk.period = period
    desk.judge("Xã A", "payment", 20, ">= 30").find("reminder", "Xã A", "payment")
    inside = told if told.startswith("từ") else f"trong {told}"
    assert f"UBND xã A có tỷ lệ thanh toán trực tuyến {inside} chỉ đạt 20%" in item(desk, "UBND xã A")
    assert f"nâng cao tỷ lệ thanh toán trực tuyến {remaining}, bảo đảm" in item(desk, "Yêu cầu Chủ tịch")
    assert desk.headings[-1] == f"2. Nhiệm vụ {remaining}"


def test_w17_when_the_year_is_over_nothing_is_made_up(desk):
    desk.period = month(2023, 12)
    desk.judge("Xã A", "result", 96, ">= 90", assumed=True).judge("Xã A", "result", 80, ">= 90", assumed=True, to_date=True)
    desk.find("reminder", "Xã A", "result")
    assert item(desk, "Yêu cầu Chủ tịch") == (
        "Yêu cầu Chủ tịch UBND xã A duy trì kết quả không kém tháng 12/2023 trong thời gian tới."
    )


# --- 19: the subject ---


@pytest.mark.parametrize(
    ("kinds", "subject"),
    [
        (("criticism", "praise", "reminder"), "biểu dương, nhắc nhở, phê bình các cơ quan, đơn vị trong"),
        (("praise",), "biểu dương các cơ quan, đơn vị trong"),
        (("reminder", "criticism"), "nhắc nhở, phê bình các cơ quan, đơn vị trong"),
        ((), "thông báo kết quả"),
    ],
)
def test_w19_the_subject_names_what_the_letter_does(desk, kinds, subject):
    for kind in kinds:
        desk.judge("Xã A", "payment", 20, ">= 30").find(kind, "Xã A", "payment")
    assert desk.paper.frame.subject == f"{subject} thực hiện cải cách hành chính tháng 8/2023"


# --- 20: the frame of the text ---


def test_w20_a_single_item_has_no_dash_and_several_have(desks):
    def laid(*names):
        desk = desks()
        for name in names:
            for kind, indicator in (("praise", "intake"), ("reminder", "payment"), ("criticism", "result")):
                desk.judge(name, indicator, 20, ">= 30").find(kind, name, indicator, rule=f"{kind}{name}")
        return [line[:7] for line in desk.body if "UBND xã A có" in line or "UBND xã B có" in line]

    assert laid("Xã A") == ["UBND xã"] * 3
    assert laid("Xã A", "Xã B") == ["- UBND "] * 6


def test_w20_the_tasks_have_dashes_and_what_stands_below_one_a_plus(desk):
    desk.judge("Xã A", "payment", 40, ">= 30").judge("Phòng B", "payment", 40, ">= 35").judge("Xã A", "late", 1, "<= 5")
    desk.judge("Phòng B", "late", 1, "<= 5").judge("Phòng B", "result", 90, assumed=True).judge("Xã A", "website", "Đạt")
    assert desk.body[1:] == [
        "1. Nhiệm vụ trong các tháng cuối năm 2023",
        "Chủ tịch UBND huyện Tứ Kỳ yêu cầu các cơ quan, đơn vị tập trung thực hiện các nội dung sau:",
        "- Bảo đảm các chỉ tiêu UBND tỉnh giao:",
        "+ Tỷ lệ hồ sơ thanh toán trực tuyến đạt từ 30% trở lên đối với UBND các xã, đạt từ 35% trở lên đối với các phòng;",
        "+ Tỷ lệ hồ sơ quá hạn không quá 5%.",
        "- Tiếp tục nâng cao tỷ lệ số hóa kết quả giải quyết TTHC.",
        "- UBND các xã thực hiện thường xuyên, đầy đủ, kịp thời nội dung: đăng tải tin bài trên Trang thông tin điện tử.",
        ORDERED,
    ]


def test_w20_a_task_of_some_units_names_them(desk):
    for name in ("Xã A", "Xã B", "Phòng C"):
        desk.judge(name, "intake", 90)
    desk.judge("Xã A", "payment", 40, ">= 30")
    assert (
        "Bảo đảm chỉ tiêu UBND tỉnh giao: tỷ lệ hồ sơ thanh toán trực tuyến đạt từ 30% trở lên đối với UBND xã A." in desk.body
    )


def test_w20_empty_sections_vanish_and_the_numbers_close_up(desks):
    def headings(*kinds):
        desk = desks()
        for kind in kinds:
            desk.judge("Xã A", "payment", 20).find(kind, "Xã A", "payment")
        return [heading.split(" các")[0].split(" đối")[0] for heading in desk.headings]

    assert headings("praise", "reminder", "criticism") == [
        "1. Biểu dương",
        "2. Nhắc nhở",
        "2.1. Về thanh toán trực tuyến",
        "3. Phê bình",
    ]
    assert headings("praise") == ["1. Biểu dương"]
    assert headings("reminder") == ["1. Nhắc nhở", "1.1. Về thanh toán trực tuyến"]
    assert headings("criticism") == ["1. Phê bình"]
    assert headings("praise", "criticism") == ["1. Biểu dương", "2. Phê bình"]
    assert headings() == []


def test_w20_only_praise(desk):
    desk.judge("Xã A", "payment", 100).find("praise", "Xã A", "payment")
    assert desk.body == [
        (
            "Chủ tịch UBND huyện Tứ Kỳ biểu dương các cơ quan, đơn vị trong thực hiện cải cách hành chính tháng 8/2023, cụ "
            "thể như sau:"
        ),
        "1. Biểu dương các cơ quan, đơn vị có kết quả thực hiện tốt",
        "UBND xã A có tỷ lệ hồ sơ thanh toán trực tuyến trong tháng 8/2023 đạt 100%.",
        "Yêu cầu các cơ quan, đơn vị phát huy kết quả đạt được, nghiêm túc thực hiện./.",
    ]


def test_w20_only_criticism(desk):
    desk.judge("Xã A", "payment", 20).find("criticism", "Xã A", "payment")
    assert desk.body == [
        (
            "Chủ tịch UBND huyện Tứ Kỳ phê bình các cơ quan, đơn vị trong thực hiện cải cách hành chính tháng 8/2023, cụ thể "
            "như sau:"
        ),
        "1. Phê bình đối với UBND xã A",
        "Lý do:",
        "UBND xã A có tỷ lệ thanh toán trực tuyến trong tháng 8/2023 đạt thấp (20%).",
        ORDERED,
    ]


def test_w20_no_findings_at_all(desk):
    desk.total("payment", 40)
    assert desk.body == [
        "Trong tháng 8/2023, tính chung toàn huyện: tỷ lệ hồ sơ thanh toán trực tuyến đạt 40%.",
        "Chủ tịch UBND huyện Tứ Kỳ thông báo để các cơ quan, đơn vị biết, thực hiện./.",
    ]


def test_w20_the_closing_mark_stands_once_after_the_last_sentence(desk):
    desk.judge("Xã A", "payment", 20).find("criticism", "Xã A", "payment").state("progress", "Có tiến bộ./.")
    assert desk.text.count("./.") == 1
    assert desk.body[-1].endswith("thực hiện./.")


def test_w20_shortfalls_of_one_body_are_one_sentence(desk):
    desk.total("payment", 40).judge("Xã A", "payment", 20, ">= 30").judge("Phòng B", "result", 50, ">= 80")
    assert desk.body[1] == (
        "Tuy nhiên, trong tháng 8/2023, vẫn còn cơ quan, đơn vị chưa đảm bảo chỉ tiêu UBND tỉnh giao về: tỷ lệ số hóa kết quả "
        "giải quyết TTHC (01 cơ quan, đơn vị); tỷ lệ hồ sơ thanh toán trực tuyến (01 UBND xã)."
    )
    desk.judge("Xã C", "payment", 20, ">= 30", to_date=True)
    assert desk.body[1].startswith("Tuy nhiên, trong tháng 8/2023 hoặc tính lũy kế, vẫn còn")
    assert desk.body[1].endswith("thanh toán trực tuyến (02 UBND xã).")


def test_w20_the_shortfall_of_one_indicator_is_told_span_by_span(desk):
    desk.since = date(2023, 4, 1)
    desk.total("payment", 40).judge("Xã A", "payment", 20, ">= 30")
    for name in ("Xã A", "Phòng B"):
        desk.judge(name, "payment", 25, ">= 30", to_date=True)
    assert desk.body[1] == (
        "Tuy nhiên, về tỷ lệ hồ sơ thanh toán trực tuyến, còn 01 UBND xã trong tháng 8/2023 và 02 cơ quan, đơn vị tính từ ngày "
        "01/4/2023 đến ngày 31/8/2023 chưa đảm bảo chỉ tiêu UBND tỉnh giao."
    )


def test_w20_a_shortfall_is_not_contrasted_with_nothing(desk):
    desk.judge("Xã A", "payment", 20, ">= 30")
    assert desk.body[0] == (
        "Về tỷ lệ hồ sơ thanh toán trực tuyến, còn 01 UBND xã trong tháng 8/2023 chưa đảm bảo chỉ tiêu UBND tỉnh giao."
    )


# --- 21: who speaks ---


@pytest.mark.parametrize(
    ("name", "lines", "speaker"),
    [
        ("Ủy ban nhân dân huyện Tứ Kỳ", ["CHỦ TỊCH"], "Chủ tịch UBND huyện Tứ Kỳ"),
        ("UBND huyện Tứ Kỳ", ["CHỦ TỊCH"], "Chủ tịch UBND huyện Tứ Kỳ"),
        ("Ủy ban nhân dân huyện Tứ Kỳ", ["CHỦ TỊCH ỦY BAN NHÂN DÂN"], "Chủ tịch UBND huyện Tứ Kỳ"),
        ("Ủy ban nhân dân huyện Tứ Kỳ", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "UBND huyện Tứ Kỳ"),
        ("Ủy ban nhân dân xã Hà Kỳ", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "UBND xã Hà Kỳ"),
        ("Ủy ban nhân dân tỉnh Khánh Hòa", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "Chủ tịch UBND tỉnh Khánh Hòa"),
        ("Ủy ban nhân dân tỉnh Khánh Hòa", ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"], "Chủ tịch UBND tỉnh Khánh Hòa"),
        ("Ủy ban nhân dân Thành phố Hồ Chí Minh", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "Chủ tịch UBND Thành phố Hồ Chí Minh"),
        ("Sở Nội vụ", ["GIÁM ĐỐC"], "Giám đốc Sở Nội vụ"),
        ("Sở Nội vụ", ["Q. GIÁM ĐỐC"], "Quyền Giám đốc Sở Nội vụ"),
        ("Sở Nội vụ", ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], "Giám đốc Sở Nội vụ"),
        ("Sở Văn hóa, Thể thao và Du lịch", ["TUQ. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"], "Giám đốc Sở Văn hóa, Thể thao và Du lịch"),
        ("Văn phòng UBND tỉnh Khánh Hòa", ["CHÁNH VĂN PHÒNG"], "Chánh Văn phòng UBND tỉnh Khánh Hòa"),
        ("Văn phòng Ủy ban nhân dân tỉnh Khánh Hòa", ["KT. CHÁNH VĂN PHÒNG"], "Chánh Văn phòng UBND tỉnh Khánh Hòa"),
        ("Phòng Nội vụ huyện Tứ Kỳ", ["TRƯỞNG PHÒNG"], "Trưởng phòng Nội vụ huyện Tứ Kỳ"),
        ("Ban Quản lý Khu kinh tế", ["TRƯỞNG BAN"], "Trưởng Ban Quản lý Khu kinh tế"),
        ("Thanh tra tỉnh", ["CHÁNH THANH TRA"], "Chánh Thanh tra tỉnh"),
    ],
)
def test_w21_who_signs_speaks(desk, name, lines, speaker):
    signed(desk, name, *lines).judge("Xã A", "payment", 20).find("criticism", "Xã A", "payment")
    assert desk.body[0].startswith(f"{speaker} phê bình các cơ quan, đơn vị trong")


@pytest.mark.parametrize(
    ("name", "parent", "lines"),
    [
        ("Ủy ban nhân dân huyện Tứ Kỳ", None, ["ỦY BAN NHÂN DÂN", "HUYỆN TỨ KỲ"]),
        ("Ủy ban nhân dân tỉnh Khánh Hòa", None, ["ỦY BAN NHÂN DÂN", "TỈNH KHÁNH HÒA"]),
        ("Ủy ban nhân dân xã Hà Kỳ", None, ["ỦY BAN NHÂN DÂN", "XÃ HÀ KỲ"]),
        ("UBND phường Nha Trang", None, ["ỦY BAN NHÂN DÂN", "PHƯỜNG NHA TRANG"]),
        ("Ủy ban nhân dân đặc khu Trường Sa", None, ["ỦY BAN NHÂN DÂN", "ĐẶC KHU TRƯỜNG SA"]),
        ("Ủy ban nhân dân Thành phố Hồ Chí Minh", None, ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH"]),
        ("Hội đồng nhân dân tỉnh Lạng Sơn", None, ["HỘI ĐỒNG NHÂN DÂN", "TỈNH LẠNG SƠN"]),
        ("Sở Nội vụ", "Ủy ban nhân dân tỉnh Khánh Hòa", ["UBND TỈNH KHÁNH HÒA", "SỞ NỘI VỤ"]),
        (
            "Sở Văn hóa, Thể thao và Du lịch",
            "UBND tỉnh Khánh Hòa",
            ["UBND TỈNH KHÁNH HÒA", "SỞ VĂN HÓA,", "THỂ THAO VÀ DU LỊCH"],
        ),
        ("Sở Nông nghiệp và Môi trường", None, ["SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"]),
        ("Văn phòng Ủy ban nhân dân tỉnh Khánh Hòa", None, ["VĂN PHÒNG ỦY BAN NHÂN DÂN", "TỈNH KHÁNH HÒA"]),
        (
            "Trung tâm Phục vụ hành chính công thành phố Nha Trang",
            None,
            ["TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG", "THÀNH PHỐ NHA TRANG"],
        ),
    ],
)
def test_w21_the_letterhead_breaks_where_a_name_does(desk, name, parent, lines):
    desk.issuer = Issuer(name, parent, "Nơi này")
    frame = desk.framed("x")
    assert [*frame.parent_lines, *frame.issuer_lines] == lines
    assert desk.text.splitlines()[: len(lines)] == lines


# --- 22: drafts and statements ---


def test_w22_a_draft_leaves_number_day_and_signer_open(desk):
    lines = desk.text.splitlines()
    assert lines[4] == "Số:      /UBND-NV"
    assert lines[6] == "Tứ Kỳ, ngày      tháng 9 năm 2023"
    assert lines[-1] == "CHỦ TỊCH"


def test_w22_a_draft_of_december_is_expected_in_the_next_year(desk):
    desk.period = month(2023, 12)
    assert "Tứ Kỳ, ngày      tháng 01 năm 2024" in desk.text.splitlines()


def test_w22_a_signer_and_several_addressees_stand_where_they_are_given(desk):
    desk.form = PaperForm("UBND-NV", ("Phòng A", "Phòng B"), ("Như trên", "Lưu: VT"), ("CHỦ TỊCH",), "Người Ký")
    lines = desk.text.splitlines()
    assert lines[-1] == "Người Ký"
    assert lines[7:10] == ["Kính gửi:", "- Phòng A;", "- Phòng B."]


@pytest.mark.parametrize(
    ("text", "by", "told"),
    [
        (
            "Kết quả có tiến bộ ở 7/7 lĩnh vực",
            "Phòng Nội vụ",
            "Theo đánh giá của Phòng Nội vụ, kết quả có tiến bộ ở 7/7 lĩnh vực.",
        ),
        ("Kết quả có tiến bộ.", "Phòng Nội vụ", "Theo đánh giá của Phòng Nội vụ, kết quả có tiến bộ."),
        ("Kết quả có tiến bộ.", None, "Kết quả có tiến bộ."),
        ("UBND các xã có tiến bộ", "Phòng Nội vụ", "Theo đánh giá của Phòng Nội vụ, UBND các xã có tiến bộ."),
        ("Sở Y tế có tiến bộ", "Văn phòng", "Theo đánh giá của Văn phòng, Sở Y tế có tiến bộ."),
    ],
)
def test_w22_what_people_judge_has_its_author(desk, text, by, told):
    assert desk.state("progress", text, by).body[0] == told


@pytest.mark.parametrize(
    ("by", "told"), [("Phòng VH", "Tin bài chưa kịp thời (theo đánh giá của Phòng VH)."), (None, "Tin bài chưa kịp thời.")]
)
def test_w22_other_statements_stand_after_the_figures(desk, by, told):
    desk.total("payment", 40).state("website", "Tin bài chưa kịp thời.", by)
    assert desk.body[1] == told
