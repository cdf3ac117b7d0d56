import "@/lib/i18n/en/later/manage";
import { type ReactNode, useState } from "react";
import { workspaces } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { usePages } from "@/api/pages";
import type { Author } from "@/api/types";
import { PagedList } from "@/design/ui/PagedList";
import { SearchInput } from "@/design/ui/SearchInput";
import { t } from "@/lib/i18n/t";
import { useDebounced } from "@/lib/useDebounced";

type Props = {
  workspaceId: string;
  /** Ids of people who are not to be offered. */
  without: string[];
  children: (user: Author) => ReactNode;
};

/** The people of the workspace, narrowed by name. */
export function PeoplePicker({ workspaceId, without, children }: Props) {
  const [text, setText] = useState("");
  const q = useDebounced(text.trim());
  const list = usePages(keys.workspaceMembers(workspaceId, q), (cursor) =>
    workspaces.members(workspaceId, { q, cursor }),
  );
  const data = list.data?.filter(({ user }) => !without.includes(user.id));
  return (
    <>
      <SearchInput label={t("people.search")} value={text} onChange={setText} />
      <div className="mt-2">
        <PagedList list={{ ...list, data }} empty={q ? t("people.none", q) : t("people.alone")}>
          {({ user }) => (
            <li key={user.id} className="py-0.5">
              {children(user)}
            </li>
          )}
        </PagedList>
      </div>
    </>
  );
}
