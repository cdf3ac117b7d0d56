// What the tests of the JavaScript client share. SERVER is the compiled server/main.go; DRIVER chooses how it reads and
// writes.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, describe } from "node:test";
import { io } from "socket.io-client";

export const timeout = { timeout: 20_000 };

export async function startServer(port = 0, env = {}) {
  const child = spawn(process.env.SERVER, {
    env: { PORT: String(port), DRIVER: process.env.DRIVER ?? "", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(child.stdout, "data", { signal: AbortSignal.timeout(timeout.timeout) });
  return { child, port: Number(line), url: `http://127.0.0.1:${Number(line)}` };
}

export async function stopServer(server, signal) {
  const { child } = server;
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit", { signal: AbortSignal.timeout(timeout.timeout) });
  child.kill(signal);
  await exit.catch((late) => {
    child.kill("SIGKILL");
    throw late;
  });
}

export const ways = {
  websocket: ["websocket"],
  polling: ["polling"],
  upgrade: ["polling", "websocket"],
};

// onEachWay describes tests that run once over WebSocket, once by polling, once with an upgrade between them. Connect
// resolves when the client is connected and, if it upgrades, has done so.
export function onEachWay(env, tests) {
  for (const [way, transports] of Object.entries(ways)) {
    describe(way, timeout, () => {
      let server;
      before(async () => {
        server = await startServer(0, env);
      });
      after(() => stopServer(server, "SIGTERM"));

      async function connect(t, options = {}, namespace = "") {
        const socket = open(t, options, namespace);
        const upgraded = way === "upgrade" ? new Promise((resolve) => socket.io.engine.once("upgrade", resolve)) : null;
        const [id] = await Promise.all([next(socket, "welcome"), next(socket, "connect"), upgraded]);
        assert.equal(id, socket.id);
        assert.equal(socket.io.engine.transport.name, way === "upgrade" ? "websocket" : way);
        return socket;
      }

      function open(t, options = {}, namespace = "") {
        const socket = io(server.url + namespace, { transports, forceNew: true, ...options });
        t.after(() => socket.close());
        return socket;
      }

      tests({ way, transports, connect, open });
    });
  }
}

export function next(emitter, event) {
  return new Promise((resolve) => emitter.once(event, resolve));
}

export function ack(socket, event, ...args) {
  return new Promise((resolve) => socket.emit(event, ...args, (...answer) => resolve(answer)));
}

// until waits for a condition that nothing announces, no longer than a test may take: the runner gives up on a test but
// does not stop it, and what waits on would keep the process alive.
export async function until(condition) {
  const late = Date.now() + timeout.timeout;
  while (!condition()) {
    if (Date.now() > late) throw new Error(`waited in vain until ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
