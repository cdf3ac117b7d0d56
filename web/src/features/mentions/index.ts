export { MentionsView } from "./MentionsView";
