// The finer points of the protocol as the client sees them: acknowledgements that do not come, namespaces, reasons, limits.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ack, next, onEachWay, startServer, stopServer, timeout, until, ways } from "./harness.js";
import { io } from "socket.io-client";

onEachWay({}, ({ way, connect, open }) => {
  test("an acknowledgement that does not come in time is an error, one that does is not", async (t) => {
    const socket = await connect(t);
    await assert.rejects(socket.timeout(50).emitWithAck("quiet"), /timed out/);
    assert.equal(await socket.timeout(5000).emitWithAck("ack", "x"), "x");
  });

  test("the server gives up waiting for an acknowledgement", async (t) => {
    const socket = await connect(t);
    socket.on("question", () => {}); // never answers
    assert.deepEqual(await ack(socket, "ask in", 50), ["context deadline exceeded"]);
  });

  test("acknowledgements overtake each other", async (t) => {
    const socket = await connect(t);
    const late = [];
    socket.on("question", (i, answer) => (i === 1 ? late.push(() => answer(i)) : answer(i)));
    const first = ack(socket, "ask", 1);
    assert.deepEqual(await ack(socket, "ack", 2), [2]); // the server handles others while it waits for the client
    await until(() => late.length > 0);
    late[0]();
    assert.deepEqual(await first, [1]);
  });

  test("what is emitted before the connection arrives after it", async (t) => {
    const socket = open(t);
    assert.deepEqual(await ack(socket, "ack", "early"), ["early"]);
  });

  test("volatile events are dropped while there is no connection", async (t) => {
    const socket = open(t);
    socket.volatile.emit("echo", "lost");
    socket.emit("echo", "kept");
    assert.equal(await next(socket, "echo"), "kept");
    if (way === "polling") return; // it may be between two requests
    const { engine } = socket.io;
    await until(() => engine.transport.name === "websocket" && engine.transport.writable); // not during the upgrade
    socket.volatile.emit("echo", "connected");
    assert.equal(await next(socket, "echo"), "connected");
  });

  test("namespaces share a connection, each with its own authentication", async (t) => {
    const socket = await connect(t, { auth: { token: "main" } });
    const members = socket.io.socket("/members", { auth: { token: "secret" } });
    assert.deepEqual(await next(members, "welcome"), "secret");
    assert.deepEqual(await ack(members, "who"), ["secret"]);
    assert.deepEqual(await ack(socket, "ack", "still here"), ["still here"]);

    const left = next(members, "disconnect");
    members.disconnect();
    assert.equal(await left, "io client disconnect");
    assert.deepEqual(await ack(socket, "ack", "and here"), ["and here"]);
  });

  test("a namespace refuses without the others noticing, and lets in later", async (t) => {
    const socket = await connect(t);
    const members = socket.io.socket("/members", { auth: { token: "wrong" } });
    t.after(() => members.close());
    const error = await next(members, "connect_error");
    assert.equal(error.message, "members only");
    assert.equal(members.active, false);
    members.auth = { token: "secret" };
    members.connect();
    assert.equal(await next(members, "welcome"), "secret");
    assert.equal(socket.connected, true);
  });

  test("an unknown namespace", async (t) => {
    const socket = open(t, {}, "/nowhere");
    assert.equal((await next(socket, "connect_error")).message, "Invalid namespace");
  });

  test("the server ends one namespace", async (t) => {
    const socket = await connect(t);
    const members = socket.io.socket("/members", { auth: { token: "secret" } });
    await next(members, "welcome");
    members.emit("kick");
    assert.equal(await next(members, "disconnect"), "io server disconnect");
    assert.deepEqual(await ack(socket, "ack", 1), [1]);
  });

  test("the client ends", async (t) => {
    const socket = await connect(t);
    const left = next(socket, "disconnect");
    socket.disconnect();
    assert.equal(await left, "io client disconnect");
  });

  test("a payload of many messages is cut to what the server takes", async (t) => {
    const socket = await connect(t);
    const got = [];
    socket.on("first", (i) => got.push(i));
    for (let i = 0; i < 24; i++) socket.emit("first", i, "x".repeat(100_000)); // 2.4 MB, where a payload may have 1 MB
    await until(() => got.length === 24);
    assert.deepEqual(got, [...Array(24).keys()]);
  });

  test("binary data deep in objects", async (t) => {
    const socket = await connect(t);
    const sent = { list: [{ data: Buffer.from([1, 2]) }, "text", { more: { data: Buffer.from([3]) } }] };
    const [got] = await ack(socket, "ack", sent);
    assert.deepEqual([...new Uint8Array(got.list[0].data)], [1, 2]);
    assert.equal(got.list[1], "text");
    assert.deepEqual([...new Uint8Array(got.list[2].more.data)], [3]);
  });
});

for (const [way, transports] of Object.entries(ways)) {
  test(`${way}: a server that has frozen is noticed`, timeout, async (t) => {
    const server = await startServer(0, { PING_MS: "200" });
    t.after(() => stopServer(server, "SIGKILL"));
    const socket = io(server.url, { transports, forceNew: true, reconnection: false });
    t.after(() => socket.close());
    await next(socket, "welcome");
    server.child.kill("SIGSTOP");
    assert.equal(await next(socket, "disconnect"), "ping timeout");
  });
}
