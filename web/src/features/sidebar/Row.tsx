import { Link, type LinkProps } from "@tanstack/react-router";
import { BellOff, Pencil } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/design/ui";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";

export type RowState = {
  selected?: boolean;
  unread?: boolean;
  /** Things that call the person by name: mentions, direct messages. */
  calls?: number;
  muted?: boolean;
  draft?: boolean;
};

type Props = RowState & {
  /** Where it leads. */
  link: Pick<LinkProps, "to" | "params">;
  channelId?: string;
  lead: ReactNode;
  title: string;
  /** Stands right after the title. */
  trail?: ReactNode;
};

/** One place of the sidebar: a conversation, or one of the lists above them. Its state is in words, too. */
export function Row({ link, channelId, lead, title, trail, selected, unread, calls = 0, muted, draft }: Props) {
  const isBold = (unread && !muted) || calls > 0;
  return (
    <li>
      <Link
        {...link}
        data-channel={channelId}
        data-unread={isBold || undefined}
        aria-current={selected ? "page" : undefined}
        className={cx(
          "relative my-px mr-1 ml-1.5 flex h-(--row) items-center gap-[9px] rounded-md pr-2 pl-2.5 text-ui no-underline",
          "focus-visible:outline-offset-0 max-desk:mx-1.5 max-desk:gap-3 max-desk:text-[16px] [&>svg]:size-4 max-desk:[&>svg]:size-[19px]",
          rowTone({ selected: selected ?? false, bold: isBold ?? false, muted: muted ?? false }),
        )}
      >
        {lead}
        <span className="truncate">{title}</span>
        {trail}
        {isBold && calls === 0 && <span className="sr-only">{t("row.unread")}</span>}
        <span className="ml-auto flex flex-none items-center gap-2">
          {draft && !selected && <Mark icon={<Pencil />} label={t("row.draft")} />}
          {muted && <Mark icon={<BellOff />} label={t("row.muted")} />}
          {calls > 0 && <Badge count={calls} label={t("row.calls", calls)} />}
          {isBold && calls === 0 && <i className="size-[7px] rounded-full bg-accent" />}
        </span>
      </Link>
    </li>
  );
}

function rowTone({ selected, bold, muted }: { selected: boolean; bold: boolean; muted: boolean }) {
  if (selected) return "bg-row-selected text-ink font-[600] shadow-hairline [&>svg]:text-accent";
  if (muted) return "text-ink-3 hover:bg-row-hover [&>svg]:opacity-70";
  if (bold) return "text-ink font-[640] hover:bg-row-hover [&>svg]:text-ink";
  return "text-ink-2 hover:bg-row-hover [&>svg]:text-ink-3";
}

const Mark = ({ icon, label }: { icon: ReactNode; label: string }) => (
  <span role="img" aria-label={label} className="text-ink-3 [&_svg]:size-[13px]">
    {icon}
  </span>
);
