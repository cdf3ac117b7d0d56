import { useMutation } from "@tanstack/react-query";
import { channels } from "@/api/endpoints";
import { putChannel } from "@/api/memberships";
import type { Channel, NotificationLevel, Workspace } from "@/api/types";
import { Button, toastError } from "@/design/ui";
import { InlineSelect } from "@/design/ui/InlineSelect";
import { SettingRow } from "@/design/ui/SettingRow";
import { Toggle } from "@/design/ui/Toggle";
import { openDialog } from "@/lib/dialogs";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { canArchiveChannel, canDeleteChannel } from "@/lib/rights";
import { preferencesOf, setPreferences } from "./preferences";

type Props = { channel: Channel; workspace: Workspace };

const levels: NotificationLevel[] = ["default", "all", "mentions", "none"];
const heading = "font-[600] text-ink-3 text-meta";

/** How the channel is set: for the caller alone, and for all. */
export function SettingsTab({ channel, workspace }: Props) {
  const canArchive = canArchiveChannel(channel, workspace);
  const canDelete = canDeleteChannel(channel, workspace);
  return (
    <>
      {channel.role !== "" && <ForMe channel={channel} />}
      {(canArchive || canDelete) && (
        <section className="mt-6">
          <h3 className={heading}>{t("channel.forEveryone")}</h3>
          <div>
            {canArchive && <Archive channel={channel} />}
            {canDelete && <Delete channel={channel} />}
          </div>
        </section>
      )}
    </>
  );
}

function ForMe({ channel }: { channel: Channel }) {
  const { isMuted, isStarred, notificationLevel, section } = preferencesOf(channel);
  const { workspaceId, id: channelId } = channel;
  return (
    <section>
      <h3 className={heading}>{t("channel.forYou")}</h3>
      <div>
        <SettingRow title={t("channel.notify")} text={t("channel.notify.text")}>
          <InlineSelect
            label={t("channel.notify")}
            value={notificationLevel}
            onChange={(level) => void setPreferences(channel, { notificationLevel: level })}
            options={levels.map((value) => ({ value, label: t(`channel.notify.${value}`) }))}
          />
        </SettingRow>
        <SettingRow title={t("channel.mute")} text={t("channel.mute.text")}>
          <Toggle
            label={t("channel.mute")}
            checked={isMuted}
            onChange={(wanted) => void setPreferences(channel, { isMuted: wanted })}
          />
        </SettingRow>
        <SettingRow title={t("channel.star")} text={t("channel.star.text")}>
          <Toggle
            label={t("channel.star")}
            checked={isStarred}
            onChange={(wanted) => void setPreferences(channel, { isStarred: wanted })}
          />
        </SettingRow>
        <SettingRow title={t("channel.section")} text={section || t("channel.section.text")}>
          <Button tone="plain" onClick={() => openDialog({ kind: "channel-section", workspaceId, channelId })}>
            {t("channel.section.change")}
          </Button>
        </SettingRow>
      </div>
    </section>
  );
}

function Archive({ channel }: { channel: Channel }) {
  const { workspaceId, id: channelId } = channel;
  const unarchive = useMutation({
    mutationFn: () => channels.unarchive(workspaceId, channelId),
    onSuccess: putChannel,
    onError: (error) => void toastError(errorText(error)),
  });
  return channel.isArchived ? (
    <SettingRow title={t("channel.unarchive")} text={t("channel.unarchive.text")}>
      <Button tone="plain" busy={unarchive.isPending} onClick={() => unarchive.mutate()}>
        {t("channel.unarchive")}
      </Button>
    </SettingRow>
  ) : (
    <SettingRow title={t("channel.archive")} text={t("channel.archive.text")}>
      <Button tone="plain" onClick={() => openDialog({ kind: "archive-channel", workspaceId, channelId })}>
        {t("channel.archive")}
      </Button>
    </SettingRow>
  );
}

const Delete = ({ channel: { workspaceId, id: channelId } }: { channel: Channel }) => (
  <SettingRow title={t("channel.delete")} text={t("channel.delete.text")} danger>
    <Button tone="danger" onClick={() => openDialog({ kind: "delete-channel", workspaceId, channelId })}>
      {t("channel.delete")}
    </Button>
  </SettingRow>
);
