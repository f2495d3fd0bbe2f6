"""The gate lets only so many through, and people in turn, not requests."""

import threading
import time

import pytest

from assistant.errors import BusyError
from assistant.web.fair_gate import FairGate


def wait_until(true):
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


def enqueue(gate, person, order, page=""):
    """Start a thread that passes the gate and notes it; return it once it waits."""
    waiting = gate.waiting()

    def work():
        with gate.turn(person, page):
            order.append(f"{person}{page}")

    thread = threading.Thread(target=work)
    thread.start()
    wait_until(lambda: gate.waiting() == waiting + 1)
    return thread


def test_who_asks_once_is_not_kept_waiting_by_who_asks_ten_times():
    gate, order = FairGate(1, most_waiting=50), []
    with gate.turn("first"):
        threads = [enqueue(gate, "greedy", order) for _ in range(10)] + [enqueue(gate, "modest", order)]
    for thread in threads:
        thread.join(10)
    assert order.index("modest") == 1
    assert order.count("greedy") == 10


def test_who_asks_from_many_pages_is_one_person_whose_pages_take_turns():
    gate, order = FairGate(1, most_waiting=50), []
    with gate.turn("first"):
        threads = [enqueue(gate, "greedy", order, page) for page in "1122334"] + [enqueue(gate, "modest", order)]
    for thread in threads:
        thread.join(10)
    assert order == ["greedy1", "modest", "greedy2", "greedy3", "greedy4", "greedy1", "greedy2", "greedy3"]
    assert gate.waiting() == 0


def test_no_more_than_the_places_are_in_at_once_and_all_get_through():
    gate, inside, most, lock = FairGate(2, most_waiting=100), [], [], threading.Lock()

    def work(person):
        with gate.turn(person):
            with lock:
                inside.append(person)
                most.append(len(inside))
            time.sleep(0.002)
            with lock:
                inside.remove(person)

    threads = [threading.Thread(target=work, args=(f"p{number % 5}",)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(most) == 40 and max(most) == 2
    assert gate._free == 2 and not gate._waiting


def test_an_error_inside_gives_the_place_back():
    gate = FairGate(1, most_waiting=1)
    with pytest.raises(ZeroDivisionError), gate.turn("a"):
        raise ZeroDivisionError
    with gate.turn("a"):
        pass


def test_too_many_waiting_are_told_so():
    gate, order = FairGate(1, most_waiting=1), []
    with gate.turn("a"):
        thread = enqueue(gate, "b", order)
        with pytest.raises(BusyError, match="ask again"), gate.turn("c"):
            pass
    thread.join(10)
    assert order == ["b"]


def test_whoever_has_most_waiting_makes_room_for_the_others():
    gate, got, refused = FairGate(1, most_waiting=3), [], []

    def ask(who):
        try:
            with gate.turn(*who):
                got.append(who)
        except BusyError:
            refused.append(who)

    threads = []

    def start(who, waiting, given_up):
        threads.append(threading.Thread(target=ask, args=(who,)))
        threads[-1].start()
        wait_until(lambda: gate.waiting() == waiting and len(refused) == given_up)

    with gate.turn("first"):
        for number, who in enumerate([("greedy", "1"), ("greedy", "2"), ("greedy", "2")], 1):
            start(who, number, 0)
        start(("modest",), 3, 1)
        start(("another",), 3, 2)
        start(("greedy", "3"), 3, 3)
    for thread in threads:
        thread.join(10)
    assert refused == [("greedy", "2"), ("greedy", "1"), ("greedy", "3")]
    assert got == [("greedy", "2"), ("modest",), ("another",)]
