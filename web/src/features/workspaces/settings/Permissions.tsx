import { workspaces } from "@/api/endpoints";
import { putWorkspace } from "@/api/memberships";
import type { Allowed, Membership, WorkspaceSettings } from "@/api/types";
import { toastError } from "@/design/ui";
import { InlineSelect } from "@/design/ui/InlineSelect";
import { SettingRow } from "@/design/ui/SettingRow";
import { Toggle } from "@/design/ui/Toggle";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { canEditWorkspace } from "@/lib/rights";

const unset: WorkspaceSettings = {
  whoCanInvite: "members",
  whoCanCreateChannels: "members",
  showEmails: false,
  editWindowMinutes: 0,
  linkPreviews: true,
};

/** What members may do beside what their roles say. Each takes effect as it is chosen. */
export function Permissions({ workspace }: { workspace: Membership }) {
  const settings = workspace.settings ?? unset;
  const disabled = !canEditWorkspace(workspace);
  const change = (wanted: Partial<WorkspaceSettings>) => void save(workspace, { ...settings, ...wanted });
  return (
    <>
      <SettingRow title={t("workspace.mayInvite")} text={t("workspace.mayInvite.text")}>
        <AllowedSelect
          label={t("workspace.mayInvite")}
          value={settings.whoCanInvite}
          disabled={disabled}
          onChange={(whoCanInvite) => change({ whoCanInvite })}
        />
      </SettingRow>
      <SettingRow title={t("workspace.mayCreate")} text={t("workspace.mayCreate.text")}>
        <AllowedSelect
          label={t("workspace.mayCreate")}
          value={settings.whoCanCreateChannels}
          disabled={disabled}
          onChange={(whoCanCreateChannels) => change({ whoCanCreateChannels })}
        />
      </SettingRow>
      <SettingRow title={t("workspace.showEmails")} text={t("workspace.showEmails.text")}>
        <Toggle
          label={t("workspace.showEmails")}
          checked={settings.showEmails}
          disabled={disabled}
          onChange={(showEmails) => change({ showEmails })}
        />
      </SettingRow>
      <SettingRow title={t("workspace.edit")} text={t("workspace.edit.text")}>
        <InlineSelect
          label={t("workspace.edit")}
          value={`${settings.editWindowMinutes}`}
          disabled={disabled}
          onChange={(minutes) => change({ editWindowMinutes: Number(minutes) })}
          options={windows(settings.editWindowMinutes)}
        />
      </SettingRow>
      <SettingRow title={t("workspace.previews")} text={t("workspace.previews.text")}>
        <Toggle
          label={t("workspace.previews")}
          checked={settings.linkPreviews}
          disabled={disabled}
          onChange={(linkPreviews) => change({ linkPreviews })}
        />
      </SettingRow>
    </>
  );
}

/** How long one may edit, from never to always; with what was set over the API, if it is none of these. */
function windows(now: number): { value: string; label: string }[] {
  const offered = [-1, 5, 30, 60, 24 * 60, 0];
  const all = offered.includes(now) ? offered : [...offered, now];
  return all.map((minutes) => ({ value: `${minutes}`, label: windowText(minutes) }));
}

function windowText(minutes: number): string {
  if (minutes <= 0) return t(minutes === 0 ? "workspace.edit.any" : "workspace.edit.never");
  return minutes % 60 === 0 ? t("workspace.edit.hours", minutes / 60) : t("workspace.edit.minutes", minutes);
}

type AllowedProps = { label: string; value: Allowed; disabled: boolean; onChange: (value: Allowed) => void };

const AllowedSelect = (props: AllowedProps) => (
  <InlineSelect
    {...props}
    options={[
      { value: "members", label: t("workspace.allowed.members") },
      { value: "admins", label: t("workspace.allowed.admins") },
    ]}
  />
);

/** On the screen at once, and back again when the server refuses. */
async function save(workspace: Membership, settings: WorkspaceSettings) {
  putWorkspace({ ...workspace, settings });
  try {
    putWorkspace(await workspaces.update(workspace.id, { settings }));
  } catch (error) {
    putWorkspace(workspace);
    void toastError(errorText(error));
  }
}
