import { t } from '@vscode/l10n';
import {
  type InputBox,
  type InputBoxValidationMessage,
  type QuickInputButton,
  type QuickPick,
  type QuickPickItem,
  type QuickPickOptions,
  window,
} from 'vscode';
import { inertly } from './inertly';
import { inert, inertLines, isolated, maxLength } from './inertText';

const line = (text: string) => inert(text);
const buttons = (all: readonly QuickInputButton[]) =>
  all.map((button) =>
    button.tooltip === undefined ? button : { ...button, tooltip: inert(button.tooltip) },
  );

/** A quick pick whose texts are text. Icons go into `iconPath`. */
export function createPick<T extends QuickPickItem>(): QuickPick<T> {
  const items = (all: readonly T[]) => all.map(inertItem);
  return inertly(window.createQuickPick<T>(), { title: line, placeholder: line, items, buttons });
}

/** An input box whose texts are text, but for the one that the person types. */
export function createBox(): InputBox {
  return inertly(window.createInputBox(), {
    title: line,
    placeholder: line,
    prompt: line,
    validationMessage: (said: string | InputBoxValidationMessage) =>
      typeof said === 'string' ? line(said) : { ...said, message: line(said.message) },
    buttons,
  });
}

export interface TextQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly value: string;
  /** Characters. */
  readonly maxLength: number;
  /** What is wrong with the text, without the spaces around it, in a sentence; null: nothing. */
  readonly problem?: (text: string) => string | null;
}

/** One line of text; undefined: the person cancelled. */
export function askText({
  title,
  prompt,
  value,
  maxLength: max,
  problem = () => null,
}: TextQuestion): Thenable<string | undefined> {
  return window.showInputBox({
    title: inert(title),
    prompt: inert(prompt),
    value,
    validateInput: (text) =>
      text.trim().length > max ? t('{0} characters at most', max) : lineOrNull(problem(text.trim())),
  });
}

function lineOrNull(text: string | null): string | null {
  return text === null ? null : line(text);
}

export interface PickOptions {
  /** What the question is part of. */
  readonly title?: string;
  readonly placeHolder: string;
  readonly matchOnDescription?: boolean;
  readonly matchOnDetail?: boolean;
}

/** One of `items`; undefined: the person cancelled. */
export function pickOne<T extends QuickPickItem>(
  items: readonly T[],
  options: PickOptions,
): Thenable<T | undefined> {
  return window.showQuickPick(items.map(inertItem), inertOptions(options));
}

/** Any of `items`, or one where `canPickMany` is not true. Empty: the person cancelled, or chose none. */
export async function pickSome<T extends QuickPickItem>(
  items: readonly T[],
  { canPickMany = false, ...options }: PickOptions & { readonly canPickMany?: boolean | undefined },
): Promise<T[]> {
  if (!canPickMany) {
    const picked = await pickOne(items, options);
    return picked === undefined ? [] : [picked];
  }
  const many = { ...inertOptions(options), canPickMany: true as const };
  return (await window.showQuickPick(items.map(inertItem), many)) ?? [];
}

function inertOptions({ title, placeHolder, ...options }: PickOptions): QuickPickOptions {
  const titled = title === undefined ? {} : { title: inert(title) };
  return { ...options, ...titled, placeHolder: inert(placeHolder) };
}

function inertItem<T extends QuickPickItem>(item: T): T {
  const { description, detail } = item;
  return {
    ...item,
    label: isolated(inert(item.label, maxLength.name)),
    ...(description === undefined ? {} : { description: isolated(inert(description)) }),
    ...(detail === undefined ? {} : { detail: inertLines(detail, maxLength.line) }),
  };
}
