import { createContext } from "react";
import type { Parts } from "./types";

/** An open menu hands its parts to the items written inside it, which are in the app before the parts are. */
export const MenuParts = createContext<Parts | null>(null);
