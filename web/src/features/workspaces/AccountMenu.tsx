import { useNavigate } from "@tanstack/react-router";
import { Activity, LogOut, Settings } from "lucide-react";
import type { ReactElement } from "react";
import { useOwnUser } from "@/api/session";
import { signOut } from "@/api/sign-out";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/design/ui";
import { AccountItems } from "@/features/profile";
import { nameOf } from "@/lib/channel";
import { t } from "@/lib/i18n/t";

export function AccountMenu({ trigger }: { trigger: ReactElement }) {
  const me = useOwnUser();
  const navigate = useNavigate();
  return (
    <Menu trigger={trigger} side="right" align="end">
      <MenuLabel>
        <span className="block text-ui font-[640] text-ink">{nameOf(me)}</span>
        {t("account.handle", me.username)}
      </MenuLabel>
      <MenuSeparator />
      <AccountItems />
      <MenuItem icon={<Settings />} onSelect={() => navigate({ to: "/settings" })}>
        {t("settings.title")}
      </MenuItem>
      {me.isOperator && (
        <MenuItem icon={<Activity />} onSelect={() => navigate({ to: "/admin/events" })}>
          {t("admin.menu")}
        </MenuItem>
      )}
      <MenuItem icon={<LogOut />} onSelect={() => void signOut()}>
        {t("auth.signOut")}
      </MenuItem>
    </Menu>
  );
}
