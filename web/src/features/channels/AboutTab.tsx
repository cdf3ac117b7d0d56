import { Hash, Lock } from "lucide-react";
import { channels } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { putChannel } from "@/api/memberships";
import { usePages } from "@/api/pages";
import type { Channel, Workspace } from "@/api/types";
import { Button, TextArea, TextField, toast } from "@/design/ui";
import { FormFailure } from "@/features/auth";
import { isName, nameOf, slugWhileTyping } from "@/lib/channel";
import { t } from "@/lib/i18n/t";
import { canEditChannel, canRenameChannel } from "@/lib/rights";
import { dateOf } from "@/lib/time";
import { useForm } from "@/lib/useForm";

type Props = { channel: Channel; workspace: Workspace; onDone: () => void };

/** What the channel is called and what it is for. */
export function AboutTab({ channel, workspace, onDone }: Props) {
  return (
    <>
      {canEditChannel(channel, workspace) ? (
        <Edit channel={channel} workspace={workspace} onDone={onDone} />
      ) : (
        <Facts channel={channel} />
      )}
      <p className="mt-6 text-ink-3 text-small">
        <Created channel={channel} />
      </p>
    </>
  );
}

function Edit({ channel, workspace, onDone }: Props) {
  const { id, workspaceId, type } = channel;
  const { values, field, form, busy, failure } = useForm({
    initial: { name: channel.name, topic: channel.topic, description: channel.description },
    validate: ({ name }) => (isName(name) ? {} : { name: t("name.fault") }),
    fieldOf: { name_taken: "name" },
    submit: async ({ name, topic, description }) => {
      const renamed = name !== channel.name && { name, displayName: name };
      putChannel(await channels.update(workspaceId, id, { ...renamed, topic: topic.trim(), description }));
      void toast(t("channel.saved"));
      onDone();
    },
  });
  const name = field("name");
  const isChanged =
    values.name !== channel.name || values.topic !== channel.topic || values.description !== channel.description;
  return (
    <form {...form} className="flex flex-col gap-5">
      <FormFailure>{failure}</FormFailure>
      {canRenameChannel(channel, workspace) && (
        <TextField
          {...name}
          label={t("channel.name")}
          lead={type === "private" ? <Lock /> : <Hash />}
          autoComplete="off"
          autoCapitalize="none"
          onChange={(value) => name.onChange(slugWhileTyping(value))}
        />
      )}
      <TextField {...field("topic")} label={t("channel.topic")} autoComplete="off" maxLength={250} />
      <TextArea
        {...field("description")}
        label={t("channel.description")}
        hint={t("channel.description.hint")}
        maxLength={1000}
      />
      <Button type="submit" busy={busy} disabled={!isChanged} className="self-end">
        {t("action.save")}
      </Button>
    </form>
  );
}

const Facts = ({ channel: { topic, description } }: { channel: Channel }) => (
  <dl className="flex flex-col gap-4 text-body [&_dt]:mb-0.5 [&_dt]:font-[600] [&_dt]:text-ink-3 [&_dt]:text-small">
    <div>
      <dt>{t("channel.topic")}</dt>
      <dd>{topic || t("channel.noTopic")}</dd>
    </div>
    <div>
      <dt>{t("channel.description")}</dt>
      <dd className="whitespace-pre-wrap">{description || t("channel.noDescription")}</dd>
    </div>
  </dl>
);

/** Who made a channel was the first in it; who has left since is not named. */
function Created({ channel: { id, workspaceId, memberCount, createdBy, createdAt } }: { channel: Channel }) {
  const { data } = usePages(keys.channelMembers(id, memberCount), (cursor) =>
    channels.members(workspaceId, id, { cursor }),
  );
  const creator = data?.find(({ user }) => user.id === createdBy)?.user;
  return creator ? t("channel.createdBy", nameOf(creator), dateOf(createdAt)) : t("channel.created", dateOf(createdAt));
}
