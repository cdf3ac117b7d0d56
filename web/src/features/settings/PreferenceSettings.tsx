import { usePreferences } from "@/api/preferences";
import { savePreferences } from "@/api/save-preferences";
import type { Preferences } from "@/api/types";
import { toastError } from "@/design/ui";
import { Choice } from "@/design/ui/Choice";
import { Switch } from "@/design/ui/Switch";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { keysLabel } from "@/lib/keymap";
import { Group } from "./Group";
import { LanguageChoice } from "./LanguageChoice";

const save = (change: Partial<Preferences>) =>
  void savePreferences(change).catch((error) => toastError(errorText(error)));

/** Each takes effect at once, here and on the person's other devices. */
export function PreferenceSettings() {
  const chosen = usePreferences();
  return (
    <>
      <Group title={t("pref.look")}>
        <div className="flex flex-col gap-6">
          <LanguageChoice />
          <Choice
            inline
            legend={t("settings.theme")}
            value={chosen.theme}
            onChange={(theme) => save({ theme })}
            options={[
              { value: "system", label: t("settings.theme.system") },
              { value: "light", label: t("settings.theme.light") },
              { value: "dark", label: t("settings.theme.dark") },
            ]}
          />
          <Choice
            legend={t("settings.density")}
            value={chosen.density}
            onChange={(density) => save({ density })}
            options={[
              {
                value: "comfortable",
                label: t("settings.density.comfortable"),
                text: t("settings.density.comfortable.text"),
              },
              { value: "compact", label: t("settings.density.compact"), text: t("settings.density.compact.text") },
            ]}
          />
          <Choice
            inline
            legend={t("pref.clock")}
            value={chosen.timeFormat}
            onChange={(timeFormat) => save({ timeFormat })}
            options={[
              { value: "auto", label: t("pref.clock.auto") },
              { value: "12", label: t("pref.clock.12") },
              { value: "24", label: t("pref.clock.24") },
            ]}
          />
        </div>
      </Group>
      <Group title={t("pref.writing")}>
        <div className="flex flex-col gap-5">
          <Switch
            label={t("pref.enter")}
            text={t("pref.enter.text", keysLabel("sendAlways"))}
            checked={chosen.enterToSend}
            onChange={(enterToSend) => save({ enterToSend })}
          />
          <Switch
            label={t("pref.receipts")}
            text={t("pref.receipts.text")}
            checked={chosen.showReadReceipts}
            onChange={(showReadReceipts) => save({ showReadReceipts })}
          />
        </div>
      </Group>
      <Group title={t("pref.mail")}>
        <Choice
          legend={t("pref.mails")}
          value={chosen.emailNotifications}
          onChange={(emailNotifications) => save({ emailNotifications })}
          options={(["all", "mentions", "none"] as const).map((value) => ({
            value,
            label: t(`pref.mails.${value}`),
            text: t(`pref.mails.${value}.text`),
          }))}
        />
      </Group>
    </>
  );
}
