"""The sub-protocol graphql-transport-ws: what is said, and as what a socket is closed."""

from collections.abc import AsyncGenerator

import pytest
from websockets.exceptions import InvalidStatus

from hub.web.live import operations, socket
from tests.web.door import LARGEST_MESSAGE, Engine, door, served
from tests.web.live.speaking import SUBPROTOCOL, Speaker, spoken

pytestmark = pytest.mark.anyio


@pytest.fixture
async def speaker() -> AsyncGenerator[Speaker]:
    with served(door(Engine())) as port:
        async with spoken(port) as speaker:
            yield speaker


async def test_a_query_is_answered_once(speaker: Speaker) -> None:
    await speaker.begin()
    await speaker.subscribe("a", "{ anything }")
    assert await speaker.heard() == {
        "id": "a",
        "type": "next",
        "payload": {"data": {"answered": True}},
    }
    assert await speaker.heard() == {"id": "a", "type": "complete"}


async def test_what_is_wrong_with_an_operation_ends_it_alone(speaker: Speaker) -> None:
    await speaker.begin()
    for query, code in (("invalid", None), ("away", "UNAVAILABLE"), ("bug", "INTERNAL")):
        await speaker.subscribe("a", query)
        message = await speaker.heard()
        assert (message["id"], message["type"]) == ("a", "error")
        (error,) = message["payload"]
        assert error.get("extensions", {}).get("code") == code
    await speaker.subscribe("a", "{ anything }")
    assert (await speaker.heard())["type"] == "next"


async def test_a_subscription_is_answered_until_the_client_ends_it(speaker: Speaker) -> None:
    await speaker.begin()
    await speaker.subscribe("a", "count to 3")
    assert [await speaker.told() for _ in range(3)] == [1, 2, 3]
    await speaker.say("complete", id="a")
    await speaker.say("complete", id="never begun")
    await speaker.subscribe("a", "count to 1")
    assert await speaker.told() == 1


async def test_operations_do_not_wait_for_each_other(speaker: Speaker) -> None:
    await speaker.begin()
    await speaker.subscribe("a", "count to 1")
    await speaker.subscribe("b", "slow")
    await speaker.subscribe("c", "{ anything }")
    heard = [await speaker.heard() for _ in range(3)]
    assert {message["id"] for message in heard} == {"a", "c"}


async def test_a_ping_is_answered_at_any_time(speaker: Speaker) -> None:
    await speaker.say("ping", payload={"at": "è ora"})
    assert await speaker.heard() == {"type": "pong", "payload": {"at": "è ora"}}
    await speaker.say("ping")
    assert await speaker.heard() == {"type": "pong"}
    await speaker.say("pong")
    await speaker.begin()


async def test_whoever_does_not_begin_in_time_is_closed(
    speaker: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "INIT_SECONDS", 0.05)
    with served(door(Engine())) as port:
        async with spoken(port) as late:
            assert await late.closed() == (4408, "Connection initialisation timeout")


async def test_nobody_begins_twice(speaker: Speaker) -> None:
    await speaker.begin()
    await speaker.say("connection_init")
    assert await speaker.closed() == (4429, "Too many initialisation requests")


async def test_nothing_is_answered_before_the_beginning(speaker: Speaker) -> None:
    await speaker.subscribe("a", "{ anything }")
    code, reason = await speaker.closed()
    assert (code, reason.split(":")[0]) == (4401, "Unauthorized")


async def test_an_id_names_one_operation(speaker: Speaker) -> None:
    await speaker.begin()
    await speaker.subscribe("è qui", "count to 0")
    await speaker.subscribe("è qui", "count to 0")
    assert await speaker.closed() == (4409, "Subscriber for è qui already exists")


@pytest.mark.parametrize(
    "text",
    [
        "no JSON",
        "[]",
        "{}",
        '{"type": 1}',
        '{"type": "unheard_of"}',
        '{"type": "connection_init", "payload": []}',
        '{"type": "connection_init", "payload": {"authorization": 1}}',
        '{"type": "connection_init", "payload": {"authorization": "Bearer è"}}',
        '{"type": "ping", "type": "pong"}',
        '{"type": "ping", "payload": ' + '{"a": ' * 5000 + "1" + "}" * 5001,
        '{"type": "complete", "id": 7}',
        '{"type": "complete", "id": "' + "x" * 201 + '"}',
    ],
)
async def test_what_is_no_message_closes_the_socket(speaker: Speaker, text: str) -> None:
    await speaker.socket.send(text)
    code, reason = await speaker.closed()
    assert code == 4400
    assert reason


@pytest.mark.parametrize(
    "message",
    [
        '{"type": "subscribe", "payload": {"query": "{ a }"}}',
        '{"type": "subscribe", "id": "a"}',
        '{"type": "subscribe", "id": "a", "payload": {"query": ""}}',
        '{"type": "subscribe", "id": "a", "payload": {"query": "{ a }", "variables": []}}',
        '{"type": "subscribe", "id": "a", "payload": {"query": "{ a }", "operationName": 1}}',
    ],
)
async def test_what_is_no_request_closes_the_socket(speaker: Speaker, message: str) -> None:
    await speaker.begin()
    await speaker.socket.send(message)
    assert (await speaker.closed())[0] == 4400


async def test_bytes_close_the_socket(speaker: Speaker) -> None:
    await speaker.socket.send(b'{"type": "ping"}')
    assert (await speaker.closed())[0] == 4400


async def test_a_message_has_a_largest_size(speaker: Speaker) -> None:
    await speaker.say("ping", payload={"long": "x" * LARGEST_MESSAGE})
    assert (await speaker.closed())[0] == 1009


async def test_operations_are_counted(speaker: Speaker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "MOST", 2)
    await speaker.begin()
    for id in "abc":
        await speaker.subscribe(id, "count to 0")
    message = await speaker.heard()
    assert (message["id"], message["type"]) == ("c", "error")
    assert message["payload"][0]["extensions"]["code"] == "TOO_MANY_OPERATIONS"


@pytest.mark.parametrize("offered", [None, ["graphql-ws"]])
async def test_another_sub_protocol_is_not_spoken(offered: list[str] | None) -> None:
    with served(door(Engine())) as port:
        async with spoken(port, subprotocols=offered) as speaker:
            assert speaker.socket.subprotocol is None
            assert (await speaker.closed())[0] == 4406


async def test_the_sub_protocol_is_chosen_among_those_that_are_offered() -> None:
    with served(door(Engine())) as port:
        async with spoken(port, subprotocols=["graphql-ws", SUBPROTOCOL]) as speaker:
            assert speaker.socket.subprotocol == SUBPROTOCOL


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null"])
async def test_pages_of_other_origins_get_no_socket(origin: str) -> None:
    engine = Engine()
    with served(door(engine)) as port, pytest.raises(InvalidStatus) as refused:
        async with spoken(port, origin=origin):
            pass
    assert refused.value.response.status_code == 403
    assert refused.value.response.body is not None
    assert b'"FOREIGN_ORIGIN"' in refused.value.response.body
    assert engine.asked == []


async def test_allowed_origins_and_the_own_one_get_a_socket() -> None:
    allowed = "https://app.example"
    with served(door(Engine(), allowed_origins=[allowed])) as port:
        for origin in (allowed, f"http://127.0.0.1:{port}"):
            async with spoken(port, origin=origin) as speaker:
                await speaker.begin()


async def test_a_cookie_is_for_pages_of_the_hub() -> None:
    allowed = "https://app.example"
    with served(door(Engine(), allowed_origins=[allowed])) as port:
        for given in ({"origin": allowed}, {}):
            headers = {"Cookie": "hub=" + "A" * 43}
            async with spoken(port, additional_headers=headers, **given) as speaker:
                await speaker.say("connection_init")
                assert (await speaker.closed())[0] == 4403


async def test_a_token_that_opens_nothing_closes_the_socket() -> None:
    with served(door(Engine())) as port:
        async with spoken(port) as speaker:
            await speaker.say("connection_init", payload={"authorization": "Bearer wrong"})
            code, reason = await speaker.closed()
    assert code == 4401
    assert "token" in reason


async def test_a_token_does_not_belong_into_the_address() -> None:
    with served(door(Engine())) as port, pytest.raises(InvalidStatus) as refused:
        async with spoken(port, path="/graphql?token=phub_x"):
            pass
    assert refused.value.response.status_code == 400


async def test_other_addresses_have_no_socket() -> None:
    with served(door(Engine())) as port, pytest.raises(InvalidStatus):
        async with spoken(port, path="/elsewhere"):
            pass
