export { Composer } from "./Composer";
export { useHasDraft } from "./drafts";
export { focusComposer, threadComposerId } from "./focus";
