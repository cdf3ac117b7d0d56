import "@/lib/i18n/en/later/tools";
import { useEffect, useState } from "react";
import { Button, Dialog, DialogActions, DialogBody, toast } from "@/design/ui";
import { copyText } from "@/lib/clipboard";
import { t } from "@/lib/i18n/t";
import { asText, columns, lineFacts, positions } from "./report";

const lookEveryMs = 500;
const askEveryMs = 3000;

/** Where the app stands with the server: for those who run Echo, and for reports. Its words are the code's, in English. */
export default function DebugPanel({ onClose }: { onClose: () => void }) {
  const latency = useLatency();
  useRedraw(lookEveryMs);
  const facts = lineFacts(latency);
  const lines = positions();
  const copy = async () => {
    await copyText(asText(facts, lines));
    void toast(t("action.copied"));
  };
  return (
    <Dialog title={t("debug.title")} description={t("debug.text")} width="wide" onClose={onClose}>
      <DialogBody>
        <dl lang="en" className="grid grid-cols-2 gap-x-6 gap-y-1 text-small">
          {facts.map(([name, value]) => (
            <div key={name} className="flex justify-between gap-3 border-line border-b py-1">
              <dt className="text-ink-3">{name}</dt>
              <dd className="tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
        <section
          lang="en"
          aria-label={t("debug.positions")}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="-mx-2 mt-4 overflow-x-auto px-2"
        >
          <table className="w-full border-collapse text-meta tabular-nums">
            <thead className="text-left text-ink-3">
              <tr>
                <th className="py-1 pr-3 font-[600]">channel</th>
                {columns.map((column) => (
                  <th key={column} className="px-2 py-1 text-right font-[600]">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {lines.map(({ id, name, values }) => (
                <tr key={id}>
                  <td className="max-w-40 truncate py-1 pr-3">{name}</td>
                  {columns.map((column, i) => (
                    <td key={column} className="px-2 py-1 text-right">
                      {values[i]}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </DialogBody>
      <DialogActions>
        <Button onClick={() => void copy()}>{t("debug.copy")}</Button>
      </DialogActions>
    </Dialog>
  );
}

function useRedraw(everyMs: number) {
  const [, redraw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => redraw((n) => n + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}

/** How long the server takes to answer the smallest question; null until it has. */
function useLatency(): number | null {
  const [ms, setMs] = useState<number | null>(null);
  useEffect(() => {
    const ask = async () => {
      const from = performance.now();
      const isThere = await fetch("/healthz", { cache: "no-store" }).then(
        ({ ok }) => ok,
        () => false,
      );
      setMs(isThere ? performance.now() - from : null);
    };
    void ask();
    const timer = setInterval(ask, askEveryMs);
    return () => clearInterval(timer);
  }, []);
  return ms;
}
