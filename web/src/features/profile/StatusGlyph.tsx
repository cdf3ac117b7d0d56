import { EmojiGlyph } from "@/features/emoji";
import { useWorkspaceHere } from "./useWorkspaceHere";

/**
 * The emoji of a status. A status is seen in all workspaces: where one of another workspace's own is not known by its
 * name, a speech balloon tells that there are words.
 */
export const StatusGlyph = ({ emoji, className }: { emoji: string; className?: string }) => (
  <EmojiGlyph emoji={emoji} workspaceId={useWorkspaceHere() ?? ""} unknown="💬" className={className} />
);
