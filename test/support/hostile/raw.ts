import fc from 'fast-check';

/** JSON text as a server may write it, also where no value of this language stands for it. Long ones are built late. */
export class Raw {
  private text: string | null = null;

  constructor(
    /** What a failing test prints instead of a megabyte. */
    private readonly label: string,
    private readonly build: () => string,
  ) {}

  get json(): string {
    return (this.text ??= this.build());
  }

  [fc.toStringMethod](): string {
    return this.label;
  }
}

/** A short one, which is its own label. */
export function raw(json: string): Raw {
  return new Raw(json, () => json);
}

/** The value of this text. */
export function rawText(text: string): Raw {
  return raw(JSON.stringify(text));
}

/** A wire object, whose values may be {@link Raw}. */
export type Fields = Readonly<Record<string, unknown>>;

/** `value` as JSON, with every {@link Raw} in it as it stands. What is undefined is left out. */
export function toJson(value: unknown): string {
  if (value instanceof Raw) return value.json;
  if (Array.isArray(value)) return `[${value.map(toJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const members = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${members.map(([key, each]) => `${JSON.stringify(key)}:${toJson(each)}`).join(',')}}`;
}
