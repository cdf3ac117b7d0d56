import "@/lib/i18n/en/later/tools";
import { Dialog, DialogBody, Kbd } from "@/design/ui";
import { t } from "@/lib/i18n/t";
import { type KeyAction, keymap, keysLabels } from "@/lib/keymap";

const scopes = ["everywhere", "conversation", "timeline", "message", "composer"] as const;
const actions = Object.keys(keymap) as KeyAction[];

/** Every key of the app, from the table that the app itself asks. */
export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t("keys.title")} onClose={onClose}>
      <DialogBody className="flex flex-col gap-5" label={t("keys.title")}>
        {scopes.map((scope) => (
          <section key={scope} aria-labelledby={`keys-${scope}`}>
            <h3 id={`keys-${scope}`} className="mb-1 text-meta font-[600] text-ink-3">
              {t(`keys.${scope}`)}
            </h3>
            <dl className="divide-y divide-line">
              {actions
                .filter((action) => keymap[action].scope === scope)
                .map((action) => (
                  <div key={action} className="flex min-h-9 items-center justify-between gap-4 py-1 text-ui">
                    <dt>{t(`keys.${action}`)}</dt>
                    <dd className="flex flex-none flex-wrap justify-end gap-1.5">
                      {keysLabels(action).map((label) => (
                        <Kbd key={label}>{label}</Kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </DialogBody>
    </Dialog>
  );
}
