import type { Format } from '../shared/format';
import type { FromPage } from '../shared/protocol';
import type { Choices } from './state/choices';
import type { PageState } from './state/pageState';

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
