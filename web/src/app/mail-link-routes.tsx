export { ForgotPasswordPage, ResetPasswordPage, VerifyEmailPage } from "@/features/auth";
