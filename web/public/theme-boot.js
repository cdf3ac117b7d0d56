// Runs before the first paint, so that nobody sees a flash of the other theme; and asks for what is needed by somebody
// who is signed in. A file of its own, because the content security policy allows no inline script.
(() => {
  let saved = {};
  let files = [];
  try {
    if (localStorage.getItem("echo:user")) files = document.currentScript.dataset.chat?.split(" ") ?? [];
    saved = JSON.parse(localStorage.getItem("echo:appearance")) ?? {};
  } catch {
    // No storage, or a damaged entry: the defaults do.
  }
  const dark =
    saved.theme === "dark" || (saved.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  const root = document.documentElement;
  root.dataset.theme = dark ? "dark" : "light";
  root.dataset.density = saved.density === "compact" ? "compact" : "comfortable";
  document.querySelector('meta[name="theme-color"]').content = dark ? "#0d1011" : "#efece4";
  for (const file of files) {
    document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: `/${file}` }));
  }
})();
