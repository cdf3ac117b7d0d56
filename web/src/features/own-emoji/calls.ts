import { request } from "@/api/client";
import { keys } from "@/api/keys";
import { queryClient } from "@/api/query";
import type { CustomEmoji } from "@/api/types";
import { upload } from "@/api/upload";

const path = (workspaceId: string) => `/api/workspaces/${workspaceId}/emoji`;
const refresh = (workspaceId: string) => queryClient.invalidateQueries({ queryKey: keys.emoji(workspaceId) });

export async function addEmoji(workspaceId: string, name: string, picture: File): Promise<void> {
  await upload<CustomEmoji>("POST", `${path(workspaceId)}?name=${encodeURIComponent(name)}`, picture, () => {});
  await refresh(workspaceId);
}

export async function removeEmoji(workspaceId: string, name: string): Promise<void> {
  await request<void>("DELETE", `${path(workspaceId)}/${name}`);
  await refresh(workspaceId);
}
