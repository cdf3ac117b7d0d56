// What every application does, on each transport.
import assert from "node:assert/strict";
import { test } from "node:test";
import { io } from "socket.io-client";
import { ack, next, onEachWay, startServer, stopServer, timeout, ways } from "./harness.js";

onEachWay({}, ({ connect, open }) => {
  test("events come back in order", async (t) => {
    const socket = await connect(t);
    const got = [];
    const all = new Promise((resolve) => {
      socket.on("echo", (i) => got.push(i) === 300 && resolve());
    });
    for (let i = 0; i < 300; i++) socket.emit("echo", i);
    await all;
    assert.deepEqual(got, [...Array(300).keys()]);
  });

  test("arguments survive", async (t) => {
    const socket = await connect(t);
    const args = [1, "zwölf < & > 🎉", null, true, { deep: [{ er: [] }] }, "x".repeat(200_000)];
    assert.deepEqual(await ack(socket, "ack", ...args), args);
  });

  test("binary arguments survive", async (t) => {
    const socket = await connect(t);
    const small = Buffer.from([0, 1, 2, 255]);
    const large = Buffer.alloc(300_000, 7);
    const [a, text, b] = await ack(socket, "ack", small, "between", large);
    assert.deepEqual([Buffer.from(a), text, Buffer.from(b)], [small, "between", large]);
    socket.emit("echo", small);
    assert.deepEqual(Buffer.from(await next(socket, "echo")), small);
  });

  test("the server asks and the client acknowledges", async (t) => {
    const socket = await connect(t);
    socket.on("question", (x, data, answer) => answer(x + 1, Buffer.from(data)));
    const [sum, data] = await ack(socket, "ask", 41, Buffer.from([9]));
    assert.equal(sum, 42);
    assert.deepEqual(Buffer.from(data), Buffer.from([9]));
  });

  test("rooms", async (t) => {
    const [sender, member, outsider] = await Promise.all([connect(t), connect(t), connect(t)]);
    await Promise.all([ack(sender, "join", "green"), ack(member, "join", "green")]);
    const got = [];
    const all = new Promise((resolve) => {
      member.on("news", (i) => got.push(i) === 100 && resolve());
    });
    sender.on("news", () => assert.fail("sent to its sender"));
    outsider.on("news", () => assert.fail("sent outside the room"));
    await ack(sender, "broadcast", "green", 100);
    await all;
    assert.deepEqual(got, [...Array(100).keys()]);
    await Promise.all([ack(sender, "ack"), ack(outsider, "ack")]); // would come after the news
  });

  test("a refused connection says why", async (t) => {
    const socket = open(t, { auth: { token: "expired" } });
    const error = await next(socket, "connect_error");
    assert.equal(error.message, "token_expired");
    assert.deepEqual(error.data, { code: 7 });
  });

  test("the server disconnects", async (t) => {
    const socket = await connect(t);
    socket.emit("kick");
    assert.equal(await next(socket, "disconnect"), "io server disconnect");
  });

  test("an oversize message closes the connection", async (t) => {
    const socket = await connect(t, { reconnection: false });
    socket.emit("echo", "x".repeat(1_000_001));
    assert.match(await next(socket, "disconnect"), /^transport (close|error)$/);
  });
});

for (const [way, transports] of Object.entries(ways)) {
  for (const signal of ["SIGTERM", "SIGKILL"]) {
    test(`${way}: reconnects after ${signal}`, timeout, async (t) => {
      let server = await startServer(0, { PING_MS: "3000" });
      t.after(() => stopServer(server, "SIGKILL"));
      const socket = io(`http://127.0.0.1:${server.port}`, { transports, forceNew: true, reconnectionDelay: 50 });
      t.after(() => socket.close());
      const first = await next(socket, "welcome");
      const lost = next(socket, "disconnect");
      await stopServer(server, signal);
      // A client whose WebSocket ends while it pauses polling for it does not poll again: it has to miss a ping.
      assert.match(await lost, way === "upgrade" ? /^transport (close|error)$|^ping timeout$/ : /^transport (close|error)$/);
      const back = next(socket, "welcome");
      server = await startServer(server.port);
      assert.notEqual(await back, first);
      assert.deepEqual(await ack(socket, "ack", "again"), ["again"]);
    });
  }
}

test("nothing is lost or overtaken during an upgrade", timeout, async (t) => {
  const server = await startServer();
  t.after(() => stopServer(server, "SIGTERM"));
  for (let round = 0; round < 10; round++) {
    const socket = io(`http://127.0.0.1:${server.port}`, { forceNew: true });
    const got = [];
    let sent = 0;
    const traffic = setInterval(() => socket.emit("echo", sent++), 1);
    socket.on("echo", (i) => got.push(i));
    await next(socket, "connect");
    if (socket.io.engine.transport.name === "polling") {
      await new Promise((resolve) => socket.io.engine.once("upgrade", resolve));
    }
    clearInterval(traffic);
    await ack(socket, "ack");
    assert.deepEqual(got, [...Array(sent).keys()]);
    socket.close();
  }
});
