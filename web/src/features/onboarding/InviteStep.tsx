import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { invites } from "@/api/endpoints";
import type { Workspace } from "@/api/types";
import { Button, Skeleton } from "@/design/ui";
import { FormFailure } from "@/features/auth";
import { CopyLink, EmailInvite } from "@/features/invites";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";

type Props = { workspace: Workspace; onDone: () => Promise<void> };

export function InviteStep({ workspace, onDone }: Props) {
  const [busy, setBusy] = useState(false);
  const invite = useQuery({
    queryKey: ["first-invite", workspace.id],
    queryFn: () => invites.create(workspace.id),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const open = () => {
    setBusy(true);
    void onDone().finally(() => setBusy(false));
  };
  return (
    <div className="flex flex-col gap-6">
      <EmailInvite workspace={workspace} isShort />
      <p className="-mb-3 border-line border-t pt-5 font-[600] text-small">{t("onboarding.invite.link")}</p>
      {invite.data?.url && <CopyLink url={invite.data.url} />}
      {invite.isPending && <Skeleton className="h-10 w-full rounded-chip" />}
      <FormFailure>{invite.error && errorText(invite.error)}</FormFailure>
      <Button size="large" busy={busy} onClick={open} className="w-full">
        {t("onboarding.invite.submit", workspace.displayName || workspace.name)}
      </Button>
    </div>
  );
}
