import { scheduled } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { queryClient } from "@/api/query";
import { toast, toastError } from "@/design/ui";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { randomId } from "@/lib/random-id";
import { timeOf } from "@/lib/time";
import { draftPlace, writeDraft } from "./drafts";
import type { SendPlace } from "./SendButton";

const morning = 9;

/** Nine in the morning of tomorrow, in the person's own time. */
export function tomorrowMorning(now = new Date()): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, morning);
}

/** Nine in the morning of the next Monday that is not tomorrow's morning too. */
export function mondayMorning(now = new Date()): Date {
  const days = (8 - now.getDay()) % 7 || 7;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, morning);
}

/** As it stands in a field for date and time. */
export const asField = (date: Date): string => {
  const two = (n: number) => String(n).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
};

export const inWords = (date: Date): string =>
  `${new Intl.DateTimeFormat(undefined, { weekday: "long" }).format(date)} ${timeOf(date.toISOString())}`;

/** Leaves a text with the server until its time. What it does not take comes back into the composer. */
export async function sendLater({ channel, threadRootId, alsoSendToChannel }: SendPlace, content: string, at: Date) {
  const { workspaceId, id: channelId } = channel;
  try {
    await scheduled.create({
      workspaceId,
      channelId,
      content,
      clientMessageCorrelationId: randomId(),
      sendAt: at.toISOString(),
      ...(threadRootId && { parentMessageId: threadRootId, alsoSendToChannel: alsoSendToChannel ?? false }),
    });
    await queryClient.invalidateQueries({ queryKey: keys.scheduled(workspaceId) });
    toast(t("composer.later.done", inWords(at)));
  } catch (error) {
    writeDraft(draftPlace(channelId, threadRootId), content);
    void toastError(errorText(error));
  }
}
