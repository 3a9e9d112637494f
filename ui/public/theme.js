// Runs before the first paint so that a dark room never sees a white flash.
(() => {
  let choice = "system";
  try {
    choice = localStorage.getItem("yarrow.theme") || "system";
  } catch {
    // Storage can be switched off; the system's wish then decides.
  }
  const dark = choice === "dark" || (choice === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
