import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import { Button } from "./Button";
import { IconButton } from "./IconButton";

type Props = {
  title: string;
  /** One plain sentence under the title. */
  description?: ReactNode;
  onClose: () => void;
  width?: keyof typeof widths;
  children: ReactNode;
};

const widths = { narrow: "max-w-md", normal: "max-w-lg", wide: "max-w-3xl" };

/**
 * A dialog is open as long as it is mounted. It traps focus and gives it back. On a narrow screen it rises from the
 * bottom edge. The close button comes last, so that opening puts the focus into the content.
 */
export function Dialog({ title, description, onClose, width = "normal", children }: Props) {
  return (
    <Radix.Root open onOpenChange={(open) => open || onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-30 grid animate-fade place-items-center overflow-y-auto bg-scrim p-4 max-desk:items-end max-desk:p-0">
          <Radix.Content
            {...(!description && { "aria-describedby": undefined })}
            className={cx(
              "relative flex max-h-[min(44rem,calc(100dvh-32px))] w-full animate-appear flex-col rounded-xl bg-sheet shadow-float outline-none [--surface:var(--sheet)] dark:bg-raised dark:[--surface:var(--raised)]",
              "max-desk:max-h-[92dvh] max-desk:max-w-none max-desk:rounded-b-none max-desk:pb-[env(safe-area-inset-bottom)]",
              widths[width],
            )}
          >
            <header className="flex-none px-6 pt-5 pr-14 pb-4 max-desk:px-4">
              <Radix.Title className="font-display text-[20px] font-[680] leading-7 tracking-[-0.014em]">
                {title}
              </Radix.Title>
              {description && (
                <Radix.Description className="mt-1 text-small text-ink-3">{description}</Radix.Description>
              )}
            </header>
            {children}
            <Radix.Close asChild>
              <IconButton label={t("action.close")} className="absolute top-4 right-4 max-desk:top-2 max-desk:right-2">
                <X />
              </IconButton>
            </Radix.Close>
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}

type BodyProps = { children: ReactNode; className?: string; label?: string };

/** The part of a dialog that scrolls. One with nothing in it to focus is named, and focused itself to be scrolled. */
export const DialogBody = ({ children, className, label }: BodyProps) => (
  <div
    {...(label && { role: "region", tabIndex: 0, "aria-label": label })}
    className={cx(
      "min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2 px-6 pt-1 pb-5 max-desk:px-4",
      className,
    )}
  >
    {children}
  </div>
);

type ActionsProps = { children: ReactNode; onCancel?: () => void };

/** The row of buttons, the main action last. */
export const DialogActions = ({ children, onCancel }: ActionsProps) => (
  <footer className="flex flex-none items-center justify-end gap-2 px-6 pb-5 max-desk:px-4">
    {onCancel && (
      <Button tone="quiet" onClick={onCancel}>
        {t("action.cancel")}
      </Button>
    )}
    {children}
  </footer>
);
