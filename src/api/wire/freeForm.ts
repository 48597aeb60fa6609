import { type JsonObject, isObject } from './values';

/** What a free-form object may hold: more is not what the API describes, and a page could not show it. */
const deepest = 32;
const maxValues = 10_000;
const maxCharacters = 500_000;

/**
 * An object that is kept as it came (a grader, an event's data), if it is in range: at most 32 levels, 10,000 values
 * and 500,000 characters of text; null for anything else.
 */
export function freeForm(value: unknown): JsonObject | null {
  return isObject(value) && new Measure().fits(value, 0) ? value : null;
}

class Measure {
  private values = 0;
  private characters = 0;

  fits(value: unknown, depth: number): boolean {
    this.values++;
    if (typeof value === 'string') this.characters += value.length;
    if (this.values > maxValues || this.characters > maxCharacters) return false;
    if (typeof value !== 'object' || value === null) return true;
    return depth < deepest && this.haveRoom(value, depth + 1);
  }

  private haveRoom(object: object, depth: number): boolean {
    for (const key in object) {
      this.characters += key.length;
      // Any object or array may be read so: its own keys, values of any kind.
      if (!this.fits((object as Record<string, unknown>)[key], depth)) return false;
    }
    return true;
  }
}
