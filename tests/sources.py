"""The program's own source, parsed once, for the tests that read it."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Import:
    """One import statement: the module it names in full, and whether it waits inside a function."""

    target: str
    line: int
    inside_function: bool


@dataclass(frozen=True)
class Module:
    """One source file."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def where(self) -> str:
        return str(self.path.relative_to(ROOT))


@cache
def modules(package: str) -> tuple[Module, ...]:
    """Return every module of a top-level package."""
    found = []
    for path in sorted((ROOT / package).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        text = path.read_text(encoding="utf-8")
        found.append(Module(name, path, text, ast.parse(text)))
    return tuple(found)


@cache
def names(package: str) -> frozenset[str]:
    return frozenset(module.name for module in modules(package))


@cache
def imports(module: Module) -> tuple[Import, ...]:
    """Return the imports that run, with `from package import module` resolved to the module."""
    return tuple(_walk(module, module.tree, inside=False))


def _walk(module: Module, node: ast.AST, *, inside: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, child.lineno, inside) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            yield from _from(module, child, inside)
        else:
            is_function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _walk(module, child, inside=inside or is_function)


def _from(module: Module, node: ast.ImportFrom, inside: bool) -> Iterator[Import]:
    base = node.module or ""
    if node.level:
        package = module.name.split(".")
        drop = node.level - (module.path.name == "__init__.py")
        base = ".".join([*package[: len(package) - drop], *filter(None, [base])])
    for alias in node.names:
        full = f"{base}.{alias.name}"
        known = names(base.split(".")[0]) if (ROOT / base.split(".")[0]).is_dir() else frozenset()
        yield Import(full if full in known else base, node.lineno, inside)


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method of a module, nested ones too."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def literals(module: Module) -> Iterator[tuple[int, str]]:
    """Yield line and text of every string that is not a docstring."""
    docstrings = {id(node.value) for node in ast.walk(module.tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


@cache
def project_files() -> tuple[Path, ...]:
    """Return every file that is kept in the repository or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())
