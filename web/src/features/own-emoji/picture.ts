import { hasCode } from "@/api/client";
import { t } from "@/lib/i18n/t";

export const pictureTypes = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/** As the server has it. */
const largestBytes = 256 * 1024;

/** Why a file cannot become an emoji, as far as this device can tell. */
export function faultOf({ type, size }: File): string | null {
  if (!pictureTypes.includes(type)) return t("emoji.own.fault.image");
  return size > largestBytes ? t("emoji.own.fault.size") : null;
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
