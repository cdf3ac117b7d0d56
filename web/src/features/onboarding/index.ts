export { OnboardingPage } from "./OnboardingPage";
