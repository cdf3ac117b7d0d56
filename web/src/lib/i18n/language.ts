import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { setCurrentLocale } from "./locale";
import { type Messages, setTexts } from "./t";

/** The languages that the app speaks, by their names in themselves. English is in the app; the others are loaded. */
export const languages = { en: "English", sv: "Svenska" } as const;
export type Language = keyof typeof languages;

const catalogues: Record<Exclude<Language, "en">, () => Promise<Messages>> = {
  sv: () => import("./sv").then(({ sv }) => sv),
};

/** What the app is drawn in: a change draws it anew. */
const spoken = createStore<{ locale: string }>(() => ({ locale: "en" }));
export const useLocale = () => useStore(spoken, ({ locale }) => locale);

/** The language that somebody of this locale reads. */
export const languageOf = (locale: string): Language => primary(locale) ?? "en";

/** The locale that was chosen; else the first of the browser's that the app speaks. */
export const localeFor = (chosen: string | undefined, ofBrowser: readonly string[] = navigator.languages): string =>
  chosen || ofBrowser.find(primary) || "en";

function primary(locale: string): Language | undefined {
  const [language = ""] = locale.toLowerCase().split("-");
  return Object.hasOwn(languages, language) ? (language as Language) : undefined;
}

let wanted = "";

/** Speaks to the person in their language, and writes numbers and times as they do. English where the texts are out of reach. */
export async function speak(chosen: string | undefined): Promise<void> {
  const locale = localeFor(chosen);
  wanted = locale;
  const language = languageOf(locale);
  const texts = language === "en" ? null : await catalogues[language]().catch(() => null);
  if (wanted !== locale) return;
  setTexts(texts);
  setCurrentLocale(locale);
  document.documentElement.lang = texts ? language : "en";
  spoken.setState({ locale });
}
