"""P8: values are sealed, each with its own key; lookups are keyed; nothing personal is in a dump."""

import hashlib
import hmac
import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.promises.acts import Person, arrive, join, new_kakao_id, seen_browser
from tests.promises.rows import everything, rows
from tests.world import World
from webapp.catalogue.kinds import encode
from webapp.keys.keyring import create_keyring, load_keyring
from webapp.keys.vault import KeyringVault
from webapp.profile.errors import CannotOpen
from webapp.profile.keeping import place_of
from webapp.profile.ports import Sealed

WORDS = ("edition",)  # the words everybody is shown: they name the types as examples


def vault(house: World) -> KeyringVault:
    found = house.services.login._vault
    assert isinstance(found, KeyringVault)
    return found


def sealed_of(person: Person) -> Sealed:
    mine = [
        next(r for r in rows(person.world.storage, name) if r.member_id == person.member_id)
        for name in ("field_value", "value_key")
    ]
    return Sealed(mine[0].sealed, mine[1].wrapped_key, mine[1].kek_id)


def place(person: Person) -> tuple[str, ...]:
    return place_of(person.member_id, "member", "mbti")


def data_key(house: World, person: Person, sealed: Sealed | None = None) -> bytes:
    """The plain key of a value, as only the vault can see it."""
    found = sealed or sealed_of(person)
    kek = vault(house)._keks[found.kek_id]
    bound_to = json.dumps([*place(person), found.kek_id], ensure_ascii=False, separators=(",", ":"))
    wrapped = found.wrapped_key
    return kek.decrypt(wrapped[1:13], wrapped[13:], bound_to.encode())


def test_one_value_never_looks_the_same_twice_and_each_has_a_key_of_its_own(house: World):
    people = [join(house) for _ in range(4)]
    for person in people:
        person.agree("INFP")
    first = sealed_of(people[0])
    people[0].change("INFP")
    found = [first, *map(sealed_of, people)]
    assert len({s.text for s in found}) == 5
    assert len({s.wrapped_key for s in found}) == 5
    assert len({data_key(house, people[0], first), *(data_key(house, p) for p in people)}) == 5
    # No two share key or nonce, and all sixteen types are equally long: length says nothing.
    assert len({s.text[:13] for s in found}) == 5
    assert len({len(s.text) for s in found}) == 1


def test_a_value_opens_only_in_its_row_with_its_key(house: World):
    one, other = join(house), join(house)
    one.agree("INFP")
    other.agree("ENTP")
    mine, theirs = sealed_of(one), sealed_of(other)
    assert vault(house).open(mine, place(one)) == encode("INFP")
    swapped = [
        (mine, place(other)),
        (theirs, place(one)),
        (replace(mine, wrapped_key=theirs.wrapped_key), place(one)),
        (replace(theirs, text=mine.text), place(other)),
        (mine, place_of(one.member_id, "event:1", "mbti")),
        (mine, place_of(one.member_id, "member", "name")),
        (replace(mine, kek_id="k2"), place(one)),
        (replace(mine, wrapped_key=b""), place(one)),
    ]
    for sealed, where in swapped:
        with pytest.raises(CannotOpen):
            vault(house).open(sealed, where)


def test_any_changed_byte_is_noticed(house: World):
    person = join(house)
    person.agree()
    sealed = sealed_of(person)
    for at in range(len(sealed.text)):
        broken = bytearray(sealed.text)
        broken[at] ^= 1
        with pytest.raises(CannotOpen):
            vault(house).open(replace(sealed, text=bytes(broken)), place(person))


def test_without_the_keyring_the_database_opens_nothing(house: World, tmp_path):
    person = join(house)
    person.agree()
    create_keyring(tmp_path / "another.json")
    stranger = KeyringVault(load_keyring(tmp_path / "another.json"))
    with pytest.raises(CannotOpen):
        stranger.open(sealed_of(person), place(person))
    kept = everything(house.storage)
    ring = load_keyring(Path(house.settings.keyring))
    for key in (*ring.keks.values(), ring.index_key, house.settings.secret_key.encode()):
        assert key not in kept
        assert key.hex().encode() not in kept


def test_the_index_of_a_kakao_id_is_keyed_and_bound_to_its_name(house: World, tmp_path):
    kakao_id = new_kakao_id()
    join(house, kakao_id)
    index = vault(house).index("kakao_id", kakao_id)
    assert [link for link in rows(house.storage, "kakao_link") if link.subject == index]
    create_keyring(tmp_path / "another.json")
    other = KeyringVault(load_keyring(tmp_path / "another.json"))
    guesses = [
        other.index("kakao_id", kakao_id),
        vault(house).index("phone", kakao_id),
        hashlib.sha256(kakao_id.encode()).digest(),
        hmac.digest(house.settings.secret_key.encode(), kakao_id.encode(), "sha256"),
    ]
    assert index not in guesses


def traces(kakao_id: str) -> list[bytes]:
    """What would give a Kakao id away to somebody who can try all ten digits."""
    number = kakao_id.encode()
    plain = [number, *(int(kakao_id).to_bytes(8, order) for order in ("big", "little"))]
    hashes = [hashlib.new(n, number).digest() for n in ("md5", "sha1", "sha256", "sha512")]
    return [*plain, *hashes, *(h.hex().encode() for h in hashes)]


def test_a_dump_of_the_whole_database_holds_no_value_and_no_kakao_id(house: World):
    """Members, a leaver with a waiting unlink, and somebody at the gate."""
    ids = [new_kakao_id() for _ in range(3)]
    member, leaver = join(house, ids[0]), join(house, ids[1])
    for person in (member, leaver):
        person.agree("ISTJ")
    member.change("ESTP")
    leaver.leave()
    arrive(house, ids[2], seen_browser())
    dump = everything(house.storage, without=WORDS)
    for letters in (b"ISTJ", b"ESTP"):
        assert letters not in dump
        assert hashlib.sha256(letters).digest() not in dump
    for kakao_id in ids:
        for trace in traces(kakao_id):
            assert trace not in dump
    assert member.token.encode() not in dump


def test_the_files_of_the_database_hold_none_either_not_even_deleted(house: World):
    if not house.settings.is_sqlite:
        pytest.skip("the files of a server are not ours to read; the dump above covers its rows")
    kakao_id = new_kakao_id()
    person = join(house, kakao_id)
    person.agree("ESTP")
    person.withdraw()
    file = make_url(house.settings.database_url).database or ""
    raw = b"".join(
        Path(file + end).read_bytes() for end in ("", "-wal") if Path(file + end).exists()
    )
    for trace in (b"ESTP", *traces(kakao_id)):
        assert trace not in raw


def test_a_withdrawn_key_is_not_in_the_files_any_more(house: World):
    """Deleted is overwritten: once the log is folded in, the old wrapped key is nowhere."""
    if not house.settings.is_sqlite:
        pytest.skip("PostgreSQL overwrites when it vacuums; keys lie in a schema of their own")
    person = join(house)
    person.agree("ESTP")
    key, text = sealed_of(person).wrapped_key, sealed_of(person).text
    person.withdraw()
    with house.storage.engine.connect() as open_:
        raw = open_.connection.dbapi_connection
        raw.rollback()  # type: ignore[union-attr]
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
    file = Path(make_url(house.settings.database_url).database or "").read_bytes()
    assert key not in file
    assert text not in file
