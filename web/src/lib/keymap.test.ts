import { expect, it } from "vitest";
import { actionOf, keysLabel, pressed } from "./keymap";

const press = (
  key: string,
  modifiers: Partial<Record<"ctrlKey" | "metaKey" | "shiftKey" | "altKey", boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...modifiers,
});

it("tells Enter from Shift+Enter", () => {
  expect(pressed(press("Enter"), "send", false)).toBe(true);
  expect(pressed(press("Enter", { shiftKey: true }), "send", false)).toBe(false);
  expect(pressed(press("Enter", { shiftKey: true }), "newLine", false)).toBe(true);
});

it("takes Ctrl, or Cmd on a Mac", () => {
  expect(pressed(press("b", { ctrlKey: true }), "bold", false)).toBe(true);
  expect(pressed(press("b", { metaKey: true }), "bold", true)).toBe(true);
  expect(pressed(press("b", { ctrlKey: true }), "bold", true)).toBe(false);
  expect(pressed(press("b", { ctrlKey: true, altKey: true }), "bold", false)).toBe(false);
});

it("finds the action among some, whatever the case of the letter", () => {
  expect(actionOf(press("X", { ctrlKey: true, shiftKey: true }), ["bold", "strike"], false)).toBe("strike");
  expect(actionOf(press("x"), ["bold", "strike"], false)).toBeUndefined();
});

it("names the keys for people", () => {
  expect(keysLabel("strike", false)).toBe("Ctrl Shift X");
  expect(keysLabel("bold", true)).toBe("⌘ B");
});
