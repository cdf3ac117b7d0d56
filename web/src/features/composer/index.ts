export { Composer } from "./Composer";
export { closedReason } from "./closed";
export { draftPlace, useHasDraft, writeDraft } from "./drafts";
export { focusComposer, threadComposerId } from "./focus";

/** What runs behind the composers, once the app has been drawn: drafts on the server, names and emoji as they are. */
export const startWriting = async (): Promise<void> => (await import("./start")).start();
