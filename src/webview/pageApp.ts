import { Format } from '../shared/format';
import type { FromPage } from '../shared/protocol';
import type { App } from './app';
import type { Announcer } from './elements/announcer';
import { type Choices, toChoices } from './state/choices';
import { memo } from './state/memo';
import type { PageHost } from './state/pageHost';
import type { PageState } from './state/pageState';

/** The page's services in one object that stays the same. */
export class PageApp implements App {
  private currentChoices: Choices;
  private readonly formatFor = memo((locale: string) => new Format(locale));

  constructor(
    readonly state: PageState,
    private readonly host: PageHost,
    private readonly announcer: Announcer,
    readonly refresh: () => void,
  ) {
    this.currentChoices = toChoices(host.load());
  }

  get choices(): Choices {
    return this.currentChoices;
  }

  get format(): Format {
    return this.formatFor(this.state.locale);
  }

  get now(): number {
    return Date.now() / 1000 + this.state.clockOffset;
  }

  readonly send = (message: FromPage) => this.host.send(message);

  readonly announce = (text: string) => this.announcer.say(text);

  readonly choose = (change: Partial<Choices>) => {
    this.currentChoices = { ...this.currentChoices, ...change };
    this.host.save(this.currentChoices);
    this.refresh();
  };
}
