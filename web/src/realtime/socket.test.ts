import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { messageOf } from "@/test/factories";
import { FakeSocket } from "@/test/fake-socket";
import { openSocket } from "./socket";

const { fake, options, refreshAccessToken } = vi.hoisted(() => ({
  fake: { socket: null as unknown },
  options: { auth: (_give: (auth: { token: string }) => void) => {} },
  refreshAccessToken: vi.fn(async () => "fresh"),
}));
vi.mock("socket.io-client", () => ({
  io: (given: typeof options) => {
    Object.assign(options, given);
    return fake.socket;
  },
}));
vi.mock("@/api/session", () => ({ getAccessToken: async () => "token", refreshAccessToken }));

let socket: FakeSocket;
const handlers = { onUp: vi.fn(), onDown: vi.fn(), onEvent: vi.fn() };

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  socket = new FakeSocket();
  vi.spyOn(socket, "connect");
  fake.socket = socket;
});
afterEach(() => void vi.useRealTimers());
const refused = (code: string) => {
  socket.active = false;
  socket.hear("connect_error", new Error(code));
};

describe("the socket", () => {
  it("shows its token at each attempt", async () => {
    openSocket(handlers);
    const give = vi.fn();
    options.auth(give);
    await vi.advanceTimersByTimeAsync(0);
    expect(give).toHaveBeenCalledWith({ token: "token" });
  });

  it("renews a token that is refused, and comes back at once", async () => {
    openSocket(handlers);
    refused("token_expired");
    await vi.advanceTimersByTimeAsync(1);
    expect(refreshAccessToken).toHaveBeenCalledOnce();
    expect(socket.connect).toHaveBeenCalledOnce();
  });

  it("does not rush when the new token is refused, too", async () => {
    openSocket(handlers);
    refused("invalid_token");
    await vi.advanceTimersByTimeAsync(1);
    refused("invalid_token");
    await vi.advanceTimersByTimeAsync(1);
    expect(socket.connect).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2000);
    expect(socket.connect).toHaveBeenCalledTimes(2);
  });

  it("comes back by itself when the server has hung up", async () => {
    openSocket(handlers);
    socket.hear("connect");
    socket.active = false;
    socket.hear("disconnect", "io server disconnect");
    expect(handlers.onDown).toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1000);
    expect(socket.connect).toHaveBeenCalledOnce();
  });

  it("leaves a server that stops, and waits as long as it was asked, with jitter", async () => {
    openSocket(handlers);
    socket.hear("connect");
    socket.hear("server:stopping", { reconnectInMs: 4000 });
    await vi.advanceTimersByTimeAsync(1900);
    expect(socket.connect).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(4200);
    expect(socket.connect).toHaveBeenCalledOnce();
  });

  it("passes on the events of the contract, and nothing else", () => {
    openSocket(handlers);
    socket.hear("message:created", messageOf(1));
    socket.hear("something:else", {});
    expect(handlers.onEvent.mock.calls).toEqual([[{ type: "message:created", payload: messageOf(1) }]]);
  });

  it("is silent once it is closed", async () => {
    const opened = openSocket(handlers);
    refused("unavailable");
    opened.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(socket.connect).not.toHaveBeenCalled();
  });
});
