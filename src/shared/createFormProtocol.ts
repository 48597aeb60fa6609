/**
 * What the extension and the page that creates a job say to each other: both sides check what arrives. The
 * extension holds all that is typed and chosen, knows which fields there are, and checks them; after each change the
 * page is given the whole form, as whenever its script starts and says `ready`.
 */

/** What something beside a field or the button says, and how grave it is. */
export interface FormNote {
  readonly level: 'error' | 'warning' | 'good' | 'info';
  readonly text: string;
}

export interface FormField {
  /** The same for as long as the field is there. */
  readonly id: string;
  readonly label: string;
  /** What it is for, and its limits; empty where the label says it all. */
  readonly hint: string;
  /** As it was typed or chosen. */
  readonly value: string;
  /** What is wrong with it; null: nothing. */
  readonly problem: string | null;
  /** What else is known of what is chosen. */
  readonly note: FormNote | null;
  /** What can be taken in the place of what is chosen, and the button that does so; null: nothing. */
  readonly offer: { readonly text: string; readonly button: string } | null;
  readonly control: TypedControl | ChosenControl;
}

interface TypedControl {
  readonly kind: 'typed';
  readonly placeholder: string;
  /** Whether it may have several lines. */
  readonly isLong: boolean;
  /** What can be taken over; anything else can be typed. */
  readonly suggestions: readonly FormChoice[];
}

interface ChosenControl {
  readonly kind: 'chosen';
  readonly choices: readonly FormChoice[];
  /** The button beside it that leads to more choices; null: these are all. */
  readonly more: string | null;
  /** Whether a file can be dropped on it. */
  readonly takesFiles: boolean;
}

export interface FormChoice {
  readonly value: string;
  readonly label: string;
  /** Under which heading it stands; empty: none. */
  readonly group: string;
}

export interface FormSection {
  readonly id: string;
  readonly title: string;
  readonly fields: readonly FormField[];
  /** What can be tried with what stands there; null: nothing. */
  readonly trial: FormTrial | null;
}

/** Buttons below the fields of a section, and what came of the last one. */
export interface FormTrial {
  readonly buttons: readonly { readonly id: string; readonly label: string }[];
  /** What goes on; null: nothing does. Then there is a button that ends it. */
  readonly work: string | null;
  readonly outcome: FormNote | null;
}

/** What goes on while a job is created. */
interface FormWork {
  readonly title: string;
  /** How far it is; empty: that is not known. */
  readonly detail: string;
  /** It was cancelled, and is about to end. */
  readonly isEnding: boolean;
}

/** The button that ends what is tried. */
export const stopTrial = 'stop';

export interface ToCreateForm {
  readonly type: 'createForm';
  readonly title: string;
  readonly sections: readonly FormSection[];
  /** The form as a text that the page keeps as it is: a reload of the window brings it back by that. */
  readonly kept: string;
  /** The number of the last `set` that it is about; 0: none came yet. */
  readonly received: number;
  /** What the job is expected to take. */
  readonly facts: readonly { readonly label: string; readonly text: string; readonly isProblem: boolean }[];
  /** What the creation begins with. */
  readonly whatHappens: string;
  /** Null: nothing is being created. */
  readonly work: FormWork | null;
  /** How the last creation ended; null: there was none. */
  readonly outcome: FormNote | null;
  /** The field to go to, or the button that creates where that is null; `at` is another number each time. Null: none. */
  readonly focus: { readonly field: string | null; readonly at: number } | null;
}

export type FromCreateForm =
  | { readonly type: 'ready' | 'create' | 'save' | 'cancel' | 'prices' }
  /** Something was typed or chosen. `number`: from 1 on since the script began. */
  | { readonly type: 'set'; readonly field: string; readonly value: string; readonly number: number }
  /** A button of a section, by its id; `stop` ends what goes on. */
  | { readonly type: 'try'; readonly button: string }
  /** The button beside a field, or the one that takes what is offered there. */
  | { readonly type: 'more' | 'take'; readonly field: string }
  /** A field was left in which something was typed. */
  | { readonly type: 'leave'; readonly field: string }
  /** A file was dropped on a field. `uri`: its address. */
  | { readonly type: 'drop'; readonly field: string; readonly uri: string };
