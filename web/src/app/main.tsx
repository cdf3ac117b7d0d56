import "@/design/base.css";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { currentUser } from "@/api/session";
import { speak, useLocale } from "@/lib/i18n/language";
import { boot } from "./boot";
import { router } from "./router";

boot();

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

/** Another language draws everything anew; what was typed is kept as drafts are. */
const App = () => <RouterProvider key={useLocale()} router={router} />;

void speak(currentUser()?.locale).then(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
