/** A row of training data as people read it. Types only: the extension makes it of a row, and a page shows it. */

/** The beginning of a text, and how many characters of it are left out. */
export interface CutText {
  readonly text: string;
  readonly rest: number;
}

/** What is said in a turn, piece by piece. */
export type TurnPart =
  | { readonly kind: 'text'; readonly text: CutText }
  /** What a model thinks before it says something. */
  | { readonly kind: 'reasoning'; readonly text: CutText }
  | { readonly kind: 'refusal'; readonly text: CutText }
  /** `source`: its data: address; null where it is of another type than pages show, or too large. */
  | {
      readonly kind: 'image';
      readonly type: string;
      readonly bytes: number;
      readonly source: string | null;
    }
  /** What is elsewhere: it is named, and never fetched. */
  | { readonly kind: 'address'; readonly address: CutText }
  /** A function that is called, with its arguments as JSON. */
  | { readonly kind: 'call'; readonly name: string; readonly given: CutText }
  /** What no format says how to show, as JSON. */
  | { readonly kind: 'json'; readonly text: CutText };

/** Who speaks, whatever the format calls it. */
export type Speaker = 'system' | 'user' | 'assistant' | 'tool' | 'other';

export interface Turn {
  readonly speaker: Speaker;
  /** As the row has it. */
  readonly role: string;
  /** Of a person, or of the function whose result it is. */
  readonly name: string | null;
  /** Its weight is 0. */
  readonly isUntrained: boolean;
  readonly parts: readonly TurnPart[];
}

/** One of several answers to the same turns. */
export interface Choice {
  readonly kind: 'preferred' | 'rejected' | 'scored';
  /** As the row has it; null: it has none. */
  readonly score: number | null;
  readonly turns: readonly Turn[];
}

/** A function that the model may call. */
export interface OfferedTool {
  readonly name: string;
  readonly description: string;
}

export interface Conversation {
  readonly turns: readonly Turn[];
  /** Turns that are left out. */
  readonly restTurns: number;
  /** Answers to choose from; empty where the turns are all there is. */
  readonly choices: readonly Choice[];
  readonly tools: readonly OfferedTool[];
  /** What a row has beside: what graders read. */
  readonly fields: readonly { readonly name: string; readonly text: CutText }[];
}
