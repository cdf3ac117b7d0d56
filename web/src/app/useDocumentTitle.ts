import { useEffect } from "react";
import { useChannel, useMembership, useMemberships } from "@/api/memberships";
import { useOwnUser } from "@/api/session";
import type { Membership } from "@/api/types";
import { useCalls } from "@/features/workspaces";
import { channelTitle } from "@/lib/channel";
import { t } from "@/lib/i18n/t";

const nothing: Membership[] = [];

/** "(3) launch · Harbour Works": the number of messages that call the person, in all workspaces. */
export function useDocumentTitle(workspaceId: string, channelId: string | undefined) {
  const me = useOwnUser().id;
  const { data = nothing } = useMemberships();
  const workspace = useMembership(workspaceId);
  const channel = useChannel(workspaceId, channelId ?? "");
  const calls = useCalls(data).reduce((sum, each) => sum + each, 0);
  const names = [channel && channelTitle(channel, me), workspace?.displayName || workspace?.name || t("app.name")];
  const title = (calls > 0 ? `(${calls}) ` : "") + names.filter(Boolean).join(" · ");

  useEffect(() => {
    document.title = title;
  }, [title]);

  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]");
    if (icon) icon.href = calls > 0 ? "/icon-calls.svg" : "/icon.svg";
  }, [calls]);
}
