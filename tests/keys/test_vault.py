"""Sealing: each value its own key, each key its place, and nothing opens that was touched."""

import secrets
from dataclasses import replace
from typing import Any

import pytest

from webapp.keys.keyring import Keyring
from webapp.keys.vault import KeyringVault
from webapp.profile.errors import CannotOpen

PLACE = ("field_value", "0f8fad5b-d9cb-469f-a165-70867728950e", "member", "mbti")
OLD, NEW, INDEX = (bytes([n]) * 32 for n in (1, 2, 3))
BEFORE = KeyringVault(Keyring("k1", {"k1": OLD}, INDEX))
AFTER = KeyringVault(Keyring("k2", {"k1": OLD, "k2": NEW}, INDEX))
VECTOR = "12297b112f3ef669af07d1561644962df4a2fcadf4ebd39689eb88b16940c165"
SEALED = BEFORE.seal(b"INFP", PLACE)


def test_what_is_sealed_opens_in_its_place():
    assert BEFORE.open(SEALED, PLACE) == b"INFP"
    assert BEFORE.open(BEFORE.seal(b"", PLACE), PLACE) == b""


def test_equal_values_have_nothing_in_common():
    again = BEFORE.seal(b"INFP", PLACE)
    assert again.text != SEALED.text
    assert again.wrapped_key != SEALED.wrapped_key
    assert b"INFP" not in SEALED.text + SEALED.wrapped_key


@pytest.mark.parametrize("part", range(len(PLACE)))
def test_a_value_moved_elsewhere_is_noise(part):
    elsewhere = tuple("x" if n == part else word for n, word in enumerate(PLACE))
    with pytest.raises(CannotOpen):
        BEFORE.open(SEALED, elsewhere)


def test_no_two_places_read_alike():
    sealed = BEFORE.seal(b"INFP", ("a", "b,c"))
    for other in (("a,b", "c"), ("a", "b", "c"), ('a","b', "c"), ("a",)):
        with pytest.raises(CannotOpen):
            BEFORE.open(sealed, other)


@pytest.mark.parametrize("name", ["text", "wrapped_key"])
def test_no_byte_can_be_changed(name):
    whole: bytes = getattr(SEALED, name)
    for at in range(len(whole)):
        changes: Any = {name: whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]}
        with pytest.raises(CannotOpen):
            BEFORE.open(replace(SEALED, **changes), PLACE)


@pytest.mark.parametrize("name", ["text", "wrapped_key"])
@pytest.mark.parametrize("left", [b"", b"\x01", b"\x01" + b"n" * 12, b"\x01" + b"n" * 20])
def test_what_is_cut_short_does_not_open(name, left):
    with pytest.raises(CannotOpen):
        BEFORE.open(replace(SEALED, **{name: left}), PLACE)


def test_the_key_of_another_value_does_not_fit():
    other = BEFORE.seal(b"ESTJ", PLACE)
    with pytest.raises(CannotOpen):
        BEFORE.open(replace(SEALED, wrapped_key=other.wrapped_key), PLACE)


def test_after_a_rotation_old_values_open_and_new_ones_use_the_new_key():
    fresh = AFTER.seal(b"INFP", PLACE)
    assert (SEALED.kek_id, fresh.kek_id) == ("k1", "k2")
    assert AFTER.open(SEALED, PLACE) == AFTER.open(fresh, PLACE) == b"INFP"
    with pytest.raises(CannotOpen):
        BEFORE.open(fresh, PLACE)
    with pytest.raises(CannotOpen):
        AFTER.open(replace(fresh, kek_id="k1"), PLACE)


def test_a_key_taken_out_of_the_ring_takes_its_values_with_it():
    alone = KeyringVault(Keyring("k2", {"k2": NEW}, INDEX))
    with pytest.raises(CannotOpen):
        alone.open(SEALED, PLACE)


def test_the_same_name_under_another_key_opens_nothing():
    impostor = KeyringVault(Keyring("k1", {"k1": secrets.token_bytes(32)}, INDEX))
    with pytest.raises(CannotOpen):
        impostor.open(SEALED, PLACE)


def test_an_index_is_the_same_for_ever_and_only_under_its_name_and_key():
    # HMAC-SHA-256 twice, made with openssl: first of the name, then of the value under that.
    assert BEFORE.index("kakao_id", "4012345678").hex() == VECTOR
    assert AFTER.index("kakao_id", "4012345678").hex() == VECTOR
    assert BEFORE.index("email", "4012345678").hex() != VECTOR
    other = KeyringVault(Keyring("k1", {"k1": OLD}, bytes(32)))
    assert other.index("kakao_id", "4012345678").hex() != VECTOR
