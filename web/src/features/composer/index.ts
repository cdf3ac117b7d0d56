export { Composer } from "./Composer";
export { useHasDraft } from "./drafts";
