import { type MessageItem, window } from 'vscode';
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

/** A question in the middle of the window. */
export interface ModalQuestion {
  readonly question: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  /** The button that changes nothing, named by what stays as it is: `Keep Running`. Escape means the same. */
  readonly wayOut: string;
}

/** Asks, and resolves to the button that the person chose. Undefined: the way out. */
export async function askModal({ question, detail, buttons, wayOut }: ModalQuestion) {
  const options = { modal: true, detail: inertLines(detail) };
  const items = inertAll(buttons).map((title): MessageItem => ({ title }));
  const exit: MessageItem = { title: inert(wayOut, maxLength.name), isCloseAffordance: true };
  const chosen = await window.showWarningMessage(inert(question), options, ...items, exit);
  return chosen === undefined ? undefined : buttons[items.indexOf(chosen)];
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
