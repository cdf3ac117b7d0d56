export { SavedView } from "./SavedView";
