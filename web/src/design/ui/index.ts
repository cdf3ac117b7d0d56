export { Avatar } from "./Avatar";
export { AvatarStack } from "./AvatarStack";
export { Badge } from "./Badge";
export { Button } from "./Button";
export { IconButton } from "./IconButton";
export { Kbd } from "./Kbd";
export { Skeleton } from "./Skeleton";
export { Tooltip, TooltipProvider } from "./Tooltip";
