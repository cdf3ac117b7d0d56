import { type RefObject, useLayoutEffect } from "react";

const growsByStyle = globalThis.CSS?.supports?.("field-sizing", "content") ?? false;

/** Makes a text field as high as its text. Browsers that can do it by style are left to it. */
export function useAutoGrow(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const { current: element } = field;
    if (!element || growsByStyle) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [field, text]);
}
