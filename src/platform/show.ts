import { window } from 'vscode';
import { inert, inertLines, maxLength } from './inertText';

/** Milliseconds that a passing word stays. */
const passing = 3_000;

/** A notification, and the button that the person chose. Whatever is in the text, it is text. */
export function showInformation(message: string, ...buttons: readonly string[]) {
  return chosenButton(
    window.showInformationMessage(inert(message, maxLength.message), ...inertAll(buttons)),
    buttons,
  );
}

export function showWarning(message: string, ...buttons: readonly string[]) {
  return chosenButton(
    window.showWarningMessage(inert(message, maxLength.message), ...inertAll(buttons)),
    buttons,
  );
}

export function showError(message: string, ...buttons: readonly string[]) {
  return chosenButton(
    window.showErrorMessage(inert(message, maxLength.message), ...inertAll(buttons)),
    buttons,
  );
}

/** A question in the middle of the window. Undefined: the person cancelled. */
export function askModal(question: string, detail: string, ...buttons: readonly string[]) {
  const options = { modal: true, detail: inertLines(detail) };
  return chosenButton(window.showWarningMessage(inert(question), options, ...inertAll(buttons)), buttons);
}

/** Says in the status bar, for a moment, that something was done. */
export function showDone(text: string): void {
  window.setStatusBarMessage(`$(check) ${inert(text, maxLength.name)}`, passing);
}

function inertAll(buttons: readonly string[]): string[] {
  return buttons.map((button) => inert(button, maxLength.name));
}

/** The button as the caller knows it. */
async function chosenButton(
  chosen: Thenable<string | undefined>,
  buttons: readonly string[],
): Promise<string | undefined> {
  const shown = await chosen;
  return buttons.find((button) => inert(button, maxLength.name) === shown);
}
