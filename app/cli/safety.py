"""history, undo, backup, doctor."""

from argparse import Namespace, _SubParsersAction
from dataclasses import asdict

from app.cli.parsing import Parser
from app.cli.session import DONE, WITH_FINDINGS, Outcome, Session


def add(commands: "_SubParsersAction[Parser]", common: Parser) -> None:
    """Add the commands of this module."""
    history = commands.add_parser("history", parents=[common], help="做过什么")
    history.add_argument("record", nargs="?", metavar="RECORD", help="一条记录的编号")
    history.set_defaults(run=_history)
    undo = commands.add_parser("undo", parents=[common], help="撤销一次操作（不写则为最近一次）")
    undo.add_argument("operation", nargs="?", metavar="OPERATION", help="操作编号（写前几位即可）")
    undo.set_defaults(run=_undo)
    backup = commands.add_parser("backup", parents=[common], help="备份")
    verbs = backup.add_subparsers(title="动作", metavar="动作", required=True, parser_class=Parser)
    verbs.add_parser("make", parents=[common], help="做一个备份").set_defaults(run=_make)
    verbs.add_parser("list", parents=[common], help="有哪些备份").set_defaults(run=_list)
    for name, text, run in (("verify", "检查一个备份", _verify), ("restore", "用备份恢复", _restore)):
        verb = verbs.add_parser(name, parents=[common], help=text)
        verb.add_argument("name", nargs="?", metavar="NAME", help="备份文件名（不写则为最近一个）")
        verb.set_defaults(run=run)
    doctor = commands.add_parser("doctor", parents=[common], help="检查本机：字体、磁盘、数据、版本")
    doctor.set_defaults(run=_doctor)


def _history(session: Session, arguments: Namespace) -> Outcome:
    from app.services.changes import record_history
    from app.services.history import history

    if arguments.record:
        changes = record_history(session.store, arguments.record)
        told = [
            f"{_minute(c.at)}  {c.actor}  {c.field + '：' + c.old + ' → ' if c.field else ''}{c.new}"
            for c in changes
        ]
        return Outcome({"record": [asdict(c) for c in changes]}, told or ["没有这条记录。"])
    items = history(session.store)
    lines = [
        f"{i.id[:8]}  {_minute(i.at)}  {i.actor}  {i.sentence}（{i.changes} 处）{'  已撤销' if i.undone else ''}"
        for i in items
    ]
    return Outcome({"history": [asdict(i) for i in items]}, lines)


def _undo(session: Session, arguments: Namespace) -> Outcome:
    from app.services.history import undo

    result = undo(session.store, operation=arguments.operation, actor=session.actor)
    lines = [f"{result.sentence}（{result.undone} 处）", *result.kept]
    return Outcome(asdict(result), lines, WITH_FINDINGS if result.kept else DONE)


def _make(session: Session, arguments: Namespace) -> Outcome:
    from app.services.backups import make_backup

    made = make_backup(session.ledger)
    return Outcome({"backup": made.path.name, "bytes": made.size}, [f"已备份并核对：{made.path}"])


def _list(session: Session, arguments: Namespace) -> Outcome:
    from app.services.backups import backups

    found = backups(session.held)
    listed = [{"backup": b.path.name, "made_at": b.made_at.isoformat(), "bytes": b.size} for b in found]
    return Outcome({"backups": listed}, [str(b.path) for b in found] or ["还没有备份。"])


def _verify(session: Session, arguments: Namespace) -> Outcome:
    from app.services.backups import verify_backup

    backup, counts = verify_backup(session.held, arguments.name)
    return Outcome({"backup": backup.path.name, "counts": counts}, [f"备份完好：{backup.path.name}"])


def _restore(session: Session, arguments: Namespace) -> Outcome:
    from app.services.backups import restore_backup

    session.let_go()
    backup, kept = restore_backup(session.held, arguments.name)
    lines = [f"已恢复到：{backup.path.name}", *([f"恢复前的台账保存在：{kept}"] if kept else [])]
    return Outcome({"backup": backup.path.name, "kept": str(kept) if kept else None}, lines)


def _doctor(session: Session, arguments: Namespace) -> Outcome:
    from app.services.doctor import examine

    found = examine(session.ledger, session.store)
    lines = [f"{'　' if item.good else '！'}{item.name}：{item.words}" for item in found]
    code = DONE if all(item.good for item in found) else WITH_FINDINGS
    return Outcome({"items": [asdict(item) for item in found]}, lines, code)


def _minute(at: str) -> str:
    return at[:16].replace("T", " ")
