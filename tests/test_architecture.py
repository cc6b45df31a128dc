"""The shape of the code: who may import whom, how big things may grow, where SQL and Qt may appear."""

import ast
import re
import sys
from graphlib import CycleError, TopologicalSorter

from tests.sources import ROOT, Import, Module, functions, imports, literals, modules, names, project_files

BASE = {"app", "app.errors", "app.progress", "app.paths", "app.log"}
LAYERS = [
    BASE,
    {"app.rules"},
    {"app.models"},
    {"app.excel", "app.exchange", "app.reports"},
    {"app.settings"},
    {"app.services"},
    {"app.context"},
    {"app.ui", "app.cli"},
    {"app.gui"},
    {"app.__main__"},
]
HEAVY = {
    "PySide6",
    "cryptography",
    "docx",
    "fontTools",
    "matplotlib",
    "numpy",
    "openpyxl",
    "pypdfium2",
    "pypinyin",
    "python_calamine",
    "reportlab",
    "sqlcipher3",
    "sqlite_utils",
    "xlsxwriter",
}
SYSTEM_ONLY = {"fcntl", "msvcrt", "winreg", "resource", "ctypes"}
LOADS_OPENSSL = {"hashlib", "secrets"}  # 4 ms, and nothing before the first picture asks for it
CLOCKS = ("date.today", "datetime.today", "datetime.now", "datetime.utcnow", "time.time")
EDGES = {
    "app.gui",
    "app.cli.session",
    "app.log",
    "app.models.store",  # when an operation was done
    "app.services.backups",  # when a copy was made, in its name
    "app.services.doctor",
}
DOORS = ("app.cli", "app.gui", "app.ui", "app.__main__")
MODULE_LINES, CLASS_METHODS, FUNCTION_LINES = 400, 20, 40
SQL = re.compile(
    r"""\bselect\b.+\bfrom\b | \binsert\s+(or\s+\w+\s+)?into\b | \bupdate\s+\w+\s+set\b | \bdelete\s+from\b
    | \bcreate\s+(temp\s+)?(table|view|trigger|index)\b | \bdrop\s+(table|view|trigger|index)\b | ^\s*pragma\s
    | \b(left|inner)\s+join\b | \border\s+by\b | \bgroup\s+by\b""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)


def layer(name: str) -> tuple[int, str]:
    """Return the height and the name of the part of the program a module belongs to."""
    if name in BASE:
        return 0, name
    for height, parts in enumerate(LAYERS[1:], start=1):
        for part in parts:
            if name == part or name.startswith(f"{part}."):
                return height, part
    raise AssertionError(f"{name} belongs to no layer")


def is_app(target: str) -> bool:
    return target == "app" or target.startswith("app.")


def outside(target: str) -> str:
    return target.split(".")[0]


def is_public(node: ast.AST) -> bool:
    """Tell whether a part is for others and has words of its own: an override has those of what it overrides."""
    overrides = any("override" in ast.unparse(mark) for mark in getattr(node, "decorator_list", ()))
    return not getattr(node, "name", "").startswith("_") and not overrides


def every_import() -> list[tuple[Module, Import]]:
    return [(module, found) for module in modules("app") for found in imports(module)]


def reaches_heavy(name: str, seen: frozenset[str] = frozenset()) -> bool:
    """Tell whether importing a module loads a heavy library at once, or one that reads or makes whole files."""
    if name.startswith(("app.excel", "app.exchange", "app.reports")):
        return True
    module = next((one for one in modules("app") if one.name == name), None)
    if module is None or name in seen:
        return False
    return any(
        outside(found.target) in HEAVY
        or (is_app(found.target) and reaches_heavy(found.target, seen | {name}))
        for found in imports(module)
        if not found.inside_function
    )


def test_modules_import_only_from_layers_below():
    wrong = []
    for module, found in every_import():
        if is_app(found.target):
            here, there = layer(module.name), layer(found.target)
            if there[0] > here[0] or (there[0] == here[0] != 0 and there[1] != here[1]):
                wrong.append(f"{module.where}:{found.line} imports {found.target}")
    assert not wrong, "\n".join(wrong)


def test_modules_form_no_cycle():
    at_once = {
        module.name: {found.target for found in imports(module) if not found.inside_function}
        & names("app") - {module.name}
        for module in modules("app")
    }
    try:
        TopologicalSorter(at_once).prepare()
    except CycleError as error:
        raise AssertionError(" → ".join(error.args[1])) from None


def test_imports_wait_inside_functions_only_for_weight_or_system():
    wrong = [
        f"{module.where}:{found.line} imports {found.target} inside a function"
        for module, found in every_import()
        if found.inside_function
        and not module.name.startswith(DOORS)
        and (
            not reaches_heavy(found.target)
            if is_app(found.target)
            else outside(found.target) in sys.stdlib_module_names - SYSTEM_ONLY - LOADS_OPENSSL
        )
    ]
    assert not wrong, "\n".join(wrong)


def test_rules_stand_on_the_standard_library_alone():
    wrong = [
        f"{module.where}:{found.line} imports {found.target}"
        for module, found in every_import()
        if module.name.startswith("app.rules")
        and not is_app(found.target)
        and outside(found.target) not in sys.stdlib_module_names
    ]
    assert not wrong, "\n".join(wrong)


def test_only_the_edges_ask_what_day_it_is():
    wrong = [
        f"{module.where}:{node.lineno}"
        for module in modules("app")
        if module.name not in EDGES
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(CLOCKS)
    ]
    assert not wrong, "\n".join(wrong)


def test_only_the_window_knows_qt():
    wrong = [
        f"{module.where}:{found.line}"
        for module, found in every_import()
        if outside(found.target) in {"PySide6", "shiboken6"}
        and not module.name.startswith(("app.ui", "app.gui"))
    ]
    assert not wrong, "\n".join(wrong)


def test_only_models_know_the_database():
    drivers = {"sqlcipher3", "sqlite3", "sqlite_utils"}
    wrong = [
        f"{module.where}:{found.line} imports {found.target}"
        for module, found in every_import()
        if outside(found.target) in drivers and not module.name.startswith("app.models")
    ]
    wrong += [
        f"{module.where}:{line} {text.strip()[:60]!r}"
        for module in modules("app")
        if not module.name.startswith("app.models")
        for line, text in literals(module)
        if SQL.search(text)
    ]
    assert not wrong, "\n".join(wrong)


def test_only_services_start_an_operation():
    wrong = [
        f"{module.where}:{node.lineno}"
        for module in modules("app")
        if not module.name.startswith(("app.services", "app.models"))
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "operation"
    ]
    assert not wrong, "\n".join(wrong)


def test_modules_classes_and_functions_stay_small():
    wrong = []
    for module in (*modules("app"), *modules("installer")):
        lines = module.text.count("\n")
        if lines > MODULE_LINES:
            wrong.append(f"{module.where}: {lines} lines")
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef):
                methods = sum(isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for part in node.body)
                if methods > CLASS_METHODS:
                    wrong.append(f"{module.where}:{node.lineno} class {node.name}: {methods} methods")
        for function in functions(module):
            length = (function.end_lineno or function.lineno) - function.lineno + 1
            if length > FUNCTION_LINES:
                wrong.append(f"{module.where}:{function.lineno} {function.name}: {length} lines")
    assert not wrong, "\n".join(wrong)


def test_modules_and_public_functions_say_what_they_do():
    wrong = []
    for module in (*modules("app"), *modules("installer")):
        if not ast.get_docstring(module.tree):
            wrong.append(module.where)
        scopes = [module.tree, *(node for node in module.tree.body if isinstance(node, ast.ClassDef))]
        for scope in scopes:
            for node in scope.body:
                is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                if is_function and is_public(scope) and is_public(node) and not ast.get_docstring(node):
                    wrong.append(f"{module.where}:{node.lineno} {node.name}")
    assert not wrong, "\n".join(wrong)


def test_nothing_is_left_for_later():
    marks = re.compile(r"#.*\b(TO[D]O|FIX[M]E|XX[X]|HAC[K])\b")
    wrong = [
        f"{module.where}:{number}"
        for module in (*modules("app"), *modules("installer"), *modules("tests"))
        for number, line in enumerate(module.text.splitlines(), start=1)
        if marks.search(line)
    ]
    assert not wrong, "\n".join(wrong)


def test_files_name_no_machine_and_no_index():
    places = ["work", "root", r"tmp(?!/\.X11-unix)", "home/[a-z]", "opt/wheels", "Users/[a-z]"]
    hosts = [
        "py" + "pi.org",
        "python" + "hosted",
        "npm" + "js.",
        "debian" + ".org",
        "tuna.tsing" + "hua",
        "mirrors" + r"\.",
    ]
    pattern = re.compile(rf"(?<![\w.~>/])/({'|'.join(places)})(/|\b)|{'|'.join(hosts)}".encode())
    texts = {".py", ".toml", ".md", ".lock", ".txt", ".csv", ".svg", ".qss", ".json", ".sh", ".c", "", ".cfg"}
    wrong = []
    for path in project_files():
        if path.suffix in texts and path != ROOT / "tests" / "test_architecture.py":
            content = path.read_bytes()
            wrong += [
                f"{path.relative_to(ROOT)}: {found.group().decode()}" for found in pattern.finditer(content)
            ]
    assert not wrong, "\n".join(wrong)
