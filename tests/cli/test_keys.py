"""`./duett keys create`: a keyring of one's own, never another one over it."""

import stat

from click.testing import CliRunner

from webapp.cli.commands import duett


def test_a_keyring_is_made_once_and_for_its_owner_alone(tmp_path):
    path = tmp_path / "keyring.json"
    made = CliRunner().invoke(duett, ["keys", "create", str(path)])
    assert made.exit_code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    again = CliRunner().invoke(duett, ["keys", "create", str(path)])
    assert again.exit_code == 0
    assert "already" in again.output
    assert path.read_bytes() == before


def test_a_keyring_others_can_read_is_refused(tmp_path):
    path = tmp_path / "keyring.json"
    CliRunner().invoke(duett, ["keys", "create", str(path)])
    path.chmod(0o644)
    refused = CliRunner().invoke(duett, ["keys", "create", str(path)])
    assert refused.exit_code == 1
    assert "0600" in refused.output
