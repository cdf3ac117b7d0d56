import { ApiError } from "@/api/problem";
import { t, textIfAny } from "./i18n/t";

/** What went wrong, in words for people: ours by code where there are some, else the server's own. */
export function errorText(error: unknown): string {
  if (!(error instanceof ApiError)) return t("error.unexpected");
  return textIfAny(`error.${error.code}`) || error.message || t("error.unexpected");
}
