// While a finger or a mouse is down, the page must not move under it: an error line that comes or goes between press
// and release would take the button away from the click.

const afterRelease = 60; // milliseconds: the click follows the release
const waiting = new Set<() => void>();
let isPressed = false;
let timer: ReturnType<typeof setTimeout> | undefined;

function released(): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    isPressed = false;
    const tasks = [...waiting];
    waiting.clear();
    for (const task of tasks) task();
  }, afterRelease);
}

function pressed(): void {
  clearTimeout(timer);
  isPressed = true;
}

addEventListener("pointerdown", pressed, true);
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, released, true);
addEventListener("blur", (event) => {
  if (event.target === window) released();
});

/** Run now, or once nothing is pressed any more. The same task waits only once. */
export function whenReleased(task: () => void): void {
  if (isPressed) waiting.add(task);
  else task();
}
