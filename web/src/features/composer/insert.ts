import { type Format, format } from "./format";

/** Puts a text into a field as if it were typed, in place of a part of it, so that undo takes it back in one step. */
export function insertText(
  field: HTMLTextAreaElement,
  text: string,
  start = field.selectionStart,
  end = field.selectionEnd,
): void {
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** Changes the text as if it were typed, so that undo takes it back in one step. */
export function applyFormat(field: HTMLTextAreaElement, as: Format): void {
  const { value, selectionStart, selectionEnd } = field;
  const next = format({ text: value, start: selectionStart, end: selectionEnd }, as);
  insertText(field, next.text, 0, value.length);
  field.setSelectionRange(next.start, next.end);
}
