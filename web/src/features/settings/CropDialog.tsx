import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { account } from "@/api/account";
import { setOwnUser } from "@/api/session";
import { Button, Dialog, DialogActions, DialogBody } from "@/design/ui";
import { FormFailure } from "@/features/auth";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { useObjectUrl } from "@/lib/useObjectUrl";
import { centred, type Framing, mostZoom, shownSize, within } from "./crop";
import { cropped } from "./picture";

const edge = 264;
const step = 8;
const moves: Record<string, [number, number]> = {
  ArrowLeft: [-step, 0],
  ArrowRight: [step, 0],
  ArrowUp: [0, -step],
  ArrowDown: [0, step],
};

type Props = { file: File; onClose: () => void };

/** Puts a picture into its square frame, and sends it. */
export function CropDialog({ file, onClose }: Props) {
  const image = useRef<HTMLImageElement>(null);
  const url = useObjectUrl(file);
  const [framing, setFraming] = useState<Framing>(centred);
  const [isReady, setReady] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [sent, setSent] = useState<number | null>(null);

  const save = async () => {
    if (!image.current) return;
    setFailure(null);
    setSent(0);
    try {
      setOwnUser(await account.setAvatar(await cropped(image.current, framing, edge, file.type), setSent));
      onClose();
    } catch (error) {
      setFailure(errorText(error));
      setSent(null);
    }
  };
  const size = () => ({ width: image.current?.naturalWidth ?? 1, height: image.current?.naturalHeight ?? 1 });
  const frame = (next: Framing) => setFraming(within(size(), next, edge));
  const shown = isReady ? shownSize(size(), framing.zoom, edge) : null;

  return (
    <Dialog
      title={t("profile.picture.crop")}
      description={t("profile.picture.crop.text")}
      onClose={onClose}
      width="narrow"
    >
      <DialogBody className="flex flex-col items-center gap-5">
        <FormFailure>{failure}</FormFailure>
        <Frame framing={framing} onFrame={frame}>
          {url && (
            <img
              ref={image}
              src={url}
              alt=""
              draggable={false}
              onLoad={() => setReady(true)}
              onError={() => setFailure(t("error.image_invalid"))}
              className="absolute top-1/2 left-1/2 max-w-none -translate-1/2"
              style={shown ? { ...shown, marginLeft: framing.x, marginTop: framing.y } : { visibility: "hidden" }}
            />
          )}
        </Frame>
        <label className="flex w-full max-w-[264px] items-center gap-3 text-small font-[600]">
          {t("profile.picture.zoom")}
          <input
            type="range"
            min={1}
            max={mostZoom}
            step={0.05}
            value={framing.zoom}
            onChange={(event) => frame({ ...framing, zoom: Number(event.target.value) })}
            className="h-6 min-w-0 flex-1 accent-accent"
          />
        </label>
      </DialogBody>
      <DialogActions>
        {sent !== null && <Progress part={sent} />}
        <Button tone="plain" onClick={onClose}>
          {t("action.cancel")}
        </Button>
        <Button busy={sent !== null} disabled={!isReady} onClick={() => void save()}>
          {t("profile.picture.save")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

type FrameProps = { framing: Framing; onFrame: (framing: Framing) => void; children: React.ReactNode };

/** The square to look through, with the corners of an avatar. */
function Frame({ framing, onFrame, children }: FrameProps) {
  const from = useRef<{ x: number; y: number } | null>(null);
  const grab = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX - framing.x, y: event.clientY - framing.y };
  };
  const drag = (event: PointerEvent) => {
    if (!from.current) return;
    onFrame({ ...framing, x: event.clientX - from.current.x, y: event.clientY - from.current.y });
  };
  const byKey = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    onFrame({ ...framing, x: framing.x + move[0], y: framing.y + move[1] });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: no element is a picture that can be moved.
    <div
      role="group"
      aria-label={t("profile.picture.area")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the picture.
      tabIndex={0}
      onPointerDown={grab}
      onPointerMove={drag}
      onPointerUp={() => {
        from.current = null;
      }}
      onKeyDown={byKey}
      className="relative cursor-grab touch-none overflow-hidden rounded-[30%] bg-sink shadow-edge active:cursor-grabbing"
      style={{ width: edge, height: edge }}
    >
      {children}
    </div>
  );
}

const Progress = ({ part }: { part: number }) => (
  <p role="status" className="mr-auto text-small text-ink-3 tabular-nums">
    {t("profile.picture.sending", Math.round(part * 100))}
  </p>
);
