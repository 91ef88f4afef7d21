"""Query processes: what they answer, and that nothing keeps the pool from answering the next."""

import errno
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from kg.errors import Fault, QueryError, StoreError
from kg.sparql import Caps, Limits, QueryPool, write_store
from kg.sparql.worker import from_text
from kg.store import Store
from tests.builders import make_store, small_collection

NAMES = "SELECT ?name { ?m a kg:Method ; skos:prefLabel ?name } ORDER BY ?name"
HOPELESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
GRAPH = "urn:paper-kg:graph/paper/alpha-adapting-quickly"


@pytest.fixture(scope="module")
def folder(five_and_one: Path) -> Path:
    with Store.open(five_and_one) as store:
        return write_store(store)


@pytest.fixture(scope="module")
def pool(folder: Path) -> Iterator[QueryPool]:
    """Patient, so that a busy machine spoils nothing."""
    with QueryPool(folder, processes=2, limits=Limits(seconds=60, rows=100)) as pool:
        yield pool


@pytest.fixture
def hasty(folder: Path) -> Iterator[QueryPool]:
    with QueryPool(folder, processes=2, limits=Limits(seconds=4)) as pool:
        yield pool


def fault(pool: QueryPool, text: str, **how: object) -> Fault:
    with pytest.raises(QueryError) as caught:
        pool.run(text, **how)  # type: ignore[arg-type]  # passed on as given
    assert "\n" not in str(caught.value)
    return caught.value.fault


def test_it_answers_in_the_first_form_that_fits(pool: QueryPool) -> None:
    written = pool.run(NAMES, forms=("ttl", "csv", "json"))
    assert (written.form, written.complete) == ("csv", True)
    assert written.data == b"name\r\nAlpha\r\nBeta\r\nGamma\r\nMAML\r\nReptile\r\n"
    built = pool.run("CONSTRUCT { ?m a kg:Task } WHERE { ?m a kg:Method }", forms=("csv", "nt"))
    assert built.form == "nt"
    assert built.data.count(b"\n") == 5
    assert pool.run("ASK {}", forms=("tsv",)).data == b"true"
    assert pool.base_iri == "urn:paper-kg:"


def test_values_stand_for_variables(pool: QueryPool) -> None:
    hostile = '\\u0022 } SERVICE <http://127.0.0.1/> { ?a ?b "'
    text = "SELECT (STR(?v) AS ?s) {}"
    told = json.loads(pool.run(text, values={"v": Literal(hostile)}).data)
    assert told["results"]["bindings"][0]["s"]["value"] == hostile


@pytest.mark.parametrize(
    "term", [NamedNode("x:y"), Literal('a"\n\\u0022'), Literal("é", language="de"), Literal(3)]
)
def test_terms_cross_over_whole(term: Literal | NamedNode) -> None:
    assert from_text(str(term)) == term


def test_what_is_no_term_of_a_value_is_refused() -> None:
    with pytest.raises(TypeError, match="no IRI and no literal"):
        from_text("_:b")


def test_caps_cut_between_rows(pool: QueryPool) -> None:
    written = pool.run(NAMES, caps=Caps(rows=2), forms=("tsv",))
    assert (written.data, written.complete) == (b'?name\n"Alpha"\n"Beta"\n', False)
    assert pool.run(NAMES, caps=Caps(rows=5), forms=("tsv",)).complete
    short = pool.run(NAMES, caps=Caps(size=25), forms=("csv",))
    assert (short.data, short.complete) == (b"name\r\nAlpha\r\nBeta\r\n", False)
    cut = pool.run("CONSTRUCT WHERE { ?s ?p ?o }", caps=Caps(rows=3), forms=("nt",))
    assert (cut.data.count(b"\n"), cut.complete) == (3, False)
    told = json.loads(pool.run("SELECT * { ?s ?p ?o }").data)
    assert (len(told["results"]["bindings"]), told["complete"]) == (100, False)
    assert next(iter(told)) == "complete"  # where Oxigraph's reader takes it


def test_graphs_of_the_protocol(pool: QueryPool) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    named = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"

    def tsv(text: str, default: tuple[str, ...], others: tuple[str, ...] = ()) -> str:
        graphs = {"default_graphs": default, "named_graphs": others}
        return pool.run(text, forms=("tsv",), **graphs).data.decode()  # type: ignore[arg-type]

    assert tsv(count, (GRAPH,)) not in ("?n\n0\n", tsv(count, ()))
    assert tsv(count, ("http://127.0.0.1/none",)) == "?n\n0\n"
    assert tsv(count, ("file:///etc/passwd",)) == "?n\n0\n"
    assert tsv(named, (), (GRAPH,)) == f"?g\n<{GRAPH}>\n"
    assert tsv(count, (), (GRAPH,)) == "?n\n0\n"
    assert tsv(named, (GRAPH,)) == "?g\n"
    assert fault(pool, count, default_graphs=["no iri"]) is Fault.MALFORMED


def test_graphs_of_the_text(pool: QueryPool) -> None:
    assert pool.run(f"ASK FROM <{GRAPH}> {{ ?e kg:rule ?rule }}", forms=("tsv",)).data == b"true"
    prefixed = "PREFIX g: <urn:paper-kg:graph/paper/> ASK FROM g:alpha-adapting-quickly { ?s a ?c }"
    assert pool.run(prefixed, forms=("tsv",)).data == b"true"
    assert fault(pool, "ASK FROM <urn:paper-kg:graph/none> { ?s ?p ?o }") is Fault.REFUSED
    assert fault(pool, "BASE <x:> ASK FROM <graph> { ?s ?p ?o }") is Fault.REFUSED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT *", Fault.MALFORMED),
        ("SELECT (1 + 1 AS ?x) ?s { ?s ?p ?o } GROUP BY ?o", Fault.MALFORMED),
        ("ASK { SERVICE <http://127.0.0.1/> {} }", Fault.REFUSED),
        ("DROP ALL", Fault.REFUSED),
        ("ASK {}" + " " * 100_000, Fault.TOO_LONG),
    ],
)
def test_faults_have_stable_names(pool: QueryPool, text: str, expected: Fault) -> None:
    assert fault(pool, text) is expected


def test_a_form_that_cannot_hold_the_answer(pool: QueryPool) -> None:
    assert fault(pool, NAMES, forms=("ttl", "png")) is Fault.NO_FORM


def test_a_query_that_overruns_is_killed_and_others_go_on(hasty: QueryPool) -> None:
    began = time.monotonic()
    with ThreadPoolExecutor(3) as threads:
        hopeless = threads.submit(fault, hasty, HOPELESS)
        quick = [threads.submit(hasty.run, NAMES, forms=("csv",)) for _ in range(10)]
        assert {each.result().data.count(b"\r\n") for each in quick} == {6}
        assert hopeless.result() is Fault.TIME_LIMIT
    assert time.monotonic() - began >= hasty.limits.seconds
    assert hasty.run("ASK {}").complete


def test_a_query_that_takes_long_steps_aside(folder: Path) -> None:
    with QueryPool(folder, processes=1, limits=Limits(seconds=6)) as pool:
        began = time.monotonic()
        with ThreadPoolExecutor(1) as threads:
            hopeless = threads.submit(fault, pool, HOPELESS)
            answers = 0
            while not hopeless.done():
                answers += pool.run(NAMES, forms=("csv",)).data.count(b"\r\n") == 6
            assert hopeless.result() is Fault.TIME_LIMIT
        assert time.monotonic() - began >= pool.limits.seconds
    assert answers > 3  # one waited for the turn; the others came while the first ran on


def test_as_many_as_have_their_turn_may_have_stepped_aside(folder: Path) -> None:
    with QueryPool(folder, processes=1, limits=Limits(seconds=6, waiting=2)) as pool:
        with ThreadPoolExecutor(2) as threads:
            hopeless = [threads.submit(fault, pool, HOPELESS) for _ in range(2)]
            time.sleep(4)
            assert fault(pool, "ASK {}") is Fault.BUSY
            assert {each.result() for each in hopeless} == {Fault.TIME_LIMIT}
        assert pool.run("ASK {}").complete


def test_a_process_that_stepped_aside_is_used_no_more(folder: Path) -> None:
    with QueryPool(folder, processes=1) as pool:
        with pool._process() as (process, step_aside):
            step_aside()
            assert os.getpriority(os.PRIO_PROCESS, process._running.pid) == 10
        assert process._running.poll() is not None
        assert pool.run("ASK {}").complete


def test_all_processes_may_be_killed_at_once(hasty: QueryPool) -> None:
    with ThreadPoolExecutor(2) as threads:
        faults = threads.map(lambda _: fault(hasty, HOPELESS), range(2))
        assert set(faults) == {Fault.TIME_LIMIT}
    assert hasty.run("ASK {}").complete


def test_a_process_that_dies_is_replaced(pool: QueryPool) -> None:
    with pool._process() as (process, _):
        os.kill(process._running.pid, signal.SIGKILL)
        process._running.wait()
    faults = []
    for _ in range(4):
        try:
            pool.run("ASK {}")
        except QueryError as error:
            faults.append(error.fault)
    assert faults == []


def test_where_no_process_can_be_started_it_is_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    with QueryPool(folder, processes=1, spares=1, limits=Limits(seconds=1)) as pool:
        with monkeypatch.context() as broken:
            broken.setattr(subprocess, "Popen", refuse)
            for _ in range(2):
                assert fault(pool, HOPELESS) is Fault.TIME_LIMIT
            for _ in range(3):
                assert fault(pool, "ASK {}") is Fault.FAILED
            with pytest.raises(StoreError, match="no query process can be started: Resource"):
                QueryPool(folder)
        assert [pool.run("ASK {}").complete for _ in range(3)] == [True] * 3


def test_too_many_queries_are_sent_away(folder: Path) -> None:
    limits = Limits(waiting=0.1)
    with QueryPool(folder, processes=1, spares=0, limits=limits) as pool:
        with pool._process():
            assert fault(pool, "ASK {}") is Fault.BUSY
        assert pool.run("ASK {}").complete


def test_closing_waits_for_running_queries(folder: Path) -> None:
    pool = QueryPool(folder, processes=1, spares=0, limits=Limits(seconds=2))
    begun = threading.Event()

    def ask() -> Fault:
        begun.set()
        return fault(pool, HOPELESS)

    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(ask)
        begun.wait()
        time.sleep(0.5)
        pool.close()
        assert running.result(10) in (Fault.TIME_LIMIT, Fault.BUSY)
    assert fault(pool, "ASK {}") is Fault.BUSY


def test_a_new_generation_is_seen_by_the_next_query(tmp_path: Path) -> None:
    path = make_store(tmp_path / "graph.db", small_collection()[:1])
    with Store.open(path) as store:
        folder = write_store(store)
    with QueryPool(folder, processes=1, spares=0) as pool:
        assert pool.run(NAMES, forms=("csv",)).data == b"name\r\nMAML\r\n"
        (old,) = folder.glob("generation-*")
        with Store.open(make_store(path)) as store:
            write_store(store)
        assert old.exists()  # until its reader has left
        assert pool.run(NAMES, forms=("csv",)).data == b"name\r\nMAML\r\nReptile\r\n"
        assert not old.exists()


def test_without_a_store_there_is_no_pool(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store here that can be asked; run kg build first"):
        QueryPool(tmp_path)


def test_records_are_asked_where_no_store_shows_them(five_and_one: Path, tmp_path: Path) -> None:
    with QueryPool(tmp_path, processes=1, spares=0, fallback=five_and_one) as pool:
        assert pool.run(NAMES, forms=("csv",)).data.count(b"\r\n") == 6


CALLING = """
from pyoxigraph import Store
from kg.sparql.isolation import isolate
{net}
Store().query("SELECT * {{ SERVICE SILENT <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")
"""


@pytest.mark.parametrize(("net", "called"), [("isolate()", False), ("", True)])
def test_processes_have_no_network(pool: QueryPool, net: str, called: bool) -> None:
    """Even what would get past the guard calls nobody; on Linux, where every system allows it."""
    assert pool.nets
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(2)
        text = CALLING.format(net=net, port=server.getsockname()[1])
        calling = subprocess.Popen([sys.executable, "-c", text], stderr=subprocess.DEVNULL)
        assert is_called(server) is called
        calling.kill()
        calling.wait()


def is_called(server: socket.socket) -> bool:
    try:
        server.accept()[0].close()
    except TimeoutError:
        return False
    return True


def test_each_net_alone_holds() -> None:
    code = """
import socket
from kg.sparql import isolation
print(getattr(isolation, {net!r})())
try:
    socket.create_connection(("127.0.0.1", {port}))
except OSError as error:
    print("held")
"""
    with socket.create_server(("127.0.0.1", 0)) as server:
        for net in ("_leave_network", "_refuse_sockets"):
            text = code.format(net=net, port=server.getsockname()[1])
            done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True)
            assert done.stdout in ("True\nheld\n", "False\n"), net
