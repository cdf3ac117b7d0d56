import { Choice } from "@/design/ui/Choice";
import { setAppearance, useAppearance } from "@/lib/appearance";
import { t } from "@/lib/i18n/t";

/** Takes effect at once, on this device. */
export function AppearanceSettings() {
  const { theme, density } = useAppearance();
  return (
    <div className="flex flex-col gap-6">
      <Choice
        inline
        legend={t("settings.theme")}
        value={theme}
        onChange={(chosen) => setAppearance({ theme: chosen })}
        options={[
          { value: "system", label: t("settings.theme.system") },
          { value: "light", label: t("settings.theme.light") },
          { value: "dark", label: t("settings.theme.dark") },
        ]}
      />
      <Choice
        legend={t("settings.density")}
        value={density}
        onChange={(chosen) => setAppearance({ density: chosen })}
        options={[
          {
            value: "comfortable",
            label: t("settings.density.comfortable"),
            text: t("settings.density.comfortable.text"),
          },
          { value: "compact", label: t("settings.density.compact"), text: t("settings.density.compact.text") },
        ]}
      />
    </div>
  );
}
