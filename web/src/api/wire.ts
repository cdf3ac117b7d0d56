import type { components } from "./api.gen";

/** The shapes of the API document, which is generated from the server. */
export type Wire = components["schemas"];

/** The document lets every list be null; the server sends empty ones. */
export type Solid<T> =
  NonNullable<T> extends (infer E)[] ? Solid<E>[] : T extends object ? { [K in keyof T]: Solid<T[K]> } : T;
