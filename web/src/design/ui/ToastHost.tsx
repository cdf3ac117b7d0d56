import { Toaster } from "sonner";

const classNames = {
  toast:
    "flex items-center gap-3 w-full rounded-lg bg-ink px-4 py-3 text-ui text-sheet shadow-float [&_[data-icon]]:hidden",
  title: "font-[500]",
  content: "flex-1",
  actionButton: "rounded-md px-2 py-1 font-[620] underline underline-offset-3",
};

/** Where toasts appear: bottom right, above the composer on a narrow screen. */
export default function ToastHost() {
  return (
    <Toaster
      position="bottom-right"
      offset={20}
      mobileOffset={{ bottom: 96 }}
      duration={5000}
      toastOptions={{ unstyled: true, classNames }}
    />
  );
}
