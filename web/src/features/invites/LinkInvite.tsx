import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { invites } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { queryClient } from "@/api/query";
import type { Workspace, WorkspaceRole } from "@/api/types";
import { Button } from "@/design/ui";
import { InlineSelect } from "@/design/ui/InlineSelect";
import { FormFailure } from "@/features/auth";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { CopyLink } from "./CopyLink";
import { RoleSelect } from "./RoleSelect";

const days = ["1", "7", "30"] as const;
const uses = ["0", "1", "10", "100"] as const;

/** Makes a link that whoever has it can join by, for as long and as often as one says. */
export function LinkInvite({ workspace }: { workspace: Pick<Workspace, "id" | "role"> }) {
  const [role, setRole] = useState<WorkspaceRole>("member");
  const [expires, setExpires] = useState<(typeof days)[number]>("7");
  const [most, setMost] = useState<(typeof uses)[number]>("0");
  const create = useMutation({
    mutationFn: () => invites.create(workspace.id, { role, expiresInDays: Number(expires), maxUses: Number(most) }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.invites(workspace.id) }),
  });
  const url = create.data?.url;
  return (
    <div className="flex flex-col gap-4">
      <p className="text-body text-ink-2">{t("invite.link.text")}</p>
      <RoleSelect own={workspace.role} value={role} onChange={setRole} />
      <div className="flex flex-wrap gap-x-6 gap-y-3">
        <Choose label={t("invite.expires")}>
          <InlineSelect
            label={t("invite.expires")}
            value={expires}
            onChange={setExpires}
            options={days.map((value) => ({ value, label: t("invite.days", Number(value)) }))}
          />
        </Choose>
        <Choose label={t("invite.maxUses")}>
          <InlineSelect
            label={t("invite.maxUses")}
            value={most}
            onChange={setMost}
            options={uses.map((value) => ({
              value,
              label: value === "0" ? t("invite.maxUses.any") : t("invite.maxUses.of", Number(value)),
            }))}
          />
        </Choose>
      </div>
      <FormFailure>{create.error && errorText(create.error)}</FormFailure>
      {url && (
        <div>
          <CopyLink key={url} url={url} isMain />
          <p className="mt-1.5 text-ink-3 text-small">{t("invite.justMade")}</p>
        </div>
      )}
      <Button
        tone={url ? "plain" : "primary"}
        busy={create.isPending}
        onClick={() => create.mutate()}
        className="self-start"
      >
        {url ? t("invite.people.another") : t("invite.people.create")}
      </Button>
    </div>
  );
}

const Choose = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="flex items-center gap-3">
    <span className="font-[600] text-small">{label}</span>
    {children}
  </div>
);
