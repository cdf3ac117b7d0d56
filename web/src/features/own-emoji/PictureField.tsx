import { ImagePlus } from "lucide-react";
import { useId, useRef } from "react";
import { Button } from "@/design/ui";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import { pictureTypes } from "@/lib/picture";

type Props = { url: string | null; isOver: boolean; fault: string | null; onTake: (file: File | undefined) => void };

/** The place of a picture: chosen, or dropped anywhere on the dialog. */
export function PictureField({ url, isOver, fault, onTake }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <div>
      <div
        className={cx(
          "flex items-center gap-4 rounded-lg bg-sink p-4 transition-shadow duration-140",
          isOver && "bg-accent-soft shadow-[inset_0_0_0_1.5px_var(--accent)]",
          fault && "shadow-[inset_0_0_0_1.5px_var(--signal)]",
        )}
      >
        <span className="grid size-16 flex-none place-items-center rounded-lg bg-sheet text-ink-3 shadow-edge-soft [&_svg]:size-6">
          {url ? <img src={url} alt="" className="size-12 object-contain" /> : <ImagePlus aria-hidden="true" />}
        </span>
        <div className="min-w-0">
          <Button
            tone="plain"
            autoFocus
            aria-describedby={id}
            onClick={() => input.current?.click()}
            className="bg-sheet"
          >
            {t(url ? "emoji.own.picture.change" : "emoji.own.picture.choose")}
          </Button>
          <p
            id={id}
            role={fault ? "alert" : undefined}
            className={cx("mt-2 text-small", fault ? "text-signal" : "text-ink-2")}
          >
            {fault ?? t(isOver ? "emoji.own.picture.drop" : "emoji.own.picture.hint")}
          </p>
        </div>
      </div>
      <input
        ref={input}
        type="file"
        accept={pictureTypes.join(",")}
        aria-label={t("emoji.own.picture")}
        tabIndex={-1}
        onChange={(event) => {
          onTake(event.target.files?.[0]);
          event.target.value = "";
        }}
        className="sr-only"
      />
    </div>
  );
}
