import "@/lib/i18n/en/later/mail-links";

export { ForgotPasswordPage, ResetPasswordPage, VerifyEmailPage } from "@/features/auth";
