import { t } from '@vscode/l10n';
import { live } from 'lit/directives/live.js';
import { html, type TemplateResult } from 'lit/html.js';
import type { EventLevel, FineTuningEvent } from '../../api/wire/event';
import { stepReportOf } from '../../metrics/eventMetrics';
import { clipped, isoDate } from '../../shared/format';
import type { JobSnapshot } from '../../shared/protocol';
import { hasEnded } from '../../shared/statuses';
import type { App } from '../app';
import type { ListModel } from '../elements/listModel';
import { emptyText, fieldValue, icon, iconButton } from '../elements/parts';
import { type EventFilter, eventFilters } from '../state/choices';
import type { EventList } from '../state/eventList';
import { memo } from '../state/memo';
import type { ShownJob } from '../state/pageState';

const rowHeight = 22;
/** Of two lines, so that the value at the end of a message stays in sight. As in the style sheet. */
const narrowRowHeight = 40;
const narrow = '(max-width: 400px)';
/** Characters of a message shown in one line; the rest comes when it is unfolded. */
const lineLength = 400;
/** Characters shown of an unfolded message: more would stop the page. */
const unfoldedLength = 20_000;

const ranks: Readonly<Record<EventLevel, number>> = { info: 0, warn: 1, error: 2 };
const levelIcons = { info: 'info', warn: 'warning', error: 'error' } as const;
const levelLabels: Readonly<Record<EventLevel, string>> = {
  info: t({ message: 'info', comment: 'Level of an event' }),
  warn: t({ message: 'warn', comment: 'Level of an event' }),
  error: t({ message: 'error', comment: 'Level of an event' }),
};

/** Whether an event reports a step, as nearly all do: reading it once is enough. */
const stepLines = new WeakMap<FineTuningEvent, boolean>();

function isStepLine(event: FineTuningEvent): boolean {
  let known = stepLines.get(event);
  if (known === undefined) {
    known = event.level === 'info' && stepReportOf(event) !== null;
    stepLines.set(event, known);
  }
  return known;
}

function passes(event: FineTuningEvent, filter: EventFilter): boolean {
  return filter === 'milestones' ? !isStepLine(event) : ranks[event.level] >= ranks[filter];
}

/** The numbers of the events that pass, ascending. */
function filterEvents(log: EventList, _version: number, filter: EventFilter, search: string): Int32Array {
  const wanted = search.toLowerCase();
  const passing: number[] = [];
  log.oldestFirst.forEach((event, at) => {
    if (!passes(event, filter)) return;
    if (wanted === '' || event.message.toLowerCase().includes(wanted)) passing.push(log.firstNumber + at);
  });
  return Int32Array.from(passing);
}

/** The log, oldest first as an output channel has it: it follows the end while the end is in sight. */
export class EventsTab {
  private readonly filter = memo(filterEvents);
  private readonly unfolded = new Set<number>();
  private unfoldings = 0;
  private readonly model = memo(
    (
      log: EventList,
      passing: Int32Array,
      _unfoldings: number,
      now: number,
      isRelative: boolean,
      hasDays: boolean,
      app: App,
      job: string,
      height: number,
    ): ListModel => this.listModel(log, passing, { now, isRelative, hasDays }, app, job, height),
  );
  private readonly width = matchMedia(narrow);

  view({ snapshot, log }: ShownJob, app: App): TemplateResult {
    if (log.length === 0 && snapshot.lacks.events !== null) return empty(log, snapshot, app);
    const { level, search, isRelative } = app.choices;
    const passing = this.filter(log, log.version, level, search);
    // Ages in tooltips need no more than a minute.
    const tick = isRelative ? 5 : 60;
    const now = Math.floor(app.now / tick) * tick;
    this.width.onchange = app.refresh;
    const height = this.width.matches ? narrowRowHeight : rowHeight;
    const hasDays = !isOfToday(log, app);
    const model = this.model(
      log,
      passing,
      this.unfoldings,
      now,
      isRelative,
      hasDays,
      app,
      snapshot.key,
      height,
    );
    return html`
      <div class="controls">
        <input
          type="search"
          class="search"
          placeholder=${t('Search events')}
          aria-label=${t('Search events')}
          .value=${live(search)}
          @input=${(event: Event) => app.choose({ search: fieldValue(event) })}
        />
        <label
          >${t({ message: 'Show', comment: 'Before a choice of events' })} ${filterSelect(level, app)}</label
        >
        <span class="muted" role="status">${countText(passing.length, log, app)}</span>
        <span class="controls-end">
          ${timesButton(app)}
          ${log.hasOlder ? iconButton('fold-up', t('Load older events'), () => askOlder(log, snapshot.key, app)) : ''}
          ${iconButton('copy', t('Copy the events shown'), () => copyEvents(log, passing, app))}
        </span>
      </div>
      ${
        passing.length === 0
          ? empty(log, snapshot, app)
          : html`<ft-list
              class="events"
              role="listbox"
              tabindex="0"
              aria-label=${t('Events, oldest first')}
              .model=${model}
            ></ft-list>`
      }
    `;
  }

  private listModel(
    log: EventList,
    passing: Int32Array,
    clock: RowClock,
    app: App,
    job: string,
    height: number,
  ): ListModel {
    const indexOf = (number: number) => lowerBound(passing, number);
    return {
      count: passing.length,
      rowHeight: height,
      followsEnd: true,
      tall: [...this.unfolded]
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
        const look = { isActive, isUnfolded: this.unfolded.has(number) };
        return eventRow(
          event,
          number,
          { index, count: log.hasOlder ? -1 : passing.length },
          look,
          clock,
          app,
        );
      },
      choose: (index) => this.toggle(passing[index] ?? 0, app),
      reachedStart: () => askOlder(log, job, app),
    };
  }

  private toggle(number: number, app: App): void {
    if (!this.unfolded.delete(number)) this.unfolded.add(number);
    this.unfoldings += 1;
    app.refresh();
  }
}

/** How rows report their times. */
interface RowClock {
  /** Unix seconds. */
  readonly now: number;
  readonly isRelative: boolean;
  /** The time alone does not say when it was. */
  readonly hasDays: boolean;
}

/** Whether the log begins today: events come in the order of their times. */
function isOfToday(log: EventList, { format, now }: App): boolean {
  const at = log.oldestFirst[0]?.createdAt ?? now;
  return format.day(at) === format.day(now);
}

function eventRow(
  event: FineTuningEvent,
  number: number,
  place: { readonly index: number; readonly count: number },
  look: { readonly isActive: boolean; readonly isUnfolded: boolean },
  { now, isRelative, hasDays }: RowClock,
  app: App,
): TemplateResult {
  const { level, message, createdAt } = event;
  const time = (at: number) =>
    html`${hasDays ? html`<span class="event-day">${app.format.shortDay(at)} </span>` : ''}${app.format.time(at)}`;
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
        ? html`<span class="event-time no-time" aria-hidden="true">${isRelative ? '' : time(now)}</span>`
        : html`<time
            class="event-time"
            datetime=${isoDate(createdAt)}
            title="${app.format.date(createdAt)}, ${ago}"
            >${isRelative ? ago : time(createdAt)}</time
          >`
    }
    <span class="event-level" title=${levelLabels[level]}
      >${icon(levelIcons[level])}<span class="visually-hidden">${levelLabels[level]}</span></span
    >
    <span class="event-message" dir="auto"
      >${look.isUnfolded ? unfolded(message, app) : clipped(firstLine(message), lineLength)}</span
    >
    ${!look.isUnfolded && message.length > lineLength ? html`<span class="muted">${app.format.bytes(message.length)}</span>` : ''}
  </div>`;
}

function unfolded(message: string, { format }: App): string {
  if (message.length <= unfoldedLength) return message;
  const note = t('({0} in all; “Copy the events shown” copies everything)', format.bytes(message.length));
  return `${message.slice(0, unfoldedLength)}…\n${note}`;
}

function firstLine(message: string): string {
  return message.slice(0, lineLength + 1).replace(/\s+/g, ' ');
}

function timesButton({ choices, choose }: App): TemplateResult {
  const label = choices.isRelative ? t('Show the time of each event') : t('Show how long ago each event was');
  return iconButton(choices.isRelative ? 'watch' : 'history', label, () =>
    choose({ isRelative: !choices.isRelative }),
  );
}

const filterLabels: Readonly<Record<EventFilter, string>> = {
  info: t({ message: 'All', comment: 'Events of all levels' }),
  milestones: t('Milestones'),
  warn: t('Warnings and errors'),
  error: t('Errors'),
};

function filterSelect(current: EventFilter, app: App): TemplateResult {
  const onChange = (event: Event) => {
    const value = fieldValue(event);
    app.choose({ level: eventFilters.find((each) => each === value) ?? 'info' });
  };
  return html`<select @change=${onChange}>
    ${eventFilters.map(
      (each) =>
        html`<option value=${each} .selected=${live(each === current)}>${filterLabels[each]}</option>`,
    )}
  </select>`;
}

function countText(shown: number, log: EventList, { format }: App): string {
  if (!log.isLoaded) return '';
  const all = `${format.count(log.length)}${log.hasOlder ? '+' : ''}`;
  if (shown !== log.length) return t('{0} of {1} events', format.count(shown), all);
  return all === '1' ? t('1 event') : t('{0} events', all);
}

/** Why no event is shown; what the person has filtered out is one click away. */
function empty(log: EventList, snapshot: JobSnapshot, app: App): TemplateResult {
  const { level, search } = app.choices;
  const text = emptyText(emptyReason(log, level, search, snapshot));
  if (log.length === 0) return text;
  return html`${text}
    <p>
      <button class="button" @click=${() => app.choose({ level: 'info', search: '' })}>
        ${icon('clear-all')}${t('Clear Filter')}
      </button>
    </p>`;
}

function emptyReason(
  log: EventList,
  filter: EventFilter,
  search: string,
  { job, lacks }: JobSnapshot,
): string {
  if (!log.isLoaded) return t('Loading events…');
  if (log.length === 0)
    return lacks.events ?? (hasEnded(job.status) ? t('This job left no events.') : t('No events yet.'));
  if (search !== '') return t('No event says “{0}”.', clipped(search, 100));
  return filter === 'milestones' ? t('No milestones yet.') : t('No events of this level.');
}

function askOlder(log: EventList, job: string, app: App): void {
  if (!log.hasOlder || log.isLoadingOlder) return;
  log.isLoadingOlder = true;
  app.send({ type: 'olderEvents', job });
}

function copyEvents(log: EventList, passing: Int32Array, app: App): void {
  const lines = Array.from(passing, (number) => {
    const event = log.at(number);
    if (event === undefined) return '';
    return `${event.createdAt === null ? '' : isoDate(event.createdAt)}\t${event.level}\t${event.message}`;
  });
  app.send({ type: 'copy', text: lines.join('\n'), what: t('events') });
  app.announce(t('Copied the events shown'));
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
