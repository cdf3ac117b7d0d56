// Hundreds of clients lose their server at once and come back to the next one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { io } from "socket.io-client";
import { ack, next, startServer, stopServer, timeout, until } from "./harness.js";

const clients = 150;

for (const signal of ["SIGKILL", "SIGTERM"]) {
  test(`all come back after ${signal}`, timeout, async (t) => {
    let server = await startServer();
    t.after(() => stopServer(server, "SIGKILL"));
    let welcomes = 0;
    const sockets = Array.from({ length: clients }, (_, i) => {
      const transports = i % 10 === 0 ? ["polling"] : ["websocket"];
      const socket = io(server.url, { transports, forceNew: true, reconnectionDelay: 50, reconnectionDelayMax: 500 });
      socket.on("welcome", () => welcomes++);
      return socket;
    });
    t.after(() => sockets.forEach((socket) => socket.close()));
    await until(() => welcomes === clients);
    const lost = sockets.map((socket) => next(socket, "disconnect"));
    await stopServer(server, signal);
    await Promise.all(lost);
    server = await startServer(server.port);
    await until(() => welcomes === 2 * clients);
    assert.equal((await Promise.all(sockets.map((socket, i) => ack(socket, "ack", i)))).length, clients);
  });
}
