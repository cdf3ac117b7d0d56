import "@/lib/i18n/en/later/message-tools";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { PinOff } from "lucide-react";
import { Popover } from "radix-ui";
import { useEffect } from "react";
import { messages } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { useMembership } from "@/api/memberships";
import { queryClient } from "@/api/query";
import type { Channel, Message } from "@/api/types";
import { EmptyState, IconButton, Skeleton, toastError } from "@/design/ui";
import { MessageCard } from "@/features/messages";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { placeOfMessage } from "@/lib/place";
import { actOn, listen } from "@/realtime";
import { PinnedBy } from "./PinnedBy";

type Props = { channel: Channel; anchor: HTMLElement; onClose: () => void };

/** The messages that people should find again, the one pinned last on top. */
export default function PinsPanel({ channel, anchor, onClose }: Props) {
  return (
    <Popover.Root open onOpenChange={(open) => open || onClose()}>
      <Popover.Anchor virtualRef={{ current: anchor }} />
      <Popover.Portal container={anchor.closest<HTMLElement>("main")}>
        <Popover.Content
          aria-label={t("pins.title")}
          align="end"
          sideOffset={6}
          collisionPadding={8}
          onInteractOutside={(event) => anchor.contains(event.target as Node) && event.preventDefault()}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.focus();
          }}
          className="z-30 flex max-h-[min(600px,var(--radix-popover-content-available-height))] w-[min(440px,calc(100vw-24px))] animate-appear flex-col rounded-xl bg-sheet shadow-float outline-none [--surface:var(--sheet)] dark:bg-raised dark:[--surface:var(--raised)]"
        >
          <h2 className="flex-none border-line border-b px-5 py-3.5 font-display text-title">{t("pins.title")}</h2>
          <Pins channel={channel} onLeave={onClose} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Pins({ channel, onLeave }: { channel: Channel; onLeave: () => void }) {
  const { id, workspaceId } = channel;
  const { data, error } = useQuery({
    queryKey: keys.pins(id),
    queryFn: async () => (await messages.pins(workspaceId, id)).items,
    staleTime: 0,
  });
  useFreshPins(id);
  const workspace = useMembership(workspaceId);
  const mayUnpin = channel.role !== "viewer" && !channel.isArchived && !workspace?.isArchived;

  if (error) return <p className="p-5 text-ink-2">{errorText(error)}</p>;
  if (!data) return <Skeleton className="m-5 h-20" />;
  if (data.length === 0) return <EmptyState title={t("pins.none")} text={t("pins.noneText")} />;
  return (
    <ul className="min-h-0 overflow-y-auto pt-2.5 [--message-inset:20px]">
      {data.map((message) => (
        <li key={message.id} className="relative not-first:border-line not-first:border-t not-first:pt-2.5">
          <MessageCard message={message} footer={<Foot message={message} onLeave={onLeave} />} />
          {mayUnpin && (
            <span className="absolute top-1 right-3">
              <IconButton label={t("pins.unpin")} size="small" onClick={() => unpin(message)}>
                <PinOff />
              </IconButton>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

const Foot = ({ message, onLeave }: { message: Message; onLeave: () => void }) => (
  <p className="mt-1 flex flex-wrap gap-x-3 text-ink-3 text-meta">
    <PinnedBy message={message} />
    <Link {...placeOfMessage(message)} onClick={onLeave} className="font-[600]">
      {t("pins.go")}
    </Link>
  </p>
);

function unpin(message: Message): void {
  actOn(message, { kind: "pin", isOn: false }).then(
    () => queryClient.invalidateQueries({ queryKey: keys.pins(message.channelId) }),
    (error: Error) => toastError(errorText(error)),
  );
}

/** Asks for the list again when an event says that it is another one. */
function useFreshPins(channelId: string) {
  useEffect(() => {
    const again = (told: { channelId?: string }) => {
      if (told.channelId === channelId) void queryClient.invalidateQueries({ queryKey: keys.pins(channelId) });
    };
    const stops = (["pin:added", "pin:removed", "message:updated", "message:deleted"] as const).map((name) =>
      listen(name, again),
    );
    return () => {
      for (const stop of stops) stop();
    };
  }, [channelId]);
}
