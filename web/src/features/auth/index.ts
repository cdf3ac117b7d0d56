export { AuthPage, FormFailure } from "./AuthPage";
export { ForgotPasswordPage } from "./ForgotPasswordPage";
export { safeNext } from "./next";
export { ResetPasswordPage } from "./ResetPasswordPage";
export { isNotice, SignInPage } from "./SignInPage";
export { SignUpPage } from "./SignUpPage";
export { VerifyEmailPage } from "./VerifyEmailPage";
export { isEmail } from "./validate";
