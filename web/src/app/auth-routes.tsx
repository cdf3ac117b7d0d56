import { useSearch } from "@tanstack/react-router";
import { isNotice, SignInPage, SignUpPage, safeNext } from "@/features/auth";

export function SignInRoute() {
  const { next, notice } = useSearch({ from: "/login" });
  return <SignInPage next={safeNext(next)} notice={isNotice(notice) ? notice : undefined} />;
}

export function SignUpRoute() {
  const { next } = useSearch({ from: "/register" });
  return <SignUpPage next={safeNext(next)} />;
}
