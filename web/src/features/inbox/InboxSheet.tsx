import { Link } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { t } from "@/lib/i18n/t";

type Props = {
  workspaceId: string;
  icon: ReactNode;
  title: string;
  /** At the right of the title. */
  actions?: ReactNode;
  children: ReactNode;
};

/** The raised sheet of a list that is no conversation: a bar with its name, and the list below it. */
export const InboxSheet = ({ workspaceId, icon, title, actions, children }: Props) => (
  <main
    aria-label={title}
    data-region="conversation"
    className="relative flex min-w-0 flex-1 flex-col overflow-hidden rounded-xl bg-sheet shadow-hairline [--surface:var(--sheet)] max-desk:animate-slide-in max-desk:rounded-none max-desk:shadow-none"
  >
    <header className="flex h-14 flex-none items-center gap-2.5 border-line border-b pr-3 pl-5 max-desk:gap-0 max-desk:pr-2 max-desk:pl-0.5">
      <Link
        to="/w/$workspaceId"
        params={{ workspaceId }}
        aria-label={t("channel.back")}
        className="grid size-11 flex-none place-items-center text-ink-2 desk:hidden [&_svg]:size-[21px]"
      >
        <ChevronLeft />
      </Link>
      <h1 className="flex min-w-0 flex-1 items-center gap-2 font-display text-title [&_svg]:size-[18px] [&_svg]:stroke-2 [&_svg]:text-ink-3">
        {icon}
        <span className="truncate">{title}</span>
      </h1>
      {actions}
    </header>
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain">{children}</div>
  </main>
);
