import type { FineTuningEvent } from '../api/event';
import type { ToPage } from '../protocol';

type EventsMessage = Extract<ToPage, { type: 'events' }>;

/** A job's events, oldest first, each with a number that stays its own when older ones come before it. */
export class EventLog {
  #events: FineTuningEvent[] = [];
  #ids = new Set<string>();
  #first = 0;
  #hasOlder = false;
  #version = 0;
  #isLoaded = false;
  /** An older page has been asked for and has not come yet. */
  isLoadingOlder = false;

  get length(): number {
    return this.#events.length;
  }

  get hasOlder(): boolean {
    return this.#hasOlder;
  }

  /** Whether any answer has come: before it, no events means nothing. */
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
    if (mode === 'reset') this.#clear();
    if (mode !== 'newer') {
      this.#hasOlder = hasOlder;
      this.isLoadingOlder = false;
    }
    const fresh = events.filter((event) => event.id === null || !this.#ids.has(event.id)).reverse();
    for (const { id } of fresh) if (id !== null) this.#ids.add(id);
    if (mode === 'older') {
      this.#first -= fresh.length;
      this.#events = fresh.concat(this.#events);
    } else for (const event of fresh) this.#events.push(event);
  }

  #clear(): void {
    this.#events = [];
    this.#ids = new Set();
    this.#first = 0;
  }
}
