export { callsIn } from "./calls";
export { Rail } from "./Rail";
export { WorkspaceMenu } from "./WorkspaceMenu";
