import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { connection } from "./connection";

beforeEach(() => {
  vi.useFakeTimers();
  connection.reset();
});
afterEach(() => void vi.useRealTimers());

it("says nothing of a short break", () => {
  connection.up();
  connection.down();
  vi.advanceTimersByTime(4900);
  expect(connection.state()).toBe("online");
  connection.up();
  vi.advanceTimersByTime(60_000);
  expect(connection.state()).toBe("online");
});

it("says after five seconds that it reconnects, and for two that it is back", () => {
  connection.up();
  connection.down();
  vi.advanceTimersByTime(2000);
  connection.down();
  vi.advanceTimersByTime(3000);
  expect(connection.state()).toBe("reconnecting");
  connection.up();
  expect(connection.state()).toBe("back");
  vi.advanceTimersByTime(2000);
  expect(connection.state()).toBe("online");
});
