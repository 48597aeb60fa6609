import type { FromPage } from '../shared/protocol';
import type { Announcer } from './elements/announcer';
import type { App } from './app';
import { type Choices, toChoices } from './state/choices';
import { Format } from '../shared/format';
import type { Host } from './state/host';
import { memo } from './state/memo';
import type { PageState } from './state/pageState';

/** The page's services in one object that stays the same. */
export class PageApp implements App {
  #choices: Choices;
  readonly #format = memo((locale: string) => new Format(locale));

  constructor(
    readonly state: PageState,
    private readonly host: Host,
    private readonly announcer: Announcer,
    readonly refresh: () => void,
  ) {
    this.#choices = toChoices(host.load());
  }

  get choices(): Choices {
    return this.#choices;
  }

  get format(): Format {
    return this.#format(this.state.locale);
  }

  get now(): number {
    return Date.now() / 1000 + this.state.clockOffset;
  }

  readonly send = (message: FromPage) => this.host.send(message);

  readonly announce = (text: string) => this.announcer.say(text);

  readonly choose = (change: Partial<Choices>) => {
    this.#choices = { ...this.#choices, ...change };
    this.host.save(this.#choices);
    this.refresh();
  };
}
