import { useState } from "react";
import { invites, type NewInvite } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { ApiError } from "@/api/problem";
import { queryClient } from "@/api/query";
import { announce } from "@/lib/a11y/live";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";

/** What became of one address: sent, or why not. */
export type Result = { address: string; failure: string | null };

/** Sends invitations one after another, so that one refusal does not keep the others from going out. */
export function useSending(workspaceId: string) {
  const [results, setResults] = useState<Result[]>([]);
  const [busy, setBusy] = useState(false);

  /** Returns the addresses that were refused. */
  const send = async (addresses: string[], invite: Omit<NewInvite, "email">): Promise<string[]> => {
    setBusy(true);
    const found: Result[] = [];
    for (const address of addresses) {
      found.push(await sendOne(workspaceId, address, invite));
      setResults([...found]);
    }
    setBusy(false);
    announce(t("invite.sentTo", found.filter(({ failure }) => failure === null).length));
    await queryClient.invalidateQueries({ queryKey: keys.invites(workspaceId) });
    return found.filter(({ failure }) => failure !== null).map(({ address }) => address);
  };
  return { results, busy, send, forget: () => setResults([]) };
}

async function sendOne(workspaceId: string, email: string, invite: Omit<NewInvite, "email">): Promise<Result> {
  try {
    await invites.create(workspaceId, { ...invite, email });
    return { address: email, failure: null };
  } catch (error) {
    const ofAddress = error instanceof ApiError && error.fields.email;
    return { address: email, failure: ofAddress || errorText(error) };
  }
}
