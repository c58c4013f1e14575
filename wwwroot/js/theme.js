// Runs before the first paint, so that a chosen theme never flashes. The choice lives in this browser only.
(() => {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
})();
