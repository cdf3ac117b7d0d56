import { type DragEvent, useEffect, useRef, useState } from "react";
import { account } from "@/api/account";
import { setOwnUser, useOwnUser } from "@/api/session";
import { Avatar, Button, toastError } from "@/design/ui";
import { cx } from "@/lib/cx";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { pictureTypes } from "@/lib/picture";
import { CropDialog } from "./CropDialog";
import { pictureIn } from "./picture";

/** The own picture: chosen, pasted or dropped, then cropped and sent. */
export function AvatarEditor() {
  const me = useOwnUser();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [isOver, setOver] = useState(false);
  const [removing, setRemoving] = useState(false);

  const take = (files: FileList | null | undefined) => {
    const picture = pictureIn(files);
    if (picture) setFile(picture);
    else if (files && files.length > 0) void toastError(t("profile.picture.notImage"));
  };
  usePaste(take);
  const remove = async () => {
    setRemoving(true);
    try {
      setOwnUser(await account.removeAvatar());
    } catch (error) {
      void toastError(errorText(error));
    }
    setRemoving(false);
  };
  const over = (is: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(is);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way of three; the button is another.
    <div
      onDragOver={over(true)}
      onDragLeave={over(false)}
      onDrop={(event) => {
        over(false)(event);
        take(event.dataTransfer.files);
      }}
      className={cx(
        "-m-3 flex items-center gap-5 rounded-xl p-3 transition-shadow duration-140",
        isOver && "bg-accent-soft shadow-[inset_0_0_0_1.5px_var(--accent)]",
      )}
    >
      <Avatar user={me} size={84} />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap gap-2">
          <Button tone="plain" onClick={() => input.current?.click()}>
            {t(me.avatarUrl ? "profile.picture.change" : "profile.picture.choose")}
          </Button>
          {me.avatarUrl && (
            <Button tone="quiet" busy={removing} onClick={() => void remove()}>
              {t("profile.picture.remove")}
            </Button>
          )}
        </div>
        <p className="mt-2 text-small text-ink-3">{t(isOver ? "profile.picture.drop" : "profile.picture.hint")}</p>
        <input
          ref={input}
          type="file"
          accept={pictureTypes.join(",")}
          aria-label={t("profile.picture")}
          tabIndex={-1}
          onChange={(event) => {
            take(event.target.files);
            event.target.value = "";
          }}
          className="sr-only"
        />
      </div>
      {file && <CropDialog file={file} onClose={() => setFile(null)} />}
    </div>
  );
}

/** A picture pasted anywhere on the page. */
function usePaste(take: (files: FileList | undefined) => void) {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const onPaste = ({ clipboardData }: ClipboardEvent) => {
      if (pictureIn(clipboardData?.files)) latest.current(clipboardData?.files);
    };
    addEventListener("paste", onPaste);
    return () => removeEventListener("paste", onPaste);
  }, []);
}
