import { Component, type ReactNode } from "react";
import { toastError } from "@/design/ui/toast";
import { closeDialog } from "@/lib/dialogs";
import { t } from "@/lib/i18n/t";

/** A dialog that cannot be loaded or drawn closes and says so; the conversation behind it goes on. */
export class DialogBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError = () => ({ failed: true });

  override componentDidCatch() {
    closeDialog();
    this.setState({ failed: false });
    void toastError(t("error.unexpected"));
  }

  override render() {
    return this.state.failed ? null : this.props.children;
  }
}
