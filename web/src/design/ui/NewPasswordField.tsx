import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import { type Strength, shortestPassword, strengthOf } from "@/lib/password";
import type { TextFieldProps } from "./Field";
import { PasswordField } from "./PasswordField";

/** A password being chosen, with a hint of how hard it is to guess. */
export const NewPasswordField = (props: Omit<TextFieldProps, "hint"> & { value: string }) => (
  <PasswordField
    {...props}
    autoComplete="new-password"
    hint={props.value ? <Meter strength={strengthOf(props.value)} /> : t("auth.password.hint", shortestPassword)}
  />
);

const tones = ["bg-signal", "bg-signal", "bg-mention-bar", "bg-online", "bg-online"];

const Meter = ({ strength }: { strength: Strength }) => (
  <span className="flex items-center gap-2.5">
    <span aria-hidden="true" className="flex w-24 gap-1">
      {[1, 2, 3, 4].map((step) => (
        <i
          key={step}
          className={cx(
            "h-1 flex-1 rounded-full transition-colors duration-140",
            step <= Math.max(1, strength) ? tones[strength] : "bg-line",
          )}
        />
      ))}
    </span>
    {t("password.strength", t(`password.strength.${strength}`))}
  </span>
);
