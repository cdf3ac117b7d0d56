import { Hash } from "lucide-react";
import { channels } from "@/api/endpoints";
import { hasCode } from "@/api/problem";
import type { Workspace } from "@/api/types";
import { Button, TextField } from "@/design/ui";
import { FormFailure } from "@/features/auth";
import { isName, slugWhileTyping } from "@/lib/channel";
import { t } from "@/lib/i18n/t";
import { useForm } from "@/lib/useForm";

type Names = { first: string; second: string; third: string };
const fields = ["first", "second", "third"] as const;

/** #general is there already; these are three more, and an empty field makes none. */
export function ChannelsStep({ workspace, onDone }: { workspace: Workspace; onDone: () => void }) {
  const { field, form, busy, failure } = useForm<Names>({
    initial: {
      first: t("onboarding.channel.first"),
      second: t("onboarding.channel.second"),
      third: t("onboarding.channel.third"),
    },
    validate: (names) =>
      Object.fromEntries(
        fields.filter((name) => names[name] && !isName(names[name])).map((name) => [name, t("name.fault")]),
      ),
    submit: async (names) => {
      for (const name of new Set(fields.map((each) => names[each]).filter(Boolean))) {
        await channels.create(workspace.id, { type: "public", name }).catch(allowExisting);
      }
      onDone();
    },
  });
  return (
    <form {...form} className="flex flex-col gap-4">
      <FormFailure>{failure}</FormFailure>
      {fields.map((name, index) => {
        const { onChange, ...rest } = field(name);
        return (
          <TextField
            key={name}
            {...rest}
            label={t("onboarding.channel", index + 1)}
            lead={<Hash />}
            autoCapitalize="none"
            autoComplete="off"
            autoFocus={index === 0}
            onChange={(value) => onChange(slugWhileTyping(value))}
          />
        );
      })}
      <Button type="submit" size="large" busy={busy} className="mt-2 w-full">
        {t("onboarding.channels.submit")}
      </Button>
    </form>
  );
}

// A second try after a lost connection finds the channels of the first one.
function allowExisting(error: unknown) {
  if (!hasCode(error, "name_taken")) throw error;
}
