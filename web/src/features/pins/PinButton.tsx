import { Pin } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Channel } from "@/api/types";
import { IconButton } from "@/design/ui";
import { t } from "@/lib/i18n/t";

const load = () => import("./PinsPanel");
const PinsPanel = lazy(load);

/** Opens the messages that are pinned to a channel. */
export function PinButton({ channel }: { channel: Channel }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const toggle = (button: HTMLElement) => setAnchor((open) => (open ? null : button));
  return (
    <>
      <IconButton
        label={t("pins.open")}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        data-state={anchor ? "open" : "closed"}
        onPointerEnter={load}
        onClick={(event) => toggle(event.currentTarget)}
      >
        <Pin />
      </IconButton>
      {anchor && (
        <Suspense>
          <PinsPanel channel={channel} anchor={anchor} onClose={() => setAnchor(null)} />
        </Suspense>
      )}
    </>
  );
}
