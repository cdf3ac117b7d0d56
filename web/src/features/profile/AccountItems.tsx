import { SmilePlus } from "lucide-react";
import { setOwnUser, useOwnUser } from "@/api/session";
import type { Presence } from "@/api/types";
import { MenuChoice, MenuItem, MenuSeparator, MenuSub, toastError } from "@/design/ui";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { currentStatus } from "@/realtime";
import { durations, endOf } from "./ends";
import { openStatus } from "./requests";
import { StatusGlyph } from "./StatusGlyph";
import { presenceText } from "./until";

/** The items of a menu with which one says how one is. */
export function AccountItems() {
  const { status, presence = "active", presenceUntil } = useOwnUser();
  const shown = currentStatus(status);
  return (
    <>
      <MenuItem
        icon={shown?.emoji ? <StatusGlyph emoji={shown.emoji} className="w-4 text-center" /> : <SmilePlus />}
        onSelect={openStatus}
      >
        {shown?.text || t(shown ? "status.change" : "status.set")}
      </MenuItem>
      <MenuSeparator />
      {(["active", "away"] as const).map((each) => (
        <MenuChoice key={each} checked={presence === each} onSelect={() => void setPresence(each)}>
          {t(`presence.${each}`)}
        </MenuChoice>
      ))}
      <MenuSub
        label={presence === "dnd" ? presenceText("dnd", presenceUntil) : t("presence.dnd")}
        checked={presence === "dnd"}
      >
        {durations.map((duration) => (
          <MenuItem key={duration} onSelect={() => void setPresence("dnd", endOf(duration))}>
            {t(`until.${duration}`)}
          </MenuItem>
        ))}
      </MenuSub>
      <MenuSeparator />
    </>
  );
}

async function setPresence(presence: Presence, until: string | null = null) {
  try {
    const { account } = await import("@/api/account");
    setOwnUser(await account.setPresence(presence, until ?? undefined));
  } catch (error) {
    void toastError(errorText(error));
  }
}
