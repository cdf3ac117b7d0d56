import { hasCode } from "@/api/client";
import { t } from "@/lib/i18n/t";
import { painted, pictureTypes } from "@/lib/picture";
import { isMoving } from "./moving";

/** As the server has it: in a file, and in pixels a side of what it keeps. */
const largestBytes = 256 * 1024;
const largestEdge = 128;
/** What is larger than this is not even looked at. */
const mostBytes = 32 * 1024 * 1024;

/** Why a file cannot become an emoji, as far as can be told without reading it. */
export function faultOf({ type, size }: File): string | null {
  if (!pictureTypes.includes(type)) return t("emoji.own.fault.image");
  return size > mostBytes ? t("emoji.own.fault.size") : null;
}

/**
 * The file as it can be sent, or why it cannot be: one that is too large is drawn anew, as small as emoji are. What moves
 * would stand still then, and has to be small already.
 */
export async function madeToFit(file: File): Promise<File | string> {
  if (file.size <= largestBytes) return file;
  try {
    if (isMoving(new Uint8Array(await file.arrayBuffer()))) return t("emoji.own.fault.movingSize");
    return await drawnSmall(file);
  } catch {
    return t("emoji.own.fault.image");
  }
}

async function drawnSmall(file: File): Promise<File> {
  const whole = await createImageBitmap(file);
  const scale = Math.min(1, largestEdge / Math.max(whole.width, whole.height));
  const width = Math.max(1, Math.round(whole.width * scale));
  const height = Math.max(1, Math.round(whole.height * scale));
  const type = "image/png";
  const small = await painted({
    width,
    height,
    type,
    paint: (context) => context.drawImage(whole, 0, 0, width, height),
  });
  whole.close();
  return new File([small], file.name, { type });
}

/** What the server has against the picture; null where it is something else. */
export function refusalOf(error: unknown): string | null {
  if (hasCode(error, "image_too_large", "body_too_large")) return t("emoji.own.fault.size");
  if (hasCode(error, "unsupported_media_type")) return t("emoji.own.fault.image");
  // A moving one may be too large, too; the server's words say which it is.
  if (hasCode(error, "image_invalid"))
    return error.message.includes("128") ? t("emoji.own.fault.moving") : t("emoji.own.fault.image");
  return null;
}
