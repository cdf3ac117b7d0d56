import { UserPlus } from "lucide-react";
import type { Membership } from "@/api/types";
import { Button } from "@/design/ui";
import { InviteList } from "@/features/invites";
import { openDialog } from "@/lib/dialogs";
import { t } from "@/lib/i18n/t";
import { canInvite } from "@/lib/rights";

/** Asking people in, and what became of those who were asked. */
export const Invitations = ({ workspace }: { workspace: Membership }) => (
  <InviteList
    workspace={workspace}
    action={
      canInvite(workspace) && (
        <Button
          className="[&_svg]:size-4"
          onClick={() => openDialog({ kind: "invite-people", workspaceId: workspace.id })}
        >
          <UserPlus aria-hidden="true" />
          {t("invite.people")}
        </Button>
      )
    }
  />
);
