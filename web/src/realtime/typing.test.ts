import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { authorOf, channelId, workspaceId } from "@/test/factories";
import { createTypingNotice, forgetTyping, hearTyping, stopTyping, typingForMs, useTyping } from "./typing";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  forgetTyping();
  vi.useRealTimers();
});

const types = (name: string, active = true) =>
  act(() => hearTyping({ workspaceId, channelId, userId: name, user: authorOf(name), active }));
const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

describe("who is typing", () => {
  it("is shown in the order they began, and goes five seconds after the last word of them", () => {
    const { result } = renderHook(() => useTyping(channelId));
    const names = () => result.current.map(({ user }) => user.id);
    types("tomas");
    pass(2000);
    types("ines");
    pass(2000);
    types("tomas");
    expect(names()).toEqual(["tomas", "ines"]);
    pass(3000);
    expect(names()).toEqual(["tomas"]);
    pass(2000);
    expect(names()).toEqual([]);
  });

  it("goes at once with the message, or when somebody stops", () => {
    const { result } = renderHook(() => useTyping(channelId));
    types("tomas");
    types("ines");
    act(() => stopTyping(channelId, "tomas"));
    types("ines", false);
    expect(result.current).toEqual([]);
  });
});

describe("telling that I type", () => {
  it("reminds every three seconds, and stops five after the last key", () => {
    const told: boolean[] = [];
    const notice = createTypingNotice((isTyping) => told.push(isTyping));
    for (let i = 0; i < 8; i++) {
      notice.keyPressed();
      vi.advanceTimersByTime(500);
    }
    expect(told).toEqual([true, true]);
    vi.advanceTimersByTime(typingForMs);
    expect(told).toEqual([true, true, false]);
    notice.stop();
    expect(told).toHaveLength(3);
  });
});
