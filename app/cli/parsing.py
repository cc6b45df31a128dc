"""argparse, speaking Chinese."""

import argparse
import re
from collections.abc import Iterable
from datetime import date
from typing import Any, NoReturn

REFUSED = 2

_SAYINGS = (
    (
        re.compile(r"(?:argument (.+?): )?invalid choice: '?(.*?)'? \(choose from (.*)\)"),
        r"“\2”不能用在这里，可用的有：\3",
    ),
    (re.compile(r"the following arguments are required: (.*)"), r"还缺：\1"),
    (re.compile(r"unrecognized arguments: (.*)"), r"不认识：\1"),
    (re.compile(r"argument (.+?): expected (?:one|at least one) argument"), r"\1 后面还缺内容"),
    (re.compile(r"argument (.+?): invalid int value: '(.*)'"), r"\1 要写整数，“\2”不是"),
    (re.compile(r"argument (.+?): (.*)"), r"\1：\2"),
)


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Says in one Chinese sentence what is wrong with a command line."""

    def __init__(self, **options: Any) -> None:
        helped = options.pop("add_help", True)
        super().__init__(**options, add_help=False, allow_abbrev=False, formatter_class=_Formatter)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        if helped:
            self.add_argument("-h", "--help", action="help", default=argparse.SUPPRESS, help="看这份用法")

    def error(self, message: str) -> NoReturn:
        """Refuse the command line with exit code 2."""
        self.exit(REFUSED, f"命令写得不对：{_in_chinese(message)}。\n用 {self.prog} --help 看用法。\n")


def _in_chinese(message: str) -> str:
    for pattern, saying in _SAYINGS:
        if pattern.fullmatch(message):
            return pattern.sub(saying, message)
    return message


def common_options(*, default: object) -> Parser:
    """Return the options every command knows; `default` is what an option not given becomes."""
    common = Parser(add_help=False, argument_default=default)
    common.add_argument("--data", metavar="DIR", help="台账所在的文件夹")
    common.add_argument("--password-file", metavar="FILE", help="口令文件")
    common.add_argument(
        "--json",
        action="store_true",
        default=False if default is None else default,
        help="在标准输出给出一个 JSON 文档",
    )
    common.add_argument("--as-of", metavar="YYYY-MM-DD", type=day_of, help="以哪一天为准（不写则为今天）")
    return common


def day_of(text: str) -> date:
    """Read a day of the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是 YYYY-MM-DD 形式的日期") from None
