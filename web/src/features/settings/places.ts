import type { ComboboxOption } from "@/design/ui/Combobox";

/** The time zone of this device. */
export const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** "Europe/Stockholm" as people read it. */
export const zoneLabel = (zone: string) => zone.replaceAll("_", " ");

/** All time zones this browser knows; the chosen one too, where it does not. */
export function zoneOptions(chosen: string): ComboboxOption[] {
  const known = ["UTC", ...Intl.supportedValuesOf("timeZone")];
  const all = chosen && !known.includes(chosen) ? [chosen, ...known] : known;
  return [...new Set(all)].map((value) => ({ value, label: zoneLabel(value) }));
}

/** "GMT+1": how far a time zone is ahead now. */
export function offsetOf(zone: string, now = new Date()): string {
  try {
    const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts(now);
    return parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  } catch {
    return "";
  }
}

const common =
  "da de en-AU en-CA en-GB en-IE en-IN en-NZ en-US en-ZA es es-MX et fi fr fr-CA hi id it ja ko lt lv nb nl pl pt pt-BR sv tr uk vi zh-Hans zh-Hant".split(
    " ",
  );

/** Languages and regions by their names in themselves: the browser's own first, and the chosen one. */
export function localeOptions(chosen: string, own: readonly string[] = navigator.languages): ComboboxOption[] {
  const all = [...new Set([...(chosen ? [chosen] : []), ...own, ...common])];
  return all.map((value) => ({ value, label: nameInItself(value) }));
}

function nameInItself(locale: string): string {
  try {
    const name = new Intl.DisplayNames([locale], { type: "language" }).of(locale) ?? locale;
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
  } catch {
    return locale;
  }
}
