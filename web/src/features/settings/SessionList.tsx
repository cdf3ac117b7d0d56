import { useMutation, useQuery } from "@tanstack/react-query";
import { Monitor } from "lucide-react";
import { auth } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { pages } from "@/api/pages";
import { queryClient } from "@/api/query";
import { signOut } from "@/api/sign-out";
import type { DeviceSession } from "@/api/types";
import { Button, Skeleton, toastError } from "@/design/ui";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { ago } from "./ago";
import { deviceName } from "./device";

/** The devices one is signed in on, the own one first, with the way to sign each of them out. */
export function SessionList() {
  const list = useQuery({ queryKey: keys.sessions, queryFn: () => pages(auth.sessions), staleTime: 0 });
  if (list.isPending) return <Skeleton className="h-14 w-full rounded-chip" />;
  if (list.isError) return <p role="alert">{errorText(list.error)}</p>;
  const sessions = list.data.toSorted((a, b) => Number(b.current) - Number(a.current));
  return (
    <>
      <ul className="-mt-3 divide-y divide-line">
        {sessions.map((session) => (
          <SessionItem key={session.id} session={session} />
        ))}
      </ul>
      {sessions.length > 1 && (
        <Button tone="plain" className="mt-4" onClick={() => void signOut({ everywhere: true })}>
          {t("settings.sessions.everywhere")}
        </Button>
      )}
    </>
  );
}

function SessionItem({ session }: { session: DeviceSession }) {
  const revoke = useMutation({
    mutationFn: () => auth.revoke(session.id),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.sessions }),
    onError: (error) => void toastError(errorText(error)),
  });
  const device = deviceName(session.device);
  return (
    <li className="flex items-center gap-3.5 py-3">
      <span className="grid size-10 flex-none place-items-center rounded-chip bg-sink text-ink-3 [&_svg]:size-[18px]">
        <Monitor aria-hidden="true" />
      </span>
      <div className="min-w-0 flex-1">
        <p title={session.device} className="truncate text-ui font-[600]">
          {device}
        </p>
        <p className="truncate text-small text-ink-3">
          {session.current ? t("settings.sessions.current") : t("settings.sessions.seen", ago(session.lastSeenAt))}
          {session.address && ` · ${session.address}`}
        </p>
      </div>
      {!session.current && (
        <Button
          tone="plain"
          busy={revoke.isPending}
          onClick={() => revoke.mutate()}
          aria-label={t("settings.sessions.endNamed", device)}
        >
          {t("auth.signOut")}
        </Button>
      )}
    </li>
  );
}
