import { useOwnUser } from "@/api/session";
import { t } from "@/lib/i18n/t";
import { AvatarEditor } from "./AvatarEditor";
import { Group } from "./Group";
import { HowIAm } from "./HowIAm";
import { ProfileForm } from "./ProfileForm";

/** How the others see one: picture, words, and how one is right now. */
export function ProfileSettings() {
  const me = useOwnUser();
  return (
    <>
      <Group title={t("profile.picture")}>
        <AvatarEditor />
      </Group>
      <Group title={t("profile.now")}>
        <HowIAm />
      </Group>
      <Group title={t("profile.words")}>
        <ProfileForm key={me.id} />
      </Group>
    </>
  );
}
