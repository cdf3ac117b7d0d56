import "@/lib/i18n/en/later/manage";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { invites } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { refreshMemberships } from "@/api/memberships";
import { hasCode } from "@/api/problem";
import { useSession } from "@/api/session";
import type { InvitePreview } from "@/api/types";
import { Avatar, Button, EmptyState } from "@/design/ui";
import { WorkspaceTile } from "@/design/ui/WorkspaceTile";
import { AuthPage, FormFailure } from "@/features/auth";
import { nameOf } from "@/lib/channel";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { agree, takeConsent } from "./consent";

/** The landing page of an invitation link: who invites whom to what, and one button. */
export function InvitePage({ token }: { token: string }) {
  const preview = useQuery({ queryKey: keys.invitePreview(token), queryFn: () => invites.preview(token) });

  if (preview.isPending) return null;
  if (preview.isError) {
    return (
      <main className="grid min-h-dvh place-items-center bg-sheet">
        <EmptyState
          heading="h1"
          title={t("invite.gone.title")}
          text={errorText(preview.error)}
          action={
            <Link to="/" className="font-[600] hover:underline">
              {t("invite.gone.action")}
            </Link>
          }
        />
      </main>
    );
  }
  return <Invitation token={token} preview={preview.data} />;
}

function Invitation({ token, preview }: { token: string; preview: InvitePreview }) {
  const { user } = useSession();
  const { workspace, invitedBy } = preview;
  const { mutate: join, isPending: busy, error } = useJoin(token, workspace.id);
  const next = `/invite/${token}`;

  useEffect(() => {
    if (user && takeConsent(token)) join();
  }, [user, token, join]);

  return (
    <AuthPage
      title={t("invite.title", workspace.displayName || workspace.name)}
      text={user ? t("invite.as", nameOf(user)) : t("invite.text")}
      foot={
        !user && (
          <>
            {t("auth.signUp.have")}{" "}
            <Link to="/login" search={{ next }} onClick={() => agree(token)} className="font-[600] hover:underline">
              {t("auth.signIn.link")}
            </Link>
          </>
        )
      }
    >
      <div className="flex items-center gap-3.5 rounded-lg p-4 shadow-edge">
        <WorkspaceTile workspace={workspace} />
        <div className="min-w-0 flex-1">
          <p className="truncate font-[640]">{workspace.displayName || workspace.name}</p>
          <p className="text-small text-ink-3">{t("members.count", workspace.memberCount)}</p>
        </div>
      </div>
      <p className="mt-3 flex items-center gap-2 text-small text-ink-2">
        <Avatar user={invitedBy} size={22} />
        {t("invite.by", nameOf(invitedBy))}
      </p>
      {preview.email && <p className="mt-2 text-ink-3 text-small">{t("invite.for", preview.email)}</p>}
      <div className="mt-6 flex flex-col gap-4">
        <FormFailure>{error && errorText(error)}</FormFailure>
        {user ? (
          <Button size="large" busy={busy} onClick={() => join()}>
            {t("invite.join")}
          </Button>
        ) : (
          <Link
            to="/register"
            search={{ next }}
            onClick={() => agree(token)}
            className="grid h-11 place-items-center rounded-md bg-accent font-[620] text-on-accent transition-colors duration-90 hover:bg-accent-2"
          >
            {t("invite.signUp")}
          </Link>
        )}
      </div>
    </AuthPage>
  );
}

function useJoin(token: string, workspaceId: string) {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async () => {
      await invites.accept(token).catch(allowMember);
      await refreshMemberships();
    },
    onSuccess: () => navigate({ to: "/w/$workspaceId", params: { workspaceId }, replace: true }),
  });
}

function allowMember(error: unknown) {
  if (!hasCode(error, "already_member")) throw error;
}
