import type { WorkspaceRole } from "@/api/types";
import { InlineSelect } from "@/design/ui/InlineSelect";
import { t } from "@/lib/i18n/t";
import { invitedRoles } from "@/lib/rights";

type Props = { own: WorkspaceRole; value: WorkspaceRole; onChange: (role: WorkspaceRole) => void };

/** As what someone is invited. */
export const RoleSelect = ({ own, value, onChange }: Props) => (
  <div className="flex items-center gap-3">
    <span className="font-[600] text-small">{t("invite.roleLabel")}</span>
    <InlineSelect
      label={t("invite.roleLabel")}
      value={value}
      onChange={onChange}
      options={invitedRoles(own).map((role) => ({ value: role, label: t(`role.${role}`) }))}
    />
    {value === "guest" && <span className="text-ink-3 text-small">{t("invite.role.guest")}</span>}
  </div>
);
