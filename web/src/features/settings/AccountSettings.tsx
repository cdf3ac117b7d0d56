import { t } from "@/lib/i18n/t";
import { DeleteAccount } from "./DeleteAccount";
import { EmailForm } from "./EmailForm";
import { Group } from "./Group";
import { PasswordForm } from "./PasswordForm";

export const AccountSettings = () => (
  <>
    <Group title={t("account.email")} text={t("account.email.text")}>
      <EmailForm />
    </Group>
    <Group title={t("account.password")} text={t("account.password.text")}>
      <PasswordForm />
    </Group>
    <Group title={t("account.delete")} text={t("account.delete.text")}>
      <DeleteAccount />
    </Group>
  </>
);
