import type { FromPage } from '../protocol';
import type { Choices } from './choices';
import type { Format } from './format';
import type { PageState } from './state';

/** What every part of the page is given. */
export interface App {
  readonly state: PageState;
  readonly choices: Choices;
  readonly format: Format;
  /** Unix seconds by the extension's clock. */
  readonly now: number;
  readonly send: (message: FromPage) => void;
  /** Changes what the user has set, keeps it and renders. */
  readonly choose: (change: Partial<Choices>) => void;
  /** Has a screen reader say something once. */
  readonly announce: (text: string) => void;
  /** Renders again: something outside of state and choices has changed. */
  readonly refresh: () => void;
}
