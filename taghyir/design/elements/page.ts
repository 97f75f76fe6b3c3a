/** After a refused form, the summary of what to look at again takes the focus. */
addEventListener("DOMContentLoaded", () => {
  document.querySelector<HTMLElement>("form[method=post] [data-focus]")?.focus();
});

/** A form is sent once: a second press while the network is slow does nothing. */
addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sent]")) delete form.dataset.sent;
});
