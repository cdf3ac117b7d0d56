import { useQuery } from "@tanstack/react-query";
import { messages } from "@/api/endpoints";
import { keys } from "@/api/keys";
import type { Message } from "@/api/types";
import { Dialog, DialogBody, Skeleton } from "@/design/ui";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { Markdown } from "@/lib/markdown";
import { fullTimeOf } from "@/lib/time";

type Props = { message: Message; onClose: () => void };

/** What a message says, and said before. */
export default function EditsDialog({ message, onClose }: Props) {
  const { data, error } = useQuery({
    queryKey: keys.edits(message.id, message.changeNo),
    queryFn: () => messages.edits(message),
  });
  return (
    <Dialog title={t("message.edits")} onClose={onClose}>
      <DialogBody>
        {error && <p role="alert">{errorText(error)}</p>}
        {!data && !error && <Skeleton className="h-24" />}
        <ol className="flex flex-col gap-4">
          {data && <Version at={message.editedAt ?? message.createdAt} text={message.content} isNow />}
          {data?.items.map(({ content, editedAt }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: versions have no names but their places
            <Version key={at} at={editedAt} text={content} />
          ))}
        </ol>
      </DialogBody>
    </Dialog>
  );
}

const Version = ({ at, text, isNow }: { at: string; text: string; isNow?: boolean }) => (
  <li>
    <p className="mb-0.5 text-ink-3 text-meta">{isNow ? t("message.versionNow", fullTimeOf(at)) : fullTimeOf(at)}</p>
    <div className="text-body [overflow-wrap:anywhere]">
      <Markdown text={text} />
    </div>
  </li>
);
