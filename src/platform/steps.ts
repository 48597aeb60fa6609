import {
  type InputBox,
  InputBoxValidationSeverity,
  QuickInputButtons,
  type QuickPick,
  type QuickPickItem,
  QuickPickItemKind,
} from 'vscode';
import { createBox, createPick } from './picks';

/** What a person did at a step. Backing out of the first one cancels. */
export type Answer<T> = { readonly kind: 'value'; readonly value: T } | { readonly kind: 'back' | 'cancel' };

export interface StepFrame {
  readonly title: string;
  readonly step?: number;
  readonly totalSteps?: number;
  readonly canGoBack: boolean;
}

export interface Choice<T> extends QuickPickItem {
  readonly value: T;
}

/** What was typed, and what is wrong with it. */
export interface Refusal {
  readonly label: string;
  readonly description: string;
}

export interface Separator {
  readonly separator: string;
}

/** Choices that are known by now, and what is to be said above them from now on. */
type ShowChoices<T> = (choices: readonly (Choice<T> | Separator)[], placeholder: string) => void;

export interface ChooseOptions<T> extends StepFrame {
  readonly placeholder: string;
  readonly choices: readonly (Choice<T> | Separator)[];
  /**
   * The choices with what takes a while to know: they take the place of the first ones when they come, bit by bit
   * where they are shown before all are there. The signal is aborted when the person has chosen or left.
   */
  readonly later?: (signal: AbortSignal, show: ShowChoices<T>) => Promise<readonly (Choice<T> | Separator)[]>;
  /** Makes a choice of what was typed, where that is allowed; without a value it says why it is none. */
  readonly typed?: (text: string) => Choice<T> | Refusal;
  readonly active?: T;
}

/** One quick pick of a chain of steps. */
export function choose<T>(options: ChooseOptions<T>): Promise<Answer<T>> {
  type Item = QuickPickItem & { value?: T };
  return new Promise((resolve) => {
    const pick = createPick<Item>();
    let known: readonly (Choice<T> | Separator)[] = options.choices;
    const end = new AbortController();
    let answer: Answer<T> = { kind: 'cancel' };
    const list = () => {
      const [active] = pick.activeItems;
      const items = known.map((each): Item => ('separator' in each ? separatorItem(each) : each));
      const typed = pick.value.trim() === '' ? undefined : options.typed?.(pick.value.trim());
      const isKnown = known.some((each) => 'value' in each && each.label === typed?.label);
      pick.items = typed === undefined || isKnown ? items : [...items, { ...typed, alwaysShow: true }];
      const kept = pick.items.find(({ label, kind }) => label === active?.label && kind === active.kind);
      if (kept !== undefined) pick.activeItems = [kept];
    };
    frame(pick, options);
    pick.placeholder = options.placeholder;
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    list();
    const active = pick.items.filter((item) => options.active !== undefined && item.value === options.active);
    if (active.length > 0) pick.activeItems = active;
    if (options.typed !== undefined) pick.onDidChangeValue(list);
    if (options.later !== undefined) {
      pick.busy = true;
      const show: ShowChoices<T> = (choices, placeholder) => {
        if (end.signal.aborted) return;
        known = choices;
        pick.placeholder = placeholder;
        list();
      };
      void options
        .later(end.signal, show)
        .catch(() => known) // what is known already can be chosen all the same
        .then((later) => {
          if (end.signal.aborted) return;
          known = later;
          pick.busy = false;
          list();
        });
    }
    pick.onDidTriggerButton(() => {
      answer = { kind: 'back' };
      pick.hide();
    });
    pick.onDidAccept(() => {
      const [selected] = pick.selectedItems;
      const item: Item | undefined = selected ?? options.typed?.(pick.value.trim()); // who types fast comes first
      if (item === undefined || !('value' in item) || item.label === '') return;
      answer = { kind: 'value', value: item.value }; // every item but separators has one
      pick.hide();
    });
    pick.onDidHide(() => {
      end.abort();
      pick.dispose();
      resolve(answer);
    });
    pick.show();
  });
}

export interface AskOptions extends StepFrame {
  readonly prompt: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly isPassword?: boolean;
  /** What is wrong with the text, or null. */
  readonly problemWith: (text: string) => string | null;
  /** What the person should know of a text that can be taken, or null. */
  readonly warningAbout?: (text: string) => string | null;
}

/** One input box of a chain of steps. */
export function ask(options: AskOptions): Promise<Answer<string>> {
  return new Promise((resolve) => {
    const box = createBox();
    let answer: Answer<string> = { kind: 'cancel' };
    frame(box, options);
    box.prompt = options.prompt;
    box.value = options.value;
    box.password = options.isPassword ?? false;
    if (options.placeholder !== undefined) box.placeholder = options.placeholder;
    const judge = (text: string) => {
      const problem = options.problemWith(text);
      const warning = problem === null ? (options.warningAbout?.(text) ?? null) : null;
      box.validationMessage =
        warning === null
          ? (problem ?? undefined)
          : { message: warning, severity: InputBoxValidationSeverity.Warning };
      return problem;
    };
    // Nothing is wrong yet with a box that nobody has filled.
    if (options.value !== '') judge(options.value);
    box.onDidChangeValue((text) => {
      judge(text.trim());
    });
    box.onDidTriggerButton(() => {
      answer = { kind: 'back' };
      box.hide();
    });
    box.onDidAccept(() => {
      const text = box.value.trim();
      if (judge(text) !== null) return;
      answer = { kind: 'value', value: text };
      box.hide();
    });
    box.onDidHide(() => {
      box.dispose();
      resolve(answer);
    });
    box.show();
  });
}

function frame(
  input: QuickPick<QuickPickItem> | InputBox,
  { title, step, totalSteps, canGoBack }: StepFrame,
): void {
  input.title = title;
  input.step = step;
  input.totalSteps = totalSteps;
  input.ignoreFocusOut = true;
  input.buttons = canGoBack ? [QuickInputButtons.Back] : [];
}

function separatorItem({ separator }: Separator): QuickPickItem {
  return { label: separator, kind: QuickPickItemKind.Separator };
}

/** How a person left a step, or all of them. */
export type StepsOutcome = 'next' | 'back' | 'cancel';

/**
 * Runs steps one after the other; Back returns to the one before that asked something. A step that has nothing to
 * ask answers `skip`. Returns how the person left them: `next` at the end, `back` before the first one that asked.
 */
export async function runSteps(
  steps: readonly ((canGoBack: boolean) => Promise<StepsOutcome | 'skip'>)[],
): Promise<StepsOutcome> {
  const answered: number[] = [];
  for (let at = 0; at < steps.length;) {
    const outcome = await steps[at]?.(answered.length > 0);
    if (outcome === 'cancel' || outcome === undefined) return 'cancel';
    if (outcome === 'back') {
      const previous = answered.pop();
      if (previous === undefined) return 'back';
      at = previous;
      continue;
    }
    if (outcome === 'next') answered.push(at);
    at++;
  }
  return 'next';
}
