import { t } from "@/lib/i18n/t";

/* The first that matches wins: most browsers also claim to be the ones below them. */
const browsers: [RegExp, string][] = [
  [/Edg\w*\//, "Edge"],
  [/OPR\//, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/(Firefox|FxiOS)\//, "Firefox"],
  [/(Chrome|Chromium|CriOS)\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const systems: [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

/** "Firefox on Windows", from what a browser says of itself; other programs by their own name. */
export function deviceName(userAgent: string): string {
  const find = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent))?.[1];
  const browser = find(browsers);
  const system = find(systems);
  if (browser && system) return t("settings.sessions.device", browser, system);
  return browser ?? (userAgent.split(/[/\s]/)[0] || t("settings.sessions.unknown"));
}

/** Whether it is something one holds in the hand. */
export const isHandheld = (userAgent: string) => /iPhone|iPad|Android|Mobile/.test(userAgent);
