import { useMutation, useQuery } from "@tanstack/react-query";
import { Monitor, Smartphone } from "lucide-react";
import { auth } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { pages } from "@/api/pages";
import { queryClient } from "@/api/query";
import type { DeviceSession } from "@/api/types";
import { Button, Skeleton, toast, toastError } from "@/design/ui";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { ago } from "./ago";
import { deviceName, isHandheld } from "./device";

const refresh = () => queryClient.invalidateQueries({ queryKey: keys.sessions });
const explain = (error: unknown) => void toastError(errorText(error));

/** The devices one is signed in on, the own one first, with the way to sign each of them out. */
export function SessionList() {
  const list = useQuery({ queryKey: keys.sessions, queryFn: () => pages(auth.sessions), staleTime: 0 });
  if (list.isPending) return <Skeleton className="h-16 w-full rounded-lg" />;
  if (list.isError) return <p role="alert">{errorText(list.error)}</p>;
  const current = list.data.filter((session) => session.current);
  const others = list.data.filter((session) => !session.current);
  return (
    <>
      <ul className="divide-y divide-line border-line border-y">
        {[...current, ...others].map((session) => (
          <SessionItem key={session.id} session={session} />
        ))}
      </ul>
      {others.length > 0 && <EndOthers sessions={others} />}
    </>
  );
}

function SessionItem({ session }: { session: DeviceSession }) {
  const end = useMutation({ mutationFn: () => auth.revoke(session.id), onSuccess: refresh, onError: explain });
  const device = deviceName(session.device);
  const Icon = isHandheld(session.device) ? Smartphone : Monitor;
  return (
    <li className="flex items-center gap-4 py-4">
      <span className="grid size-10 flex-none place-items-center rounded-chip bg-sink text-ink-3 [&_svg]:size-[18px]">
        <Icon aria-hidden="true" />
      </span>
      <div className="min-w-0 flex-1">
        <p title={session.device} className="truncate text-ui font-[600]">
          {device}
        </p>
        <p className="text-small text-ink-3 [overflow-wrap:anywhere]">
          {session.current ? (
            <span className="font-[600] text-accent">{t("settings.sessions.current")}</span>
          ) : (
            t("settings.sessions.seen", ago(session.lastSeenAt))
          )}
          {session.address && ` · ${session.address}`}
          {` · ${t("sessions.since", ago(session.createdAt))}`}
        </p>
      </div>
      {!session.current && (
        <Button
          tone="plain"
          busy={end.isPending}
          onClick={() => end.mutate()}
          aria-label={t("settings.sessions.endNamed", device)}
        >
          {t("auth.signOut")}
        </Button>
      )}
    </li>
  );
}

/** One by one, because there is no way to end all but one. One that has ended meanwhile is as good as ended. */
function EndOthers({ sessions }: { sessions: DeviceSession[] }) {
  const end = useMutation({
    mutationFn: async () => {
      const ended = await Promise.allSettled(sessions.map(({ id }) => auth.revoke(id)));
      await refresh();
      const failed = ended.find((each) => each.status === "rejected" && each.reason?.status !== 404);
      if (failed?.status === "rejected") throw failed.reason;
    },
    onSuccess: () => void toast(t("sessions.ended")),
    onError: explain,
  });
  return (
    <Button tone="plain" busy={end.isPending} onClick={() => end.mutate()} className="mt-6">
      {t("sessions.others")}
    </Button>
  );
}
