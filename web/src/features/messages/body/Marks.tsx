import { Bookmark, Pin } from "lucide-react";
import type { Message } from "@/api/types";
import { t } from "@/lib/i18n/t";

/** Small signs of a message that is pinned to the channel, or saved by the reader. */
export function Marks({ message: { isPinned, isSaved } }: { message: Message }) {
  if (!isPinned && !isSaved) return null;
  return (
    <span className="inline-flex flex-none items-center gap-1.5 self-center pl-1 align-middle text-ink-3 [&_svg]:size-[13px]">
      {isPinned && <Pin role="img" aria-label={t("message.pinned")} />}
      {isSaved && <Bookmark role="img" aria-label={t("message.saved")} />}
    </span>
  );
}
