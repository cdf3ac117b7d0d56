import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { ApiError } from "@/api/problem";
import { Button } from "@/design/ui/Button";
import { EmptyState } from "@/design/ui/EmptyState";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";

export const NotFound = () => (
  <main className="grid min-h-dvh place-items-center bg-sheet">
    <EmptyState
      heading="h1"
      title={t("app.notFound.title")}
      text={t("app.notFound.text")}
      action={
        <Link to="/" className="font-[600] hover:underline">
          {t("app.notFound.action")}
        </Link>
      }
    />
  </main>
);

/** A page that could not be loaded or drawn. Drafts are kept on the device, so trying again loses nothing. */
export function RouteFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    if (!(error instanceof ApiError)) return location.reload();
    reset();
    void router.invalidate();
  };
  return (
    <main className="grid min-h-dvh place-items-center bg-sheet">
      <EmptyState
        heading="h1"
        title={t("app.failure.title")}
        text={errorText(error)}
        action={<Button onClick={retry}>{t("action.retry")}</Button>}
      />
    </main>
  );
}
