import { expect } from "@playwright/test";
import type { EchoServer } from "./server";

type Listed = { items: { id: string; subject: string }[] };

/** The link in the newest mail to an address whose subject matches. Waits until the mail is there. */
export async function mailedLink(server: EchoServer, to: string, subject: RegExp): Promise<string> {
  let text = "";
  await expect(async () => {
    const { items } = await read<Listed>(server, `/dev/mail?to=${encodeURIComponent(to)}`);
    const mail = items.find((each) => subject.test(each.subject));
    expect(mail, `a mail to ${to} about ${subject}`).toBeDefined();
    ({ text } = await read<{ text: string }>(server, `/dev/mail/${mail?.id}`));
  }).toPass({ timeout: 10_000 });
  const link = text.match(/^https?:\/\/\S+#\S+$/m)?.[0];
  if (!link) throw new Error(`no link in the mail:\n${text}`);
  return link;
}

async function read<T>(server: EchoServer, path: string): Promise<T> {
  const response = await fetch(server.url + path, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${path} answers ${response.status}`);
  return (await response.json()) as T;
}
