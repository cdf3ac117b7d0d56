export { AuthPage, FormFailure } from "./AuthPage";
export { safeNext } from "./next";
export { SignInPage } from "./SignInPage";
export { SignUpPage } from "./SignUpPage";
