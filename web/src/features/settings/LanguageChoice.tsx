import { account } from "@/api/account";
import { setOwnUser, useOwnUser } from "@/api/session";
import { toastError } from "@/design/ui";
import { Choice } from "@/design/ui/Choice";
import { errorText } from "@/lib/error-text";
import { type Language, languageOf, languages } from "@/lib/i18n/language";
import { t } from "@/lib/i18n/t";

const names = Object.keys(languages) as Language[];

/** The language of the app. It is kept with the account, as the region of the profile is. */
export function LanguageChoice() {
  const { locale } = useOwnUser();
  return (
    <Choice<Language | "">
      inline
      legend={t("pref.language")}
      value={locale ? languageOf(locale) : ""}
      onChange={(language) => void choose(language)}
      options={[
        { value: "", label: t("pref.language.auto") },
        ...names.map((value) => ({ value, label: languages[value] })),
      ]}
    />
  );
}

/** A region of this language that the browser knows of is kept: English of Ireland stays English of Ireland. */
async function choose(language: Language | "") {
  const locale = language && (navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language);
  try {
    setOwnUser(await account.change({ locale }));
  } catch (error) {
    void toastError(errorText(error));
  }
}
