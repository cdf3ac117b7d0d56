import { useMutation } from "@tanstack/react-query";
import { Link2, Mail, RotateCw, X } from "lucide-react";
import { invites } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { queryClient } from "@/api/query";
import type { Invite } from "@/api/types";
import { IconButton, toast, toastError } from "@/design/ui";
import { copyText } from "@/lib/clipboard";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { dateOf } from "@/lib/time";
import { stateOf } from "./state";

type Props = {
  invite: Invite;
  /** In an archived workspace nothing changes. */
  isFixed: boolean;
};

/** One invitation: to whom, what became of it, and what can be done about it. */
export function InviteItem({ invite, isFixed }: Props) {
  const { workspaceId, id, email } = invite;
  const state = stateOf(invite);
  const name = email ?? t("invite.anyone");
  const refresh = () => queryClient.invalidateQueries({ queryKey: keys.invites(workspaceId) });
  const onError = (error: Error) => void toastError(errorText(error));
  const revoke = useMutation({ mutationFn: () => invites.revoke(workspaceId, id), onSuccess: refresh, onError });
  const resend = useMutation({
    mutationFn: () => invites.resend(workspaceId, id),
    onSuccess: ({ url }) => {
      const copy = url ? { label: t("invite.copyNew"), onClick: () => void copyText(url) } : undefined;
      void toast(t("invite.resent", email ?? ""), copy);
      return refresh();
    },
    onError,
  });
  const mayResend = email && (state === "open" || state === "expired");
  return (
    <li className="flex min-h-16 items-center gap-3.5 py-2">
      <span className="grid size-9 flex-none place-items-center rounded-chip bg-sink text-ink-3 [&_svg]:size-[17px]">
        {email ? <Mail aria-hidden="true" /> : <Link2 aria-hidden="true" />}
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate font-[600] text-ui">{name}</p>
        <p className="truncate text-ink-3 text-small">
          {t(`role.${invite.role}`)} · {stateText(invite)}
        </p>
      </div>
      {!isFixed && mayResend && (
        <IconButton label={t("invite.resendNamed", name)} disabled={resend.isPending} onClick={() => resend.mutate()}>
          <RotateCw />
        </IconButton>
      )}
      {!isFixed && state === "open" && (
        <IconButton label={t("invite.withdrawNamed", name)} disabled={revoke.isPending} onClick={() => revoke.mutate()}>
          <X />
        </IconButton>
      )}
    </li>
  );
}

function stateText(invite: Invite): string {
  const { expiresAt, email, uses, maxUses } = invite;
  switch (stateOf(invite)) {
    case "used":
      return email ? t("invite.state.accepted") : t("invite.state.used");
    case "revoked":
      return t("invite.state.revoked");
    case "expired":
      return t("invite.state.expired", dateOf(expiresAt));
    default: {
      const until = t("invite.state.open", dateOf(expiresAt));
      if (email) return until;
      return `${until} · ${maxUses > 0 ? t("invite.usesOf", uses, maxUses) : t("invite.uses", uses)}`;
    }
  }
}
