import { ApiError } from "@/api/problem";
import { en } from "./i18n/en";
import { t } from "./i18n/t";

/** What went wrong, in words for people: ours by code where there are some, else the server's own. */
export function errorText(error: unknown): string {
  if (!(error instanceof ApiError)) return t("error.unexpected");
  const key = `error.${error.code}`;
  if (key in en) return (en as Record<string, unknown>)[key] as string;
  return error.message || t("error.unexpected");
}
