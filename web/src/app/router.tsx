import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { currentUser } from "@/api/session";
import { LiveRegions } from "@/lib/a11y/LiveRegions";
import { NotFound, RouteFailure } from "./failures";

/* Which address shows what. Everything beyond the frame is loaded when it is needed. */

const root = createRootRoute({
  component: () => (
    <>
      <Outlet />
      <LiveRegions />
    </>
  ),
  notFoundComponent: NotFound,
  errorComponent: RouteFailure,
});

const text = (value: unknown) => (typeof value === "string" ? value : undefined);

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: (search): { next?: string | undefined; notice?: string | undefined } => ({
    next: text(search.next),
    notice: text(search.notice),
  }),
  beforeLoad: leaveWhenSignedIn,
  component: lazyRouteComponent(() => import("./auth-routes"), "SignInRoute"),
});

const signUp = createRoute({
  getParentRoute: () => root,
  path: "/register",
  validateSearch: (search): { next?: string | undefined } => ({ next: text(search.next) }),
  beforeLoad: leaveWhenSignedIn,
  component: lazyRouteComponent(() => import("./auth-routes"), "SignUpRoute"),
});

const queries = createRoute({
  getParentRoute: () => root,
  id: "queries",
  component: lazyRouteComponent(() => import("./WithQueries"), "WithQueries"),
});

/* The links of mails. Their token stands behind the #, where no server and no log sees it. */
const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: "/forgot-password",
  component: lazyRouteComponent(() => import("./mail-link-routes"), "ForgotPasswordPage"),
});

const resetPassword = createRoute({
  getParentRoute: () => queries,
  path: "/reset-password",
  component: lazyRouteComponent(() => import("./mail-link-routes"), "ResetPasswordPage"),
});

const verifyEmail = createRoute({
  getParentRoute: () => queries,
  path: "/verify-email",
  component: lazyRouteComponent(() => import("./mail-link-routes"), "VerifyEmailPage"),
});

const invite = createRoute({
  getParentRoute: () => queries,
  path: "/invite/$token",
  component: lazyRouteComponent(() => import("./invite-route"), "InviteRoute"),
});

const session = createRoute({
  getParentRoute: () => queries,
  id: "session",
  beforeLoad: async ({ location: { href } }) => {
    if (!currentUser()) throw redirect({ to: "/login", search: { next: href === "/" ? undefined : href } });
    const { prepareSession } = await import("./session-data");
    await prepareSession();
  },
  component: lazyRouteComponent(() => import("./Live"), "Live"),
});

/** Opens the app where the person was last; someone without a workspace makes one. */
const start = createRoute({
  getParentRoute: () => session,
  path: "/",
  beforeLoad: async () => {
    const { startingWorkspace } = await import("./session-data");
    const workspace = await startingWorkspace();
    throw workspace
      ? redirect({ to: "/w/$workspaceId", params: { workspaceId: workspace.id }, replace: true })
      : redirect({ to: "/new", replace: true });
  },
});

const onboarding = createRoute({
  getParentRoute: () => session,
  path: "/new",
  component: lazyRouteComponent(() => import("@/features/onboarding"), "OnboardingPage"),
});

const settings = createRoute({
  getParentRoute: () => session,
  path: "/settings",
  component: lazyRouteComponent(() => import("@/features/settings"), "SettingsPage"),
});

const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: "/",
  component: lazyRouteComponent(() => import("@/features/settings"), "SettingsHome"),
});

const settingsSection = createRoute({
  getParentRoute: () => settings,
  path: "$section",
  component: lazyRouteComponent(() => import("@/features/settings"), "SettingsSection"),
});

const adminEvents = createRoute({
  getParentRoute: () => session,
  path: "/admin/events",
  component: lazyRouteComponent(() => import("@/features/admin"), "EventsPage"),
});

const shell = createRoute({
  getParentRoute: () => session,
  path: "/w/$workspaceId",
  component: lazyRouteComponent(() => import("./Shell"), "Shell"),
});

const home = createRoute({
  getParentRoute: () => shell,
  path: "/",
  component: lazyRouteComponent(() => import("./Shell"), "HomeRoute"),
});

const channel = createRoute({
  getParentRoute: () => shell,
  path: "c/$channelId",
  validateSearch: (search): { m?: string | undefined; t?: string | undefined; r?: string | undefined } => ({
    m: text(search.m),
    t: text(search.t),
    r: text(search.r),
  }),
  component: lazyRouteComponent(() => import("./Shell"), "ChannelRoute"),
});

/* The lists above the channels. Each is loaded when it is first opened. */
const threads = createRoute({
  getParentRoute: () => shell,
  path: "threads",
  component: lazyRouteComponent(() => import("@/features/threads"), "ThreadsView"),
});

const mentions = createRoute({
  getParentRoute: () => shell,
  path: "mentions",
  component: lazyRouteComponent(() => import("@/features/mentions"), "MentionsView"),
});

const saved = createRoute({
  getParentRoute: () => shell,
  path: "saved",
  component: lazyRouteComponent(() => import("@/features/saved"), "SavedView"),
});

const drafts = createRoute({
  getParentRoute: () => shell,
  path: "drafts",
  component: lazyRouteComponent(() => import("@/features/drafts"), "DraftsView"),
});

const workspaceSettings = createRoute({
  getParentRoute: () => shell,
  path: "settings",
  component: lazyRouteComponent(() => import("./WorkspaceSettingsRoute"), "WorkspaceSettingsRoute"),
});

const workspaceSettingsPart = createRoute({
  getParentRoute: () => shell,
  path: "settings/$part",
  component: lazyRouteComponent(() => import("./WorkspaceSettingsRoute"), "WorkspaceSettingsRoute"),
});

function leaveWhenSignedIn() {
  if (currentUser()) throw redirect({ to: "/", replace: true });
}

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    signUp,
    forgotPassword,
    queries.addChildren([
      resetPassword,
      verifyEmail,
      invite,
      session.addChildren([
        start,
        onboarding,
        settings.addChildren([settingsHome, settingsSection]),
        adminEvents,
        shell.addChildren([home, channel, threads, mentions, saved, drafts, workspaceSettings, workspaceSettingsPart]),
      ]),
    ]),
  ]),
  scrollRestoration: false,
  defaultPendingMs: 500,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
