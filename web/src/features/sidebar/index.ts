export { Sidebar } from "./Sidebar";
export { SidebarSkeleton } from "./SidebarSkeleton";
export { inOrder, neighbour, sectionsOf } from "./sections";
