"""Fields of the tables beside income: 支出, 项目, 合同, 资产资源."""

from app.rules.fieldspecs import FieldSpec, specs
from app.rules.vocabulary import SheetKind

_VILLAGE = FieldSpec("village", "村", "village", True)
_NOTE = FieldSpec("note", "备注", "note")

HOLDING_FIELDS: dict[str, dict[str, FieldSpec]] = {
    SheetKind.COSTS: specs(
        _VILLAGE,
        FieldSpec("spent_on", "支出日期", "date", True),
        FieldSpec("cost_category", "支出类别", "choice", codes="cost_category"),
        FieldSpec("item", "支出事项"),
        FieldSpec("payee", "收款方"),
        FieldSpec("amount", "金额", "money", True),
        FieldSpec("booked_on", "入账日期", "booked"),
        FieldSpec("voucher", "凭证号"),
        FieldSpec("project_name", "所属项目"),
        _NOTE,
    ),
    SheetKind.PROJECTS: specs(
        _VILLAGE,
        FieldSpec("name", "项目名称", required=True),
        FieldSpec("project_kind", "项目类型"),
        FieldSpec("mode", "经营模式", "choice", codes="project_mode"),
        FieldSpec("central_fen", "中央资金", "money"),
        FieldSpec("province_fen", "省级资金", "money"),
        FieldSpec("county_fen", "县级资金", "money"),
        FieldSpec("own_fen", "自筹资金", "money"),
        FieldSpec("other_fen", "其他资金", "money"),
        FieldSpec("started_on", "开工时间", "date"),
        FieldSpec("finished_on", "完工时间", "date"),
        FieldSpec("expected_fen", "预计年收益", "money"),
        FieldSpec("jobs", "就业人数", "number"),
        FieldSpec("households", "带动户数", "number"),
        FieldSpec("progress", "进度", "share"),
        FieldSpec("trouble", "存在问题", "note"),
        _NOTE,
    ),
    SheetKind.CONTRACTS: specs(
        _VILLAGE,
        FieldSpec("number", "合同编号"),
        FieldSpec("name", "合同名称", required=True),
        FieldSpec("contract_kind", "合同类型", "choice", codes="contract_kind"),
        FieldSpec("party", "承包（承租）方"),
        FieldSpec("object", "标的"),
        FieldSpec("area", "面积"),
        FieldSpec("from_on", "开始日期", "date"),
        FieldSpec("to_on", "到期日期", "date"),
        FieldSpec("yearly_fen", "年租金", "money"),
        FieldSpec("due_dates", "缴款日期"),
        FieldSpec("paid_fen", "已收金额", "money"),
        FieldSpec("deposit_fen", "押金", "money"),
        FieldSpec("project_name", "所属项目"),
        _NOTE,
    ),
    SheetKind.ASSETS: specs(
        _VILLAGE,
        FieldSpec("name", "资产名称", required=True),
        FieldSpec("asset_kind", "种类", "choice", codes="asset_kind"),
        FieldSpec("cost_fen", "原值", "money"),
        FieldSpec("net_fen", "净值", "money"),
        FieldSpec("area", "面积"),
        FieldSpec("acquired_on", "购建日期", "date"),
        FieldSpec("place", "坐落"),
        FieldSpec("usage", "使用情况", "choice", codes="asset_usage"),
        FieldSpec("contract_name", "合同名称"),
        _NOTE,
    ),
}
