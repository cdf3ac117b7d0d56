// Connection-state recovery as the client does it by itself, on each transport.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ack, next, onEachWay, until } from "./harness.js";

onEachWay({ RECOVERY: "1" }, ({ connect }) => {
  test("what is missed comes once, in order, before what is live", async (t) => {
    const [socket, sender] = await Promise.all([connect(t, { reconnectionDelay: 20 }), connect(t)]);
    await ack(socket, "join", "green");
    const got = [];
    socket.on("news", (i) => got.push(i));
    await ack(sender, "broadcast", "green", 3);
    await until(() => got.length === 3);
    const id = socket.id;
    const lost = next(socket, "disconnect");
    const back = next(socket, "connect");
    socket.io.engine.close();
    await lost;
    await ack(sender, "broadcast", "green", 5);
    await back;
    assert.equal(socket.recovered, true);
    assert.equal(socket.id, id);
    await ack(sender, "broadcast", "green", 2);
    await until(() => got.length >= 10);
    assert.deepEqual(got, [0, 1, 2, 0, 1, 2, 3, 4, 0, 1]);
  });

  test("who left does not go on", async (t) => {
    const socket = await connect(t);
    const id = socket.id;
    socket.disconnect();
    socket.connect();
    await next(socket, "connect");
    assert.equal(socket.recovered, false);
    assert.notEqual(socket.id, id);
  });
});
