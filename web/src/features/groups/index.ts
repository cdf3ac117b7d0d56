export { GroupList } from "./GroupList";
export { GroupMembers } from "./GroupMembers";
