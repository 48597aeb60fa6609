/**
 * Has a page that is just opened begin in its prompt: once, and only while the page has the focus, so that it takes
 * none from another editor.
 *
 * @returns to be called whenever the page was drawn
 */
export function firstFocus(): () => void {
  let isDone = false;
  const enter = () => {
    if (isDone || !document.hasFocus()) return;
    const prompt = document.querySelector<HTMLElement>('textarea.try-prompt');
    if (prompt === null) return;
    isDone = true;
    if (document.activeElement === document.body) prompt.focus();
  };
  window.addEventListener('focus', enter);
  return enter;
}
