import "@/lib/i18n/en/later/manage";
import { useState } from "react";
import type { Workspace, WorkspaceRole } from "@/api/types";
import { Button, TextArea } from "@/design/ui";
import { t } from "@/lib/i18n/t";
import { addressesIn, isAddress, mostAddresses } from "./addresses";
import { EmailResults } from "./EmailResults";
import { RoleSelect } from "./RoleSelect";
import { useSending } from "./useSending";

type Props = {
  workspace: Pick<Workspace, "id" | "role">;
  /** Only the addresses: for the first steps, where a choice of roles would be one too many. */
  isShort?: boolean;
};

/** Asks people in by mail, and tells of each address what became of it. */
export function EmailInvite({ workspace, isShort = false }: Props) {
  const [text, setText] = useState("");
  const [message, setMessage] = useState("");
  const [role, setRole] = useState<WorkspaceRole>("member");
  const [fault, setFault] = useState<string>();
  const { results, busy, send, forget } = useSending(workspace.id);
  const addresses = addressesIn(text);

  const submit = async () => {
    const found = faultOf(addresses);
    setFault(found);
    if (found || busy) return;
    const refused = await send(addresses, { role, ...(message.trim() && { message: message.trim() }) });
    setText(refused.join("\n"));
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      className="flex flex-col gap-4"
    >
      <EmailResults results={results} />
      <TextArea
        label={t("invite.emails")}
        hint={t("invite.emails.hint")}
        placeholder={t("invite.emails.example")}
        error={fault}
        value={text}
        rows={2}
        autoCapitalize="none"
        spellCheck={false}
        onChange={(value) => {
          setText(value);
          setFault(undefined);
          if (!value) return;
          forget();
        }}
      />
      {!isShort && (
        <>
          <RoleSelect own={workspace.role} value={role} onChange={setRole} />
          <TextArea
            label={t("invite.message")}
            hint={t("invite.message.hint")}
            optional={t("field.optional")}
            value={message}
            rows={2}
            maxLength={500}
            onChange={setMessage}
          />
        </>
      )}
      <Button type="submit" tone={isShort ? "plain" : "primary"} busy={busy} className="self-start">
        {t("invite.emails.submit", addresses.length)}
      </Button>
    </form>
  );
}

function faultOf(addresses: string[]): string | undefined {
  if (addresses.length === 0) return t("invite.emails.none");
  if (addresses.length > mostAddresses) return t("invite.emails.tooMany", mostAddresses);
  const wrong = addresses.find((address) => !isAddress(address));
  return wrong && t("invite.emails.fault", wrong);
}
