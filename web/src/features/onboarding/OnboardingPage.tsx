import "@/lib/i18n/en/later/manage";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { refreshMemberships } from "@/api/memberships";
import type { Workspace } from "@/api/types";
import { AuthPage } from "@/features/auth";
import { t } from "@/lib/i18n/t";
import { ChannelsStep } from "./ChannelsStep";
import { InviteStep } from "./InviteStep";
import { NameStep } from "./NameStep";

type Step = "name" | "channels" | "invite";
const steps: Step[] = ["name", "channels", "invite"];

/** A new workspace in three short steps: its name, its first channels, and a link for the others. */
export function OnboardingPage() {
  const navigate = useNavigate();
  const [step, setStep] = useState<Step>("name");
  const [workspace, setWorkspace] = useState<Workspace | null>(null);

  const finish = async () => {
    if (!workspace) return;
    await refreshMemberships();
    await navigate({ to: "/w/$workspaceId", params: { workspaceId: workspace.id }, replace: true });
  };

  return (
    <AuthPage
      title={t(`onboarding.${step}.title`)}
      text={t(`onboarding.${step}.text`)}
      foot={<span className="text-meta text-ink-3">{t("onboarding.step", steps.indexOf(step) + 1, steps.length)}</span>}
    >
      {step === "name" && (
        <NameStep
          onDone={(created) => {
            setWorkspace(created);
            setStep("channels");
          }}
        />
      )}
      {step === "channels" && workspace && <ChannelsStep workspace={workspace} onDone={() => setStep("invite")} />}
      {step === "invite" && workspace && <InviteStep workspace={workspace} onDone={finish} />}
    </AuthPage>
  );
}
