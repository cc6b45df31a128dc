import pytest

from app.errors import BadInput
from app.services import ledgers, passwords

OLD, NEW = "三月的山茶花开了吗", "四月的映山红开了吗"


@pytest.fixture
def own_ledger(tmp_path):
    """A ledger with a key of its own, so that the keys of other tests stay as they are."""
    held = ledgers.create(tmp_path / "ledger", name="青山镇").ledger
    yield held
    held.close()


def test_a_ledger_made_without_a_password_can_be_given_one(own_ledger):
    assert not passwords.has_password(own_ledger)
    passwords.change_password(own_ledger, old="", new=NEW, again=NEW)
    assert passwords.has_password(own_ledger)
    folder = own_ledger.folder
    own_ledger.close()
    with pytest.raises(BadInput, match="设有口令"):
        ledgers.open_ledger(folder)
    ledgers.open_ledger(folder, password=NEW).close()


def test_only_who_knows_the_old_password_can_change_it(own_ledger):
    passwords.change_password(own_ledger, old="", new=OLD, again=OLD)
    with pytest.raises(BadInput, match="口令不对"):
        passwords.change_password(own_ledger, old=NEW, new=NEW, again=NEW)
    passwords.change_password(own_ledger, old=OLD, new=NEW, again=NEW)
    passwords.change_password(own_ledger, old=NEW, new="", again="")
    assert not passwords.has_password(own_ledger)


def test_a_mistyped_repetition_changes_nothing(own_ledger):
    with pytest.raises(BadInput, match="不一样"):
        passwords.change_password(own_ledger, old="", new=OLD, again=NEW)
    assert not passwords.has_password(own_ledger)


def test_the_recovery_code_still_opens_after_the_password_was_changed(tmp_path):
    made = ledgers.create(tmp_path / "other", name="青山镇", password=OLD)
    passwords.change_password(made.ledger, old=OLD, new=NEW, again=NEW)
    made.ledger.close()
    ledgers.open_ledger(tmp_path / "other", recovery_code=made.recovery_code).close()
