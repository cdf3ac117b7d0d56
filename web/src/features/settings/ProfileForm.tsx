import { useMemo } from "react";
import { account } from "@/api/account";
import { setOwnUser, useOwnUser } from "@/api/session";
import type { OwnUser } from "@/api/types";
import { Button, TextField, toast } from "@/design/ui";
import { Combobox } from "@/design/ui/Combobox";
import { TextArea } from "@/design/ui/TextArea";
import { FormFailure } from "@/features/auth";
import { PersonFace } from "@/features/profile";
import { t } from "@/lib/i18n/t";
import { useForm } from "@/lib/useForm";
import { localeOptions, offsetOf, ownZone, zoneLabel, zoneOptions } from "./places";

type Values = Pick<OwnUser, "displayName" | "title" | "bio" | "timeZone" | "locale">;

const longestBio = 500;
/** From here on the count of what is left is of use. */
const fewLeft = 100;

/** Name and words, with the card beside them that the others see. */
export function ProfileForm() {
  const me = useOwnUser();
  const { displayName, title, bio, timeZone, locale } = me;
  const { values, set, field, form, busy, failure, wait } = useForm<Values>({
    initial: { displayName, title, bio, timeZone, locale },
    validate: (v): Partial<Values> => (v.displayName.trim() ? {} : { displayName: t("profile.fault.name") }),
    submit: async (v) => {
      setOwnUser(await account.change(changed(v, me)));
      void toast(t("settings.saved"));
    },
  });
  const zones = useMemo(() => zoneOptions(timeZone), [timeZone]);
  const locales = useMemo(() => localeOptions(locale), [locale]);
  const left = longestBio - [...values.bio].length;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_264px] items-start gap-8 max-wide:grid-cols-1">
      <form {...form} className="flex flex-col gap-5">
        <FormFailure wait={wait}>{failure}</FormFailure>
        <TextField {...field("displayName")} label={t("profile.name")} autoComplete="name" maxLength={80} />
        <TextField
          {...field("title")}
          label={t("profile.title")}
          optional={t("field.optional")}
          placeholder={t("profile.title.example")}
          autoComplete="organization-title"
          maxLength={80}
        />
        <TextArea
          {...field("bio")}
          label={t("profile.bio")}
          maxLength={longestBio}
          hint={left < fewLeft && t("profile.left", left)}
        />
        <Combobox
          {...field("timeZone")}
          label={t("profile.timeZone")}
          options={zones}
          note={offsetOf}
          none={t("profile.timeZone.none")}
          hint={values.timeZone !== ownZone() && <OwnZone onUse={(zone) => set("timeZone", zone)} />}
        />
        <Combobox {...field("locale")} label={t("profile.locale")} options={locales} none={t("profile.locale.none")} />
        <Button type="submit" busy={busy} disabled={wait > 0} className="self-start">
          {t("profile.save")}
        </Button>
      </form>
      <aside aria-label={t("profile.preview")} className="sticky top-6 max-wide:static max-wide:max-w-[320px]">
        <p className="mb-2 text-small font-[600]">{t("profile.preview")}</p>
        <div className="overflow-hidden rounded-xl bg-sheet shadow-float [--surface:var(--sheet)] dark:bg-raised dark:[--surface:var(--raised)]">
          <PersonFace
            person={{ ...me, ...values }}
            being={{ presence: me.presence, status: me.status }}
            presenceUntil={me.presenceUntil}
          />
        </div>
      </aside>
    </div>
  );
}

const OwnZone = ({ onUse }: { onUse: (zone: string) => void }) => (
  <>
    {t("profile.timeZone.hint", zoneLabel(ownZone()))}{" "}
    <button type="button" onClick={() => onUse(ownZone())} className="font-[600] text-accent hover:underline">
      {t("profile.timeZone.use")}
    </button>
  </>
);

/** Only what is another value than before. */
function changed(values: Values, before: OwnUser): Partial<Values> {
  const trimmed = {
    ...values,
    displayName: values.displayName.trim(),
    title: values.title.trim(),
    bio: values.bio.trim(),
  };
  return Object.fromEntries(Object.entries(trimmed).filter(([name, value]) => value !== before[name as keyof Values]));
}
