import type { FineTuningEvent } from '../../api/wire/event';
import type { ToPage } from '../../shared/protocol';

type EventsMessage = Extract<ToPage, { type: 'events' }>;

/** A job's events, oldest first, each with a number that stays its own when older ones come before it. */
export class EventLog {
  #events: FineTuningEvent[] = [];
  /** Numbers by the events' ids. */
  #numbers = new Map<string, number>();
  #first = 0;
  #hasOlder = false;
  #version = 0;
  #isLoaded = false;
  /** An older page has been requested and has not come yet. */
  isLoadingOlder = false;

  get length(): number {
    return this.#events.length;
  }

  get hasOlder(): boolean {
    return this.#hasOlder;
  }

  /** Whether any events have come: before, having none means nothing. */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** Grows with every change. */
  get version(): number {
    return this.#version;
  }

  /** Oldest first. */
  get oldestFirst(): readonly FineTuningEvent[] {
    return this.#events;
  }

  /** The number of the oldest event; the following count up from it. */
  get firstNumber(): number {
    return this.#first;
  }

  at(number: number): FineTuningEvent | undefined {
    return this.#events[number - this.#first];
  }

  apply({ mode, events, hasOlder }: EventsMessage): void {
    this.#version += 1;
    this.#isLoaded = true;
    if (mode === 'reset') this.#clear(events);
    if (mode !== 'newer') {
      this.#hasOlder = hasOlder;
      this.isLoadingOlder = false;
    }
    const fresh = events.filter((event) => event.id === null || !this.#numbers.has(event.id)).reverse();
    if (mode === 'older') {
      this.#first -= fresh.length;
      this.#remember(fresh, this.#first);
      this.#events = fresh.concat(this.#events);
    } else {
      this.#remember(fresh, this.#first + this.#events.length);
      for (const event of fresh) this.#events.push(event);
    }
  }

  #remember(oldestFirst: readonly FineTuningEvent[], first: number): void {
    oldestFirst.forEach(({ id }, at) => {
      if (id !== null) this.#numbers.set(id, first + at);
    });
  }

  /** What comes again keeps its number, so that the reader keeps the place. */
  #clear(newestFirst: readonly FineTuningEvent[]): void {
    this.#first = this.#firstNumberOf(newestFirst);
    this.#events = [];
    this.#numbers = new Map();
  }

  #firstNumberOf(newestFirst: readonly FineTuningEvent[]): number {
    for (const [at, { id }] of newestFirst.entries()) {
      const number = id === null ? undefined : this.#numbers.get(id);
      if (number !== undefined) return number - (newestFirst.length - 1 - at);
    }
    return 0;
  }
}
