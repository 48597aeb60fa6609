/** Texts by their names that all windows share and that outlive them. Each method may reject. */
export interface SharedTexts {
  /** False: there is one of that name already. Of several windows that add one at once, one alone gets true. */
  add(name: string, text: string): Promise<boolean>;
  /** Null: there is none. */
  read(name: string): Promise<string | null>;
  remove(name: string): Promise<void>;
  names(): Promise<readonly string[]>;
}

/** A file may be called so; what the key says cannot be read off it. */
export async function nameOfKey(key: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Undefined: it is no JSON. */
export function parseText(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined; // it is not written yet, or by nobody here
  }
}
