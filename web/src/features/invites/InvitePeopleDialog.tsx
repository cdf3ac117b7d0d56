import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { invites } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { useMembership } from "@/api/memberships";
import { pages } from "@/api/pages";
import { queryClient } from "@/api/query";
import type { Invite } from "@/api/types";
import { Button, Dialog, DialogBody, Skeleton } from "@/design/ui";
import { FormFailure } from "@/features/auth";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { CopyLink } from "./CopyLink";
import { isOpen } from "./is-open";

type Props = { workspaceId: string; onClose: () => void };

/** Makes a link, and shows the links that still work with the way to end each of them. */
export default function InvitePeopleDialog({ workspaceId, onClose }: Props) {
  const workspace = useMembership(workspaceId);
  const [url, setUrl] = useState<string | null>(null);
  const create = useMutation({
    mutationFn: () => invites.create(workspaceId),
    onSuccess: (invite) => {
      setUrl(invite.url);
      return queryClient.invalidateQueries({ queryKey: keys.invites(workspaceId) });
    },
  });
  return (
    <Dialog
      title={t("invite.people.title", workspace?.displayName || workspace?.name || "")}
      description={t("invite.people.text")}
      onClose={onClose}
    >
      <DialogBody className="flex flex-col gap-4">
        {url ? (
          <CopyLink url={url} isMain />
        ) : (
          <Button busy={create.isPending} onClick={() => create.mutate()} className="self-start">
            {t("invite.people.create")}
          </Button>
        )}
        <FormFailure>{create.error && errorText(create.error)}</FormFailure>
        <OpenInvites workspaceId={workspaceId} />
      </DialogBody>
    </Dialog>
  );
}

function OpenInvites({ workspaceId }: { workspaceId: string }) {
  const list = useQuery({
    queryKey: keys.invites(workspaceId),
    queryFn: () => pages((cursor) => invites.list(workspaceId, cursor)),
  });
  if (list.isPending) return <Skeleton className="h-12 w-full" />;
  const open = (list.data ?? []).filter((invite) => isOpen(invite));
  if (open.length === 0) return null;
  return (
    <section aria-labelledby="open-invites">
      <h3 id="open-invites" className="mt-2 mb-1 text-meta font-[600] text-ink-3">
        {t("invite.open")}
      </h3>
      <ul className="divide-y divide-line">
        {open.map((invite) => (
          <InviteRow key={invite.id} invite={invite} />
        ))}
      </ul>
    </section>
  );
}

function InviteRow({ invite }: { invite: Invite }) {
  const revoke = useMutation({
    mutationFn: () => invites.revoke(invite.workspaceId, invite.id),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.invites(invite.workspaceId) }),
  });
  const until = new Date(invite.expiresAt).toLocaleDateString(undefined, { day: "numeric", month: "long" });
  return (
    <li className="flex items-center gap-3 py-2.5">
      <p className="min-w-0 flex-1 text-small text-ink-2">
        <span className="font-[600] text-ink">{t("invite.until", until)}</span>
        <br />
        {invite.maxUses > 0 ? t("invite.usesOf", invite.uses, invite.maxUses) : t("invite.uses", invite.uses)}
      </p>
      <Button
        tone="plain"
        busy={revoke.isPending}
        onClick={() => revoke.mutate()}
        aria-label={t("invite.revoke", until)}
      >
        {t("action.revoke")}
      </Button>
    </li>
  );
}
