export { PinButton } from "./PinButton";
