/**
 * Has a page that is just opened begin in its prompt: once, and only while the page has the focus, so that it takes
 * none from another editor.
 *
 * @returns to be called whenever the page was drawn
 */
export function firstFocus(): () => void {
  let isDone = false;
  const enter = () => {
    if (isDone || !document.hasFocus() || promptField() === null) return;
    isDone = true;
    if (document.activeElement === document.body) enterPrompt();
  };
  window.addEventListener('focus', enter);
  return enter;
}

/** Where a person goes on once a prompt was chosen. */
export function enterPrompt(): void {
  promptField()?.focus();
}

function promptField(): HTMLElement | null {
  return document.querySelector<HTMLElement>('textarea.try-prompt');
}
