import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { account } from "@/api/account";
import { hasCode } from "@/api/client";
import { useMemberships } from "@/api/memberships";
import { endSession, useOwnUser } from "@/api/session";
import { Button, Dialog, DialogActions, DialogBody, PasswordField, TextField } from "@/design/ui";
import { WorkspaceTile } from "@/design/ui/WorkspaceTile";
import { FormFailure } from "@/features/auth";
import { t } from "@/lib/i18n/t";
import { useForm } from "@/lib/useForm";

export function DeleteAccount() {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <p className="max-w-[60ch] text-ui text-ink-2">{t("account.delete.what")}</p>
      <Button
        tone="plain"
        onClick={() => setAsking(true)}
        className="mt-4 text-signal hover:bg-signal-soft"
        aria-haspopup="dialog"
      >
        {t("account.delete.start")}
      </Button>
      {asking && <DeleteDialog onClose={() => setAsking(false)} />}
    </>
  );
}

type Values = { typed: string; password: string };

function DeleteDialog({ onClose }: { onClose: () => void }) {
  const me = useOwnUser();
  const [isOwner, setIsOwner] = useState(false);
  const { field, form, busy, failure, wait } = useForm<Values>({
    initial: { typed: "", password: "" },
    validate: ({ typed, password }): Partial<Values> => ({
      ...(typed.trim() !== me.username && { typed: t("account.delete.typed") }),
      ...(!password && { password: t("auth.fault.password") }),
    }),
    fieldOf: { wrong_password: "password" },
    submit: async ({ password }) => {
      try {
        await account.remove(password);
      } catch (error) {
        if (hasCode(error, "last_owner")) return setIsOwner(true);
        throw error;
      }
      endSession("deleted");
    },
  });
  return (
    <Dialog title={t("account.delete.title")} description={t("account.delete.text")} onClose={onClose} width="narrow">
      <form {...form} className="flex min-h-0 flex-1 flex-col">
        <DialogBody className="flex flex-col gap-5">
          <FormFailure wait={wait}>{failure}</FormFailure>
          {isOwner && <Owned />}
          <p className="text-small text-ink-2">{t("account.delete.what")}</p>
          <TextField
            {...field("typed")}
            label={t("account.delete.type", me.username)}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
          <PasswordField {...field("password")} label={t("account.email.password")} autoComplete="current-password" />
        </DialogBody>
        <DialogActions onCancel={onClose}>
          <Button type="submit" tone="danger" busy={busy} disabled={wait > 0}>
            {t("account.delete.submit")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** The workspaces that may be in the way: those one owns with other people in them. */
function Owned() {
  const { data = [] } = useMemberships();
  const owned = data.filter(({ role, memberCount }) => role === "owner" && memberCount > 1);
  return (
    <div role="alert" className="rounded-chip bg-signal-soft px-3.5 py-3 text-small text-signal">
      <p>{t("account.delete.owner")}</p>
      <ul className="mt-2 flex flex-col gap-1">
        {owned.map((workspace) => (
          <li key={workspace.id}>
            <Link
              to="/w/$workspaceId"
              params={{ workspaceId: workspace.id }}
              className="flex min-h-9 items-center gap-2.5 font-[600] text-ink hover:underline max-desk:min-h-11"
            >
              <WorkspaceTile workspace={workspace} className="size-7 rounded-[9px]" />
              {workspace.displayName || workspace.name}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
