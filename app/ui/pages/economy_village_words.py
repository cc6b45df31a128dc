"""What a village's page says on top: place, target, progress, forecast (called so) and change against last year."""

from app.rules.economy_pace import Change
from app.rules.money import yuan
from app.services.economy.villages import VillagePage

PERCENT = 100


def facts(page: VillagePage) -> list[tuple[str, str]]:
    """Return label and value pairs about a village's year under the caliber shown."""
    one, place = page.progress, page.standing
    caliber = page.calibers.get(one.caliber, "")
    pairs = [
        ("口径", caliber),
        ("到目前收入", f"{yuan(one.actual_fen)} 元"),
        (
            "排名",
            f"全乡第 {place.place} 名" + (f"，上年第 {place.last_place} 名" if place.last_place else ""),
        ),
        ("分档", place.tier_name),
        ("目标", "没有设目标" if one.target_fen is None else f"{yuan(one.target_fen)} 元"),
        ("进度", _progress(page)),
        ("预测全年", _forecast(page)),
        ("同比", _change(one.year_on_year, "上年同期")),
        ("环比", _change(one.month_on_month, "上月")),
    ]
    if one.jumps:
        pairs.append(("变化原因", one.explanation or "变化较大，请说明原因"))
    return pairs


def _progress(page: VillagePage) -> str:
    one = page.progress
    if one.done is None:
        return ""
    late = "，落后于时间进度" if one.behind else ""
    passed = f"时间已过 {one.passed * PERCENT:.0f}%"
    missing = f"，还差 {yuan(one.missing_fen)} 元" if one.missing_fen else ""
    return f"完成 {one.done * PERCENT:.1f}%，{passed}{late}{missing}"


def _forecast(page: VillagePage) -> str:
    one = page.progress
    if one.forecast is None:
        return "还不能预测"
    verdict = {True: "，预计能完成目标", False: "，预计完不成目标", None: ""}[one.will_reach]
    return f"{yuan(one.forecast.fen)} 元（{one.forecast.basis}）{verdict}"


def _change(change: Change, against: str) -> str:
    if change.share is None:
        return f"{against}没有收入"
    return f"{change.share * PERCENT:+.1f}%（{against} {yuan(change.before_fen)} 元）"
