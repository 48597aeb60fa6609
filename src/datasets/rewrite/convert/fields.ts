import { t } from '@vscode/l10n';
import { inside, pathText, type Place } from '../../findings';
import { InexactError } from './inexactError';
import { isList, isText, itemsOf, type Json, membersOf, wordOf } from './json';

/** What says no more than that it is left out. */
const nothing = new Set<Json>(['null', '""', '[]']);

/** An object of a row of which every field has to be accounted for: what is not taken is carried over, or refused. */
export class Fields {
  private readonly left = new Map<string, Json>();

  constructor(
    json: Json,
    private readonly place: Place = null,
  ) {
    for (const [name, value] of membersOf(json)) {
      if (this.left.has(name)) throw new InexactError(t('{0} is there twice', this.pathOf(name)));
      this.left.set(name, value);
    }
  }

  /** As code has it: `messages[1].role`. */
  pathOf(name: string): string {
    return pathText(inside(this.place, name));
  }

  /** Its value; null where there is none, or null. */
  take(name: string): Json | null {
    const value = this.left.get(name) ?? null;
    this.left.delete(name);
    return value === 'null' ? null : value;
  }

  /** What a text says; null where there is none. Throws {@link InexactError} for what is no text. */
  takeWord(name: string): string | null {
    const value = this.takeText(name);
    return value === null ? null : wordOf(value);
  }

  /** Throws {@link InexactError} for what is there and is no text. */
  takeText(name: string): Json | null {
    const value = this.take(name);
    if (value === null || isText(value)) return value;
    throw new InexactError(t('{0} is not a string', this.pathOf(name)));
  }

  /** The items of a list; none where there is no list. Throws {@link InexactError} for what is there and is no list. */
  takeItems(name: string): readonly (readonly [item: Json, place: Place])[] {
    const value = this.take(name);
    if (value === null) return [];
    if (!isList(value)) throw new InexactError(t('{0} is not an array', this.pathOf(name)));
    return itemsOf(value).map((item, at) => [item, inside(inside(this.place, name), at)]);
  }

  /** Throws {@link InexactError} where one of these says anything: it has a meaning that would get lost. */
  refuse(names: readonly string[]): void {
    for (const name of names) {
      const value = this.left.get(name) ?? 'null';
      if (!nothing.has(value))
        throw new InexactError(t('{0} has no counterpart in the other format', this.pathOf(name)));
      this.left.delete(name);
    }
  }

  /** Throws {@link InexactError} where anything is left that says something. */
  refuseRest(): void {
    this.refuse([...this.left.keys()]);
  }

  /** What is left, as it was written. */
  get rest(): ReadonlyMap<string, Json> {
    return this.left;
  }
}
