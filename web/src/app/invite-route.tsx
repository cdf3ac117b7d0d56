import { useParams } from "@tanstack/react-router";
import { InvitePage } from "@/features/invites";

export function InviteRoute() {
  const { token } = useParams({ from: "/queries/invite/$token" });
  return <InvitePage token={token} />;
}
