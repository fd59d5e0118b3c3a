"""The private PostgreSQL starts, keeps values out of its log, survives a kill and ends with us."""

import os
import signal
import socket
import time
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from tests.postgres import Server, durable_server, plain, wait_for
from tests.rooms import is_migrated
from webapp.storage.transaction import Storage


def test_either_engine_answers_on_an_empty_database(empty_database_url):
    engine = sa.create_engine(empty_database_url)
    with engine.connect() as connection:
        assert connection.execute(sa.select(1)).scalar() == 1
    assert sa.inspect(engine).get_table_names() == []
    engine.dispose()


def test_either_engine_hands_out_a_database_of_todays_shape(database_url):
    storage = Storage(database_url)
    assert is_migrated(storage)
    with storage.write() as store:
        assert store is not None
    storage.dispose()


@pytest.mark.postgres
def test_bound_values_never_reach_the_servers_log(postgres: Server):
    if postgres.folder is None:
        return  # somebody else's server: its log is not ours to read
    with psycopg.connect(plain(postgres.url)) as connection:
        connection.execute("SET log_statement = 'all'")
        connection.execute("SELECT %s::text", ["canary-in-a-value"])
        with pytest.raises(psycopg.Error):
            connection.execute("SELECT 1 / %s, %s::text", [0, "canary-in-an-error"])
    log = (postgres.folder / "server.log").read_text()
    assert "SELECT $1::text" in log
    assert "canary" not in log


@pytest.mark.slow
@pytest.mark.postgres
def test_a_killed_server_is_started_again_and_a_stopped_one_leaves_nothing():
    with durable_server() as server:
        assert server.folder is not None
        folder: Path = server.folder
        postmaster = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGKILL)
        time.sleep(0.5)
        wait_for(server.url, folder)
    assert not folder.exists()


def test_a_test_cannot_leave_this_machine():
    # The guard warns before it raises, and warnings are errors here.
    with pytest.raises((RuntimeError, UserWarning), match="A test tried to use"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
