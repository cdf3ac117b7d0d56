export { Composer } from "./Composer";
export { useHasDraft } from "./drafts";
export { focusComposer } from "./focus";
