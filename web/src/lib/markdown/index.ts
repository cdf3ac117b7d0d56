export { type Acts, TextActs } from "./context";
export { Markdown } from "./Markdown";
