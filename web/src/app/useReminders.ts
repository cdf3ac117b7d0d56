import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { toast } from "@/design/ui/toast";
import { t } from "@/lib/i18n/t";
import { placeOfMessage } from "@/lib/place";
import { listen } from "@/realtime";

/** So much of a message says which one it is. */
const longest = 80;

/** Says that the time of a reminder has come, whatever is on the screen, and leads to its message. */
export function useReminders() {
  const navigate = useNavigate();
  useEffect(
    () =>
      listen("reminder:due", ({ saved: { message } }) => {
        const { content } = message;
        const words = content.length > longest ? `${content.slice(0, longest - 1)}…` : content;
        const open = () => void navigate(placeOfMessage(message));
        void toast(`${t("sidebar.saved")}: ${words}`, { label: t("action.open"), onClick: open });
      }),
    [navigate],
  );
}
