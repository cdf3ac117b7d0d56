import { useState } from "react";
import { workspaces } from "@/api/endpoints";
import type { Workspace } from "@/api/types";
import { useNameTaken } from "@/api/useNameTaken";
import { Button, TextField } from "@/design/ui";
import { FormFailure } from "@/features/auth";
import { isName, slugOf } from "@/lib/channel";
import { t } from "@/lib/i18n/t";
import { useForm } from "@/lib/useForm";

export function NameStep({ onDone }: { onDone: (workspace: Workspace) => void }) {
  const [choseName, setChoseName] = useState(false);
  const { set, field, form, busy, failure } = useForm({
    initial: { displayName: "", name: "" },
    validate: ({ displayName, name }) => ({
      ...(!displayName.trim() && { displayName: t("onboarding.fault.name") }),
      ...(!isName(name) && { name: t("name.fault") }),
    }),
    fieldOf: { name_taken: "name" },
    submit: async ({ displayName, name }) => onDone(await workspaces.create({ name, displayName: displayName.trim() })),
  });
  const title = field("displayName");
  const name = field("name");
  const isTaken = useNameTaken("workspaces", name.value, workspaces.checkName);
  return (
    <form {...form} className="flex flex-col gap-5">
      <FormFailure>{failure}</FormFailure>
      <TextField
        {...title}
        label={t("onboarding.name")}
        placeholder={t("onboarding.name.example")}
        autoComplete="organization"
        autoFocus
        onChange={(value) => {
          title.onChange(value);
          if (!choseName) set("name", slugOf(value));
        }}
      />
      <TextField
        {...name}
        error={name.error ?? (isTaken ? t("error.name_taken") : undefined)}
        label={t("onboarding.address")}
        hint={t("name.hint")}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        onChange={(value) => {
          setChoseName(true);
          name.onChange(value.toLowerCase());
        }}
      />
      <Button type="submit" size="large" busy={busy} className="mt-1 w-full">
        {t("onboarding.name.submit")}
      </Button>
    </form>
  );
}
