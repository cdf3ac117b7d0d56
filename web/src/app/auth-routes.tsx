import { useSearch } from "@tanstack/react-router";
import { SignInPage, SignUpPage, safeNext } from "@/features/auth";

export function SignInRoute() {
  const { next, ended } = useSearch({ from: "/login" });
  return <SignInPage next={safeNext(next)} ended={ended} />;
}

export function SignUpRoute() {
  const { next } = useSearch({ from: "/register" });
  return <SignUpPage next={safeNext(next)} />;
}
