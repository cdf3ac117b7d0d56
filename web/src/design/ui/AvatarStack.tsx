import type { Author } from "@/api/types";
import { Avatar } from "./Avatar";

/** Up to three overlapping avatars, edged in the colour of the surface they lie on. */
export function AvatarStack({ users, size = 22 }: { users: Author[]; size?: number }) {
  return (
    <span className="flex" aria-hidden="true">
      {users.slice(0, 3).map((user) => (
        <Avatar
          key={user.id}
          user={user}
          size={size}
          className="-ml-[3px] rounded-[30%] shadow-[0_0_0_2px_var(--surface,var(--sheet))] first:ml-0"
        />
      ))}
    </span>
  );
}
