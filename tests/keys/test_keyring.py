"""The keyring file: one user may read it, and what is wrong with it is said without a key."""

import base64
import json
import stat
from pathlib import Path

import pytest

from webapp.keys.keyring import KeyringError, create_keyring, load_keyring

GOOD = base64.b64encode(bytes(range(32))).decode()
RING = {"version": 1, "primary": "k1", "keks": {"k1": GOOD}, "index": GOOD}
MALFORMED = {
    "no JSON": "{",
    "no object": "[]",
    "empty": "{}",
    "no keys": json.dumps(RING | {"keks": {}}),
    "keys in a list": json.dumps(RING | {"keks": [GOOD]}),
    "short key": json.dumps(RING | {"keks": {"k1": base64.b64encode(b"short").decode()}}),
    "no base64": json.dumps(RING | {"keks": {"k1": "♪♪♪"}}),
    "key is a number": json.dumps(RING | {"keks": {"k1": 7}}),
    "no index": json.dumps({name: part for name, part in RING.items() if name != "index"}),
    "short index": json.dumps(RING | {"index": "AAAA"}),
    "another version": json.dumps(RING | {"version": 2}),
    "primary unknown": json.dumps(RING | {"primary": "k2"}),
    "primary is a list": json.dumps(RING | {"primary": ["k1"]}),
}


def write(path: Path, text: str, mode: int = 0o600) -> Path:
    path.write_text(text)
    path.chmod(mode)
    return path


def test_a_new_keyring_is_for_its_owner_alone_and_random(tmp_path):
    first, second = tmp_path / "deep" / "a.json", tmp_path / "b.json"
    for path in (first, second):
        create_keyring(path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    one, other = load_keyring(first), load_keyring(second)
    assert one.index_key != other.index_key
    assert one.keks[one.primary] != other.keks[other.primary]
    assert {len(key) for key in (one.index_key, *one.keks.values())} == {32}


def test_keys_are_never_replaced(tmp_path):
    path = write(tmp_path / "ring.json", json.dumps(RING))
    create_keyring(path)
    assert json.loads(path.read_text()) == RING


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666, 0o610])
def test_a_keyring_open_to_others_is_refused(tmp_path, mode):
    path = write(tmp_path / "ring.json", json.dumps(RING), mode)
    with pytest.raises(KeyringError, match="its mode must be 0600"):
        load_keyring(path)


def test_a_missing_keyring_is_refused(tmp_path):
    with pytest.raises(KeyringError, match=r"the keyring ring\.json cannot be read"):
        load_keyring(tmp_path / "ring.json")


@pytest.mark.parametrize("text", MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_keyring_is_refused_without_naming_a_key(tmp_path, text):
    with pytest.raises(KeyringError) as refused:
        load_keyring(write(tmp_path / "ring.json", text))
    assert GOOD not in str(refused.value)
    assert str(refused.value).startswith("the keyring ring.json ")


def test_a_keyring_does_not_show_its_keys(tmp_path):
    ring = load_keyring(write(tmp_path / "ring.json", json.dumps(RING)))
    assert GOOD not in repr(ring)
    assert repr(bytes(range(32))) not in repr(ring)
