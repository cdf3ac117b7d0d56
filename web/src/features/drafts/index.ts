export { DraftsView } from "./DraftsView";
