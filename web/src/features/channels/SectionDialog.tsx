import "@/lib/i18n/en/later/manage";
import { useState } from "react";
import { useChannel, useMembership } from "@/api/memberships";
import { useOwnUser } from "@/api/session";
import type { Channel } from "@/api/types";
import { Button, Dialog, DialogActions, DialogBody, TextField } from "@/design/ui";
import { Choice } from "@/design/ui/Choice";
import { channelTitle } from "@/lib/channel";
import { t } from "@/lib/i18n/t";
import { preferencesOf, sectionNames, setPreferences } from "./preferences";

type Props = { workspaceId: string; channelId: string; onClose: () => void };

const longest = 50;
const none = "none";
const another = "new";
const keyOf = (name: string) => (name ? `section ${name}` : none);

/** Chooses the section of the sidebar for a conversation, or makes one. An empty section is no more. */
export default function SectionDialog({ workspaceId, channelId, onClose }: Props) {
  const channel = useChannel(workspaceId, channelId);
  return channel ? <Open channel={channel} onClose={onClose} /> : null;
}

function Open({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const me = useOwnUser().id;
  const names = sectionNames(useMembership(channel.workspaceId)?.channels ?? []);
  const [choice, setChoice] = useState(() => (names.length === 0 ? another : keyOf(preferencesOf(channel).section)));
  const [name, setName] = useState("");
  const [isFaulty, setFaulty] = useState(false);

  const save = () => {
    const wanted = choice === another ? name.trim() : (names.find((each) => keyOf(each) === choice) ?? "");
    if (choice === another && (wanted === "" || wanted.length > longest)) return setFaulty(true);
    void setPreferences(channel, { section: wanted });
    onClose();
  };

  return (
    <Dialog title={t("channel.section.moveNamed", channelTitle(channel, me))} width="narrow" onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
        className="contents"
      >
        <DialogBody className="flex flex-col gap-4">
          <Choice
            legend={t("channel.section.choose")}
            value={choice}
            onChange={setChoice}
            options={[
              { value: none, label: t("channel.section.none") },
              ...names.map((each) => ({ value: keyOf(each), label: each })),
              { value: another, label: t("channel.section.new") },
            ]}
          />
          {choice === another && (
            <TextField
              label={t("channel.section.name")}
              value={name}
              error={isFaulty ? t("channel.section.fault") : undefined}
              onChange={(value) => {
                setName(value);
                setFaulty(false);
              }}
              autoComplete="off"
              maxLength={longest}
            />
          )}
        </DialogBody>
        <DialogActions onCancel={onClose}>
          <Button type="submit">{t("action.save")}</Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
