import "@/lib/i18n/en/later/manage";
import { useState } from "react";
import { useChannel, useMembership } from "@/api/memberships";
import { Dialog } from "@/design/ui";
import { Tabs } from "@/design/ui/Tabs";
import type { ChannelTab } from "@/lib/dialogs";
import { t } from "@/lib/i18n/t";
import { AboutTab } from "./AboutTab";
import { MembersTab } from "./MembersTab";
import { SettingsTab } from "./SettingsTab";

type Props = { workspaceId: string; channelId: string; tab: ChannelTab; onClose: () => void };

/** All about one channel: what it is for, who is in it, and how it is set. */
export default function ChannelDialog({ workspaceId, channelId, tab: first, onClose }: Props) {
  const channel = useChannel(workspaceId, channelId);
  const workspace = useMembership(workspaceId);
  const [tab, setTab] = useState(first);
  if (!channel || !workspace) return null;
  const common = { channel, workspace };
  return (
    <Dialog
      title={channel.displayName || channel.name}
      description={`${channel.type === "private" ? t("channel.kind.private") : t("channel.kind.public")} · ${t("members.count", channel.memberCount)}`}
      onClose={onClose}
    >
      <div className="flex h-[30rem] min-h-0 flex-col">
        <Tabs
          label={t("channel.details")}
          value={tab}
          onChange={setTab}
          tabs={[
            { value: "about", label: t("channel.about"), content: <AboutTab {...common} onDone={onClose} /> },
            { value: "members", label: t("members.title"), content: <MembersTab {...common} /> },
            { value: "settings", label: t("channel.settings"), content: <SettingsTab {...common} /> },
          ]}
        />
      </div>
    </Dialog>
  );
}
