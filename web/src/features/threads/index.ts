import "@/lib/i18n/en/later/thread";

export { ThreadPane } from "./ThreadPane";
export { ThreadsView } from "./ThreadsView";
