"""The key of a ledger file and the ways to get at it.

The ledger's key is 32 random bytes. `ledger.key` beside the ledger holds it wrapped by the password (Argon2id) and
by the printed recovery code. Without a password the bare key lies in the account's own profile, readable by that
account only. Changing the password re-wraps 32 bytes; the ledger itself is never rewritten.
"""

import json
import os
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

from app.errors import BadInput, StorageError
from app.models.files import put
from app.paths import profile_dir

KEY_BYTES = 32
ARGON2_MEMORY_KIB = 65_536
ARGON2_ITERATIONS = 3
CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 25
SHORTEST_PASSWORD = 8


def new_key() -> bytes:
    """Return a fresh random key."""
    return os.urandom(KEY_BYTES)


def new_recovery_code() -> str:
    """Return a recovery code of 25 unmistakable characters (125 bits) in five groups."""
    import secrets  # loads a whole cipher library: only where a ledger is made

    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    return "-".join(letters[i : i + 5] for i in range(0, CODE_LENGTH, 5))


def write_key_file(path: Path, dataset: str, key: bytes, *, password: str | None, recovery: str) -> None:
    """Write `ledger.key`, and the bare key into the profile when there is no password."""
    wraps: dict[str, Any] = {"recovery": _wrap(key, _code_secret(recovery))}
    if password is None:
        _write_private(_profile_key(dataset), key.hex())
    else:
        check_password(password)
        wraps["password"] = _wrap(key, password.encode())
    _write_private(path, json.dumps({"v": 1, "dataset": dataset, "wraps": wraps}))


def change_password(path: Path, key: bytes, password: str | None) -> None:
    """Wrap the same key under another password, or under none."""
    held = _read(path)
    held["wraps"].pop("password", None)
    if password is None:
        _write_private(_profile_key(held["dataset"]), key.hex())
    else:
        check_password(password)
        held["wraps"]["password"] = _wrap(key, password.encode())
    _write_private(path, json.dumps(held))
    if password is not None:
        _profile_key(held["dataset"]).unlink(missing_ok=True)


def has_password(path: Path) -> bool:
    """Tell whether the ledger beside this key file asks for a password."""
    return "password" in _read(path)["wraps"]


def unlock(path: Path, password: str | None) -> bytes:
    """Return the ledger's key, by the password or from the account's profile."""
    held = _read(path)
    wrap = held["wraps"].get("password")
    if wrap is not None:
        if password is None:
            raise BadInput("这个台账设有口令。", "请输入口令；命令行用 --password-file 指定口令文件。")
        return _unwrap(wrap, password.encode(), "口令不对。", "请核对后再试；忘记口令可用恢复码打开。")
    stored = _profile_key(held["dataset"])
    if not stored.exists():
        raise StorageError("本机当前账户没有这个台账的钥匙。", "请用打印的恢复码打开，或换回原来的账户。")
    return bytes.fromhex(stored.read_text(encoding="ascii").strip())


def unlock_by_code(path: Path, code: str) -> bytes:
    """Return the ledger's key by the printed recovery code."""
    return _unwrap(
        _read(path)["wraps"]["recovery"], _code_secret(code), "恢复码不对。", "请照打印的恢复码逐组核对。"
    )


def check_password(password: str) -> None:
    """Raise BadInput when the password is too short to protect anything."""
    if len(password) < SHORTEST_PASSWORD:
        raise BadInput(f"口令太短，至少要 {SHORTEST_PASSWORD} 个字符。", "请换一个长一些的口令，例如一句话。")


def _code_secret(code: str) -> bytes:
    text = code.upper().replace("O", "0").replace("I", "1").replace("L", "1")
    letters = "".join(c for c in text if c in CODE_LETTERS)
    if len(letters) != CODE_LENGTH:
        raise BadInput(f"恢复码应有 {CODE_LENGTH} 个字母和数字。", "请照打印的恢复码逐组核对。")
    return letters.encode()


def _derive(secret: bytes, salt: bytes, memory: int, iterations: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    return Argon2id(salt=salt, length=KEY_BYTES, iterations=iterations, lanes=1, memory_cost=memory).derive(
        secret
    )


def _wrap(key: bytes, secret: bytes) -> dict[str, Any]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(16), os.urandom(12)
    cost = {"memory": ARGON2_MEMORY_KIB, "iterations": ARGON2_ITERATIONS}
    sealed = AESGCM(_derive(secret, salt, **cost)).encrypt(nonce, key, b"dangjian key 1")
    return {"kdf": "argon2id", **cost, "salt": _text(salt), "nonce": _text(nonce), "sealed": _text(sealed)}


def _unwrap(wrap: dict[str, Any], secret: bytes, what: str, do: str) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    memory, iterations = int(wrap["memory"]), int(wrap["iterations"])
    if memory > 16 * ARGON2_MEMORY_KIB or iterations > 20:
        raise StorageError("钥匙文件不合常规，已拒绝使用。", "请从备份中取回 ledger.key。")
    derived = _derive(secret, b64decode(wrap["salt"]), memory, iterations)
    try:
        return AESGCM(derived).decrypt(b64decode(wrap["nonce"]), b64decode(wrap["sealed"]), b"dangjian key 1")
    except InvalidTag:
        raise BadInput(what, do) from None


def _text(value: bytes) -> str:
    return b64encode(value).decode("ascii")


def _read(path: Path) -> dict[str, Any]:
    try:
        held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StorageError(
            "台账的钥匙文件缺失或损坏。", "请从备份中取回 ledger.key。", detail=str(error)
        ) from error
    return held


def _profile_key(dataset: str) -> Path:
    return profile_dir() / "keys" / f"{dataset}.key"


def _write_private(path: Path, text: str) -> None:
    """Write a small secret whole or not at all, readable by this account only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    put(draft, path)
