import "@/lib/i18n/en/later/manage";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMembership } from "@/api/memberships";
import { Dialog } from "@/design/ui";
import { Tabs } from "@/design/ui/Tabs";
import { t } from "@/lib/i18n/t";
import { EmailInvite } from "./EmailInvite";
import { LinkInvite } from "./LinkInvite";

type Props = { workspaceId: string; onClose: () => void };

/** Two ways to ask people in: a mail to each of them, or a link to pass on. */
export default function InvitePeopleDialog({ workspaceId, onClose }: Props) {
  const workspace = useMembership(workspaceId);
  const [way, setWay] = useState<"email" | "link">("email");
  if (!workspace) return null;
  return (
    <Dialog title={t("invite.people.title", workspace.displayName || workspace.name)} onClose={onClose}>
      <div className="flex min-h-[26rem] flex-col">
        <Tabs
          label={t("invite.way")}
          value={way}
          onChange={setWay}
          tabs={[
            { value: "email", label: t("invite.way.email"), content: <EmailInvite workspace={workspace} /> },
            { value: "link", label: t("invite.way.link"), content: <LinkInvite workspace={workspace} /> },
          ]}
        />
        <p className="border-line border-t px-6 py-3.5 text-small max-desk:px-4">
          <Link
            to="/w/$workspaceId/settings/$part"
            params={{ workspaceId, part: "invitations" }}
            onClick={onClose}
            className="font-[600] hover:underline"
          >
            {t("invite.people.all")}
          </Link>
        </p>
      </div>
    </Dialog>
  );
}
