export { Composer } from "./Composer";
export { draftPlace, useHasDraft, writeDraft } from "./drafts";
export { focusComposer, threadComposerId } from "./focus";
