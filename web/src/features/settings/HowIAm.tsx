import { useState } from "react";
import { account } from "@/api/account";
import { setOwnUser, useOwnUser } from "@/api/session";
import type { Presence } from "@/api/types";
import { Button, toastError } from "@/design/ui";
import { Choice } from "@/design/ui/Choice";
import { openStatus, StatusGlyph, untilText } from "@/features/profile";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { currentStatus } from "@/realtime";

/** The status and the presence, which take effect at once. */
export function HowIAm() {
  const me = useOwnUser();
  const [chosen, setChosen] = useState<Presence | null>(null);
  const status = currentStatus(me.status);
  const setPresence = async (presence: Presence) => {
    setChosen(presence);
    try {
      setOwnUser(await account.setPresence(presence));
    } catch (error) {
      void toastError(errorText(error));
    }
    setChosen(null);
  };
  return (
    <div className="flex flex-col gap-6">
      <div className="flex min-h-12 items-center gap-3.5 rounded-lg bg-raised py-2 pr-2 pl-4">
        {status?.emoji && <StatusGlyph emoji={status.emoji} className="text-[22px] leading-7" />}
        <p className="min-w-0 flex-1 text-ui [overflow-wrap:anywhere]">
          {status ? status.text : <span className="text-ink-3">{t("profile.noStatus")}</span>}
          {status?.expiresAt && (
            <span className="block text-meta text-ink-3">{t("status.until", untilText(status.expiresAt))}</span>
          )}
        </p>
        <Button tone="plain" onClick={openStatus} className="bg-sheet" aria-haspopup="dialog">
          {t(status ? "status.change" : "status.set")}
        </Button>
      </div>
      <Choice
        legend={t("presence.label")}
        value={chosen ?? me.presence ?? "active"}
        onChange={(presence) => void setPresence(presence)}
        options={[
          { value: "active", label: t("presence.active") },
          { value: "away", label: t("presence.away") },
          { value: "dnd", label: t("presence.dnd"), text: dndText(me.presence === "dnd" ? me.presenceUntil : null) },
        ]}
      />
    </div>
  );
}

const dndText = (until: string | null | undefined) =>
  until ? t("status.until", untilText(until)) : t("presence.dnd.text");
