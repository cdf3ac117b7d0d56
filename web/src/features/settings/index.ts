import "@/lib/i18n/en/later/profile";
import "@/lib/i18n/en/later/settings";

export { SettingsHome, SettingsPage, SettingsSection } from "./SettingsPage";
