import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { t } from "@/lib/i18n/t";
import { TextField, type TextFieldProps } from "./Field";

/** A password with a button that shows it. */
export function PasswordField(props: TextFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <TextField
      {...props}
      type={shown ? "text" : "password"}
      trail={
        <button
          type="button"
          aria-pressed={shown}
          aria-label={t("auth.showPassword")}
          onClick={() => setShown(!shown)}
          className="-mr-1.5 grid size-8 place-items-center rounded-md text-ink-3 hover:text-ink max-desk:size-11 [&_svg]:size-[18px]"
        >
          {shown ? <EyeOff /> : <Eye />}
        </button>
      }
    />
  );
}
