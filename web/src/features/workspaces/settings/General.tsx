import { workspaces } from "@/api/endpoints";
import { putWorkspace } from "@/api/memberships";
import type { Membership } from "@/api/types";
import { Button, TextArea, TextField, toast } from "@/design/ui";
import { FormFailure } from "@/features/auth";
import { t } from "@/lib/i18n/t";
import { canEditWorkspace } from "@/lib/rights";
import { useForm } from "@/lib/useForm";
import { Ending } from "./Ending";
import { Group } from "./Group";
import { Permissions } from "./Permissions";

/** What the workspace is called, what its people may do, and how it ends. */
export const General = ({ workspace }: { workspace: Membership }) => (
  <>
    {canEditWorkspace(workspace) ? <Names workspace={workspace} /> : <Facts workspace={workspace} />}
    <Group title={t("workspace.may")} {...(!canEditWorkspace(workspace) && { text: t("workspace.readOnly") })}>
      <Permissions workspace={workspace} />
    </Group>
    <Group title={t("workspace.end")}>
      <Ending workspace={workspace} />
    </Group>
  </>
);

const Facts = ({ workspace: { displayName, name, description } }: { workspace: Membership }) => (
  <div className="mb-10">
    <p className="font-[640] text-body">{displayName || name}</p>
    {description && <p className="mt-1 max-w-[60ch] whitespace-pre-wrap text-body text-ink-2">{description}</p>}
  </div>
);

function Names({ workspace }: { workspace: Membership }) {
  const { values, field, form, busy, failure } = useForm({
    initial: { displayName: workspace.displayName, description: workspace.description },
    validate: ({ displayName }) => (displayName.trim() ? {} : { displayName: t("workspace.fault.name") }),
    submit: async ({ displayName, description }) => {
      putWorkspace(await workspaces.update(workspace.id, { displayName: displayName.trim(), description }));
      void toast(t("workspace.saved"));
    },
  });
  const isChanged = values.displayName !== workspace.displayName || values.description !== workspace.description;
  return (
    <form {...form} className="mb-10 flex max-w-lg flex-col gap-5">
      <FormFailure>{failure}</FormFailure>
      <TextField {...field("displayName")} label={t("workspace.name")} autoComplete="organization" maxLength={80} />
      <TextArea
        {...field("description")}
        label={t("workspace.description")}
        hint={t("workspace.description.hint")}
        maxLength={1000}
      />
      <Button type="submit" busy={busy} disabled={!isChanged} className="self-start">
        {t("action.save")}
      </Button>
    </form>
  );
}
