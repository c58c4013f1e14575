// What a page needs from the browser and the server cannot give: theme, copying, closing menus, the lost connection.
// Everything listens on the document, so pages need no handlers of their own and a strict content policy holds.
const root = document.documentElement;

/* Theme: system, light, dark */
function chooseTheme(theme) {
  if (theme === "system") {
    localStorage.removeItem("theme");
    delete root.dataset.theme;
  } else {
    localStorage.setItem("theme", theme);
    root.dataset.theme = theme;
  }
  markTheme();
}

function markTheme() {
  const now = root.dataset.theme ?? "system";
  for (const button of document.querySelectorAll("[data-theme-choice]"))
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === now));
}

/* Copying: data-copy="" takes the address of the page, data-copy="text" the text */
async function copy(button) {
  const text = button.dataset.copy || location.href;
  await navigator.clipboard.writeText(text);
  button.dataset.copied = "true";
  announce(button.dataset.copiedSay ?? "Copied");
  setTimeout(() => delete button.dataset.copied, 2000);
}

function announce(words) {
  const region = document.getElementById("announce");
  if (region) region.textContent = words;
}

/* Menus are <details data-menu>; the phone's navigation is data-side on the root element */
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details[data-menu][open]"))
    if (menu !== except) menu.removeAttribute("open");
}

function openSide(open) {
  root.dataset.side = open ? "open" : "closed";
  const button = document.querySelector("[data-side-toggle]");
  button?.setAttribute("aria-expanded", String(open));
  if (open) document.querySelector("#side a")?.focus();
  else button?.focus();
}

document.addEventListener("click", event => {
  const target = event.target;
  const theme = target.closest("[data-theme-choice]");
  if (theme) chooseTheme(theme.dataset.themeChoice);
  const copied = target.closest("[data-copy]");
  if (copied) copy(copied);
  if (target.closest("[data-side-toggle]")) openSide(root.dataset.side !== "open");
  else if (root.dataset.side === "open" && (target.closest("#side a") || !target.closest("#side"))) openSide(false);
  if (target.closest("[data-reconnect-now]")) reconnectNow();
  const menu = target.closest("details[data-menu]");
  closeMenus(target.closest("a, button:not([data-theme-choice])") ? null : menu);
});

document.addEventListener("toggle", event => {
  if (event.target.matches?.("details[data-menu]") && event.target.open) { closeMenus(event.target); markTheme(); }
}, true);

document.addEventListener("keydown", event => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details[data-menu][open]");
  if (menu) { closeMenus(); menu.querySelector("summary").focus(); }
  else if (root.dataset.side === "open") openSide(false);
  root.dataset.tips = "off";   // a tooltip goes away on Escape and comes back with the next move
});
for (const moved of ["pointermove", "focusin"])
  document.addEventListener(moved, () => { if (root.dataset.tips) delete root.dataset.tips; }, { passive: true });

/* The connection. Blazor puts its state as a class on this element; what happens next is ours. */
const modal = document.getElementById("components-reconnect-modal");
const state = name => modal.classList.contains(`components-reconnect-${name}`);

function reconnectNow() {
  if (state("rejected") || state("failed")) location.reload();
  else window.Blazor?.reconnect?.();
}

async function reloadWhenBack() {
  // The circuit is gone: what is on screen is old. Reload as soon as the server answers at all.
  try {
    await fetch(location.href, { method: "HEAD", cache: "no-store" });
    location.reload();
  } catch {
    setTimeout(reloadWhenBack, 1000);
  }
}

if (modal) {
  new MutationObserver(() => {
    root.dataset.connection = state("show") || state("failed") || state("rejected") ? "lost" : "open";
    if (state("failed") || state("rejected")) reloadWhenBack();
  }).observe(modal, { attributes: true, attributeFilter: ["class"] });
  addEventListener("offline", () => root.dataset.connection = "lost");
  addEventListener("online", () => { if (!state("show")) root.dataset.connection = "open"; });
}

/* Blazor starts here because its retries are ours: at once, then every second, for half a minute, then reload. */
window.Blazor?.start({
  circuit: {
    reconnectionOptions: { maxRetries: 30, retryIntervalMilliseconds: tries => tries === 0 ? 0 : 1000 },
  },
});

window.portal = {
  interactive: () => root.dataset.interactive = "true",
  focus: selector => document.querySelector(selector)?.focus(),
};
markTheme();
