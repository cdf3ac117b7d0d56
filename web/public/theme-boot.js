// Runs before the first paint, so that nobody sees a flash of the other theme.
// A file of its own, because the content security policy allows no inline script.
(() => {
  let saved = {};
  try {
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
})();
