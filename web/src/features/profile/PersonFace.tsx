import type { CSSProperties } from "react";
import type { Author } from "@/api/types";
import { toneOf } from "@/design/tone";
import { Avatar } from "@/design/ui";
import { nameOf } from "@/lib/channel";
import { t } from "@/lib/i18n/t";
import { type Being, currentStatus } from "@/realtime";
import { GuestChip } from "./GuestChip";
import { StatusGlyph } from "./StatusGlyph";
import { presenceText, untilText } from "./until";

type Shown = { presence?: Being["presence"] | undefined; status: Being["status"]; lastSeenAt?: string | undefined };

type Props = {
  /** Where they may be a guest. */
  workspaceId?: string | undefined;
  person: Author & { title: string; bio: string };
  being: Shown | undefined;
  presenceUntil?: string | null | undefined;
};

/** Picture, name and words of a person, over ripples in the tone of their own. */
export function PersonFace({ workspaceId, person, being, presenceUntil }: Props) {
  const status = currentStatus(being?.status);
  const presence = being?.presence;
  return (
    <>
      <div aria-hidden="true" className="echo-ring h-16" style={{ "--tone": toneOf(person.id) } as CSSProperties} />
      <div className="px-5 pb-4">
        <span className="-mt-9 inline-grid rounded-[30%] bg-(--surface) p-1">
          <Avatar user={person} size={72} presence={presence} />
        </span>
        <div className="mt-1.5 flex items-center gap-2">
          <p className="min-w-0 font-display text-title [overflow-wrap:anywhere]">{nameOf(person)}</p>
          {workspaceId && <GuestChip workspaceId={workspaceId} userId={person.id} />}
        </div>
        <p className="text-small text-ink-3 [overflow-wrap:anywhere]">
          {t("account.handle", person.username)}
          {person.title && ` · ${person.title}`}
        </p>
        {presence && (
          <p className="mt-1 text-small text-ink-2">
            {presenceText(presence, presenceUntil)}
            {being.lastSeenAt && (
              <span className="text-ink-3"> · {t("person.lastSeen", untilText(being.lastSeenAt))}</span>
            )}
          </p>
        )}
        {status && (
          <p className="mt-3 flex items-baseline gap-2.5 rounded-chip bg-sink px-3 py-2 text-small">
            {status.emoji && <StatusGlyph emoji={status.emoji} className="flex-none text-body" />}
            <span className="min-w-0 [overflow-wrap:anywhere]">
              {status.text}
              {status.expiresAt && (
                <span className="block text-meta text-ink-3">{t("status.until", untilText(status.expiresAt))}</span>
              )}
            </span>
          </p>
        )}
        {person.bio && (
          <p className="mt-3 whitespace-pre-line text-small text-ink-2 [overflow-wrap:anywhere]">{person.bio}</p>
        )}
      </div>
    </>
  );
}
