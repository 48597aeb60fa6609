import { type TemplateResult, html } from 'lit/html.js';
import { live } from 'lit/directives/live.js';
import type { EventLevel, FineTuningEvent } from '../../api/wire/event';
import type { App } from '../app';
import type { EventLog } from '../state/eventLog';
import { clipped, isoDate } from '../../shared/format';
import type { ListModel } from '../elements/listModel';
import { memo } from '../state/memo';
import type { JobRecord } from '../state/pageState';
import { emptyText, icon, iconButton } from '../elements/parts';

const ROW_HEIGHT = 22;
/** Characters of a message shown in one line; the rest comes when it is unfolded. */
const LINE_LENGTH = 400;
/** Characters shown of an unfolded message: more would stop the page. */
const UNFOLDED_LENGTH = 20_000;

const ranks: Readonly<Record<EventLevel, number>> = { info: 0, warn: 1, error: 2 };
const levelIcons = { info: 'info', warn: 'warning', error: 'error' } as const;

/** The numbers of the events that pass, ascending. */
function filterEvents(log: EventLog, _version: number, level: EventLevel, search: string): Int32Array {
  const wanted = search.toLowerCase();
  const passing: number[] = [];
  log.oldestFirst.forEach((event, at) => {
    if (ranks[event.level] < ranks[level]) return;
    if (wanted === '' || event.message.toLowerCase().includes(wanted)) passing.push(log.firstNumber + at);
  });
  return Int32Array.from(passing);
}

/** The log, oldest first as an output channel has it: it follows the end while the end is in sight. */
export class EventsTab {
  readonly #filter = memo(filterEvents);
  readonly #unfolded = new Set<number>();
  #unfoldings = 0;
  readonly #model = memo(
    (
      log: EventLog,
      passing: Int32Array,
      _unfoldings: number,
      now: number,
      isRelative: boolean,
      app: App,
      job: string,
    ): ListModel => this.#listModel(log, passing, { now, isRelative }, app, job),
  );

  view({ snapshot, log }: JobRecord, app: App): TemplateResult {
    const { level, search, isRelative } = app.choices;
    const passing = this.#filter(log, log.version, level, search);
    // Ages in tooltips need no more than a minute.
    const tick = isRelative ? 5 : 60;
    const now = Math.floor(app.now / tick) * tick;
    const model = this.#model(log, passing, this.#unfoldings, now, isRelative, app, snapshot.key);
    return html`
      <div class="controls">
        <input
          type="search"
          class="search"
          placeholder="Search events"
          aria-label="Search events"
          .value=${live(search)}
          @input=${(event: Event) => app.choose({ search: (event.target as HTMLInputElement).value })}
        />
        <label>Level ${levelSelect(level, app)}</label>
        <span class="muted" role="status">${countText(passing.length, log, app)}</span>
        <span class="controls-end">
          ${timesButton(app)}
          ${log.hasOlder ? iconButton('fold-up', 'Load older events', () => askOlder(log, snapshot.key, app)) : ''}
          ${iconButton('copy', 'Copy the events shown', () => copyEvents(log, passing, app))}
        </span>
      </div>
      ${
        passing.length === 0
          ? emptyText(emptyReason(log, level, search))
          : html`<ft-list
              class="events"
              role="listbox"
              tabindex="0"
              aria-label="Events, oldest first"
              .model=${model}
            ></ft-list>`
      }
    `;
  }

  #listModel(log: EventLog, passing: Int32Array, clock: RowClock, app: App, job: string): ListModel {
    const indexOf = (number: number) => lowerBound(passing, number);
    return {
      count: passing.length,
      rowHeight: ROW_HEIGHT,
      followsEnd: true,
      tall: [...this.#unfolded]
        .sort((a, b) => a - b)
        .map((number) => ({ number, index: indexOf(number) }))
        .filter(({ number, index }) => passing[index] === number)
        .map(({ index }) => index),
      keyAt: (index) => passing[index] ?? 0,
      indexOf,
      row: (index, isActive) => {
        const number = passing[index] ?? 0;
        const event = log.at(number);
        if (event === undefined) return html``;
        const look = { isActive, isUnfolded: this.#unfolded.has(number) };
        return eventRow(
          event,
          number,
          { index, count: log.hasOlder ? -1 : passing.length },
          look,
          clock,
          app,
        );
      },
      choose: (index) => this.#toggle(passing[index] ?? 0, app),
      reachedStart: () => askOlder(log, job, app),
    };
  }

  #toggle(number: number, app: App): void {
    if (!this.#unfolded.delete(number)) this.#unfolded.add(number);
    this.#unfoldings += 1;
    app.refresh();
  }
}

/** How rows report their times. */
interface RowClock {
  /** Unix seconds. */
  readonly now: number;
  readonly isRelative: boolean;
}

function eventRow(
  event: FineTuningEvent,
  number: number,
  place: { readonly index: number; readonly count: number },
  look: { readonly isActive: boolean; readonly isUnfolded: boolean },
  { now, isRelative }: RowClock,
  app: App,
): TemplateResult {
  const { level, message, createdAt } = event;
  // The row's clock lags behind: what has come since is not ahead.
  const ago = createdAt === null ? '' : app.format.age(createdAt, Math.max(now, createdAt));
  return html`<div
    class="event event-${level} ${look.isUnfolded ? 'unfolded' : ''}"
    role="option"
    id="event-${number}"
    data-index=${place.index}
    aria-selected=${look.isActive ? 'true' : 'false'}
    aria-posinset=${place.index + 1}
    aria-setsize=${place.count}
  >
    ${
      createdAt === null
        ? html`<span class="event-time"></span>`
        : html`<time
            class="event-time"
            datetime=${isoDate(createdAt)}
            title="${app.format.date(createdAt)}, ${ago}"
            >${isRelative ? ago : app.format.time(createdAt)}</time
          >`
    }
    <span class="event-level" title=${level}
      >${icon(levelIcons[level])}<span class="visually-hidden">${level}</span></span
    >
    <span class="event-message" dir="auto"
      >${look.isUnfolded ? unfolded(message, app) : clipped(firstLine(message), LINE_LENGTH)}</span
    >
    ${!look.isUnfolded && message.length > LINE_LENGTH ? html`<span class="muted">${app.format.bytes(message.length)}</span>` : ''}
  </div>`;
}

function unfolded(message: string, { format }: App): string {
  if (message.length <= UNFOLDED_LENGTH) return message;
  return `${message.slice(0, UNFOLDED_LENGTH)}…\n(${format.bytes(message.length)} in all; “Copy the events shown” copies everything)`;
}

function firstLine(message: string): string {
  return message.slice(0, LINE_LENGTH + 1).replace(/\s+/g, ' ');
}

function timesButton({ choices, choose }: App): TemplateResult {
  const label = choices.isRelative ? 'Show the time of each event' : 'Show how long ago each event was';
  return iconButton(choices.isRelative ? 'watch' : 'history', label, () =>
    choose({ isRelative: !choices.isRelative }),
  );
}

function levelSelect(current: EventLevel, app: App): TemplateResult {
  const onChange = (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    app.choose({ level: value === 'warn' || value === 'error' ? value : 'info' });
  };
  return html`<select @change=${onChange}>
    <option value="info" .selected=${live(current === 'info')}>All</option>
    <option value="warn" .selected=${live(current === 'warn')}>Warnings and errors</option>
    <option value="error" .selected=${live(current === 'error')}>Errors</option>
  </select>`;
}

function countText(shown: number, log: EventLog, { format }: App): string {
  const all = `${format.count(log.length)}${log.hasOlder ? '+' : ''}`;
  return shown === log.length ? `${all} events` : `${format.count(shown)} of ${all} events`;
}

function emptyReason(log: EventLog, level: EventLevel, search: string): string {
  if (!log.isLoaded) return 'Loading events…';
  if (log.length === 0) return 'No events yet.';
  if (search !== '') return `No event says “${clipped(search, 100)}”.`;
  return level === 'info' ? 'No events yet.' : 'No events of this level.';
}

function askOlder(log: EventLog, job: string, app: App): void {
  if (!log.hasOlder || log.isLoadingOlder) return;
  log.isLoadingOlder = true;
  app.send({ type: 'olderEvents', job });
}

function copyEvents(log: EventLog, passing: Int32Array, app: App): void {
  const lines = Array.from(passing, (number) => {
    const event = log.at(number);
    if (event === undefined) return '';
    return `${event.createdAt === null ? '' : isoDate(event.createdAt)}\t${event.level}\t${event.message}`;
  });
  app.send({ type: 'copy', text: lines.join('\n'), what: 'events' });
  app.announce('Copied the events shown');
}

function lowerBound(sorted: Int32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
