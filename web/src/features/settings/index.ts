export { SettingsHome, SettingsPage, SettingsSection } from "./SettingsPage";
