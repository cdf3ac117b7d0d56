import { Plus } from "lucide-react";
import { useOwnUser } from "@/api/session";
import type { Membership } from "@/api/types";
import { IconButton, Menu, MenuItem } from "@/design/ui";
import { openDialog } from "@/lib/dialogs";
import { t } from "@/lib/i18n/t";
import { canBrowse, canCreateChannels } from "@/lib/rights";
import { ChannelRow } from "./ChannelRow";
import { useCollapsed } from "./collapsed";
import { Section } from "./Section";
import { type SidebarSection, visibleOf } from "./sections";

type Props = {
  workspace: Membership;
  section: SidebarSection;
  channelId: string | undefined;
  heading: "h2" | "h3";
};

/** One group of the sidebar with its rows and, where things can be added to it, a +. */
export function ChannelSection({ workspace, section, channelId, heading }: Props) {
  const me = useOwnUser().id;
  const [collapsed, toggle] = useCollapsed(section.key);
  return (
    <Section
      title={titleOf(section)}
      heading={heading}
      collapsed={collapsed}
      onToggle={toggle}
      action={<SectionAction workspace={workspace} kind={section.kind} />}
    >
      {visibleOf(section.entries, collapsed, channelId).map((entry) => (
        <ChannelRow
          key={entry.channel.id}
          channel={entry.channel}
          title={entry.title}
          me={me}
          selected={entry.channel.id === channelId}
        />
      ))}
    </Section>
  );
}

const titleOf = ({ kind, name }: SidebarSection) => (kind === "own" ? name : t(`sidebar.${kind}`));

function SectionAction({ workspace, kind }: { workspace: Membership; kind: SidebarSection["kind"] }) {
  if (kind === "channels") return <AddChannel workspace={workspace} />;
  if (kind !== "directs") return null;
  return (
    <IconButton
      label={t("direct.new")}
      size="small"
      onClick={() => openDialog({ kind: "new-direct", workspaceId: workspace.id })}
    >
      <Plus />
    </IconButton>
  );
}

function AddChannel({ workspace }: { workspace: Membership }) {
  const workspaceId = workspace.id;
  if (!canBrowse(workspace)) return null;
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={t("channel.add")} size="small">
          <Plus />
        </IconButton>
      }
    >
      {canCreateChannels(workspace) && (
        <MenuItem onSelect={() => openDialog({ kind: "create-channel", workspaceId })}>{t("channel.create")}</MenuItem>
      )}
      <MenuItem onSelect={() => openDialog({ kind: "browse-channels", workspaceId })}>{t("channel.browse")}</MenuItem>
    </Menu>
  );
}
