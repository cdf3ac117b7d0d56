import { Link } from "@tanstack/react-router";
import { House, Search, UserRound } from "lucide-react";
import { cx } from "@/lib/cx";
import { openDialog } from "@/lib/dialogs";
import { t } from "@/lib/i18n/t";

const tab =
  "grid min-h-11 place-content-center place-items-center gap-0.5 text-[11.5px] leading-[14px] font-[560] no-underline [&_svg]:size-[22px]";

/** The bar at the foot of the list on a phone. */
export const Tabs = ({ workspaceId }: { workspaceId: string }) => (
  <nav
    aria-label={t("tabs.label")}
    className="grid h-[68px] flex-none grid-cols-3 -mx-1.5 border-line border-t px-1 pt-1.5 pb-2.5"
  >
    <Link to="/w/$workspaceId" params={{ workspaceId }} aria-current="page" className={cx(tab, "text-accent")}>
      <House aria-hidden="true" />
      {t("tabs.home")}
    </Link>
    <button
      type="button"
      onClick={() => openDialog({ kind: "palette", workspaceId })}
      className={cx(tab, "text-ink-3")}
    >
      <Search aria-hidden="true" />
      {t("tabs.jump")}
    </button>
    <Link to="/settings" className={cx(tab, "text-ink-3")}>
      <UserRound aria-hidden="true" />
      {t("tabs.you")}
    </Link>
  </nav>
);
