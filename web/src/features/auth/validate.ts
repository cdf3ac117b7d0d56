import { t } from "@/lib/i18n/t";
import { passwordFault } from "@/lib/password";

/* The rules of the server, told before the form is sent. The server has the last word. */

export type SignUp = { displayName: string; email: string; username: string; password: string };
export type SignIn = { identifier: string; password: string };

export const isEmail = (text: string) => /^\S+@\S+\.\S+$/.test(text.trim());

export function signUpFaults({ displayName, email, username, password }: SignUp) {
  const faults: Partial<SignUp> = {};
  if (!displayName.trim()) faults.displayName = t("auth.fault.name");
  if (!isEmail(email)) faults.email = t("auth.fault.email");
  if (!/^[a-z0-9._-]{3,30}$/i.test(username)) faults.username = t("auth.fault.username");
  const fault = passwordFault(password);
  if (fault) faults.password = fault;
  return faults;
}

export function signInFaults({ identifier, password }: SignIn) {
  const faults: Partial<SignIn> = {};
  if (!identifier.trim()) faults.identifier = t("auth.fault.identifier");
  if (!password) faults.password = t("auth.fault.password");
  return faults;
}
